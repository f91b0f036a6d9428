using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Accounts;

/// <summary>The public keys of the workspace, for the pages of its shops.</summary>
public static class BrowserKeysApi
{
    private const int LongestName = 100;
    private const string CorrectAndSend = "Correct what is named below and send it again.";

    public static void MapBrowserKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/browser-keys").WithTags("Keys");
        keys.MapGet("", ListAsync).Requires(Permission.SettingsRead).WithSummary("All browser keys, newest first, revoked ones too");
        keys.MapPost("", CreateAsync).Requires(Permission.SettingsWrite).WithSummary("Make a browser key for the pages of a shop");
        keys.MapPatch("{id}", ChangeAsync).Requires(Permission.SettingsWrite).WithSummary("Change name or origins").ProducesProblem(StatusCodes.Status404NotFound);
        keys.MapDelete("{id}", RevokeAsync).Requires(Permission.SettingsWrite).WithSummary("Revoke a browser key at once").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<Page<BrowserKeyView>>> ListAsync(Caller caller, BrowserKeyStore keys, CancellationToken ct)
    {
        var all = await keys.ListAsync(caller.WorkspaceId, ct);
        return TypedResults.Ok(new Page<BrowserKeyView>([.. all.Select(View)], NextCursor: null));
    }

    private static async Task<Results<Created<BrowserKeyView>, ValidationProblem>> CreateAsync(
        BrowserKeyRequest request, Caller caller, BrowserKeyStore keys, CancellationToken ct)
    {
        var faults = new Faults();
        var name = ReadName(faults, request.Name ?? "");
        var origins = ReadOrigins(faults, request.Origins ?? []);
        if (faults.Any) return faults.ToProblem(CorrectAndSend);
        var view = View(await keys.CreateAsync(caller, name, origins, ct));
        return TypedResults.Created($"/api/browser-keys/{view.Id}", view);
    }

    private static async Task<Results<Ok<BrowserKeyView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string id, BrowserKeyRequest request, Caller caller, BrowserKeyStore keys, CancellationToken ct)
    {
        if (await FindAsync(id, caller, keys, ct) is not { RevokedAt: null } key) return Unknown(id);
        var faults = new Faults();
        var changed = key with
        {
            Name = request.Name is { } name ? ReadName(faults, name) : key.Name,
            Origins = request.Origins is { } origins ? ReadOrigins(faults, origins) : key.Origins,
        };
        if (faults.Any) return faults.ToProblem(CorrectAndSend);
        await keys.ChangeAsync(caller, changed, ct);
        return TypedResults.Ok(View(changed));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(string id, Caller caller, BrowserKeyStore keys, CancellationToken ct)
    {
        if (await FindAsync(id, caller, keys, ct) is not { } key) return Unknown(id);
        if (key.RevokedAt is null) await keys.RevokeAsync(caller, key, ct);
        return TypedResults.NoContent();
    }

    private static async Task<BrowserKey?> FindAsync(string id, Caller caller, BrowserKeyStore keys, CancellationToken ct) =>
        PublicId.TryParse(Ids.BrowserKey, id, out var key) ? await keys.GetAsync(caller.WorkspaceId, key, ct) : null;

    private static string ReadName(Faults faults, string name)
    {
        name = name.Trim();
        if (name.Length is 0 or > LongestName) faults.Add("name", $"Say in 1 to {LongestName} characters which shop the key is for.");
        return name;
    }

    private static BrowserOrigins ReadOrigins(Faults faults, IReadOnlyList<string> origins)
    {
        if (origins.Count is 0 or > BrowserOrigins.Most)
            faults.Add("origins", $"Name 1 to {BrowserOrigins.Most} sites that the key is for, such as https://shop.example.");
        var read = new List<string>();
        for (var i = 0; i < origins.Count && i < BrowserOrigins.Most; i++)
        {
            if (BrowserOrigins.Normalize(origins[i]) is { } origin) read.Add(origin);
            else faults.Add($"origins[{i}]", "Give the beginning of the shop's addresses, such as https://shop.example, or https://*.shop.example for all below it.");
        }
        return new([.. read.Distinct(StringComparer.Ordinal)]);
    }

    private static ProblemHttpResult Unknown(string id) => TypedResults.Problem(
        $"This workspace has no valid browser key {id}. GET /api/browser-keys lists them.",
        title: "There is no such key.", statusCode: StatusCodes.Status404NotFound);

    private static BrowserKeyView View(BrowserKey key) => new(
        Ids.Out(Ids.BrowserKey, key.Id), key.Name, key.Key, key.Origins.All, key.CreatedAt, key.FirstEventAt, key.LastEventAt, key.RevokedAt);
}

/// <summary>A public key. It is no secret: it lies open in the shop's pages.</summary>
/// <param name="Id">Starts with <c>bky_</c>.</param>
/// <param name="Name">Which shop it is for.</param>
/// <param name="Key">Starts with <c>pk_</c>.</param>
/// <param name="Origins">The sites whose pages may send with it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="FirstEventAt">When the first events came with it; null when none have.</param>
/// <param name="LastEventAt">When events last came with it, to ten seconds.</param>
/// <param name="RevokedAt">Since when it is refused; null while it is valid.</param>
public sealed record BrowserKeyView(
    string Id,
    string Name,
    string Key,
    IReadOnlyList<string> Origins,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FirstEventAt,
    DateTimeOffset? LastEventAt,
    DateTimeOffset? RevokedAt);

/// <summary>A public key to be made, or what is to change of one.</summary>
/// <param name="Name">Which shop it is for.</param>
/// <param name="Origins">1 to 50 sites, such as <c>https://shop.example</c>, or <c>https://*.shop.example</c> for all below it.</param>
public sealed record BrowserKeyRequest(string? Name = null, IReadOnlyList<string>? Origins = null);
