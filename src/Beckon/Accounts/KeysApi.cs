using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Accounts;

/// <summary>The API keys of the workspace.</summary>
public static class KeysApi
{
    private const int LongestName = 100;

    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/keys").WithTags("Keys");
        keys.MapGet("", ListAsync).Requires(Permission.SettingsRead).WithSummary("All API keys, newest first, revoked ones too");
        keys.MapPost("", CreateAsync).Requires(Permission.SettingsWrite).WithSummary("Make an API key; its secret is shown this once");
        keys.MapDelete("{id}", RevokeAsync).Requires(Permission.SettingsWrite).WithSummary("Revoke an API key at once").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<Page<KeyView>>> ListAsync(Caller caller, ApiKeyStore keys, CancellationToken ct)
    {
        var all = await keys.ListAsync(caller.WorkspaceId, ct);
        return TypedResults.Ok(new Page<KeyView>([.. all.Select(View)], NextCursor: null));
    }

    private static async Task<Results<Created<KeyCreated>, ValidationProblem>> CreateAsync(
        KeyRequest request, Caller caller, ApiKeyStore keys, CancellationToken ct)
    {
        var faults = new Faults();
        var name = request.Name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName) faults.Add("name", $"Say in 1 to {LongestName} characters what the key is used for.");
        if (request.Scopes is not { Count: > 0 }) faults.Add("scopes", "Choose at least one of ingest, contacts, read and manage.");
        if (faults.Any || request.Scopes is null) return faults.ToProblem("Correct what is named below and send it again.");

        var secret = Secrets.ApiKey();
        var key = await keys.CreateAsync(caller, new(name, secret, [.. request.Scopes.Distinct().Order()]), ct);
        return TypedResults.Created($"/api/keys/{Ids.Out(Ids.ApiKey, key.Id)}", new KeyCreated(View(key), secret));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(string id, Caller caller, ApiKeyStore keys, CancellationToken ct) =>
        PublicId.TryParse(Ids.ApiKey, id, out var key) && await keys.RevokeAsync(caller, key, ct) ? TypedResults.NoContent() : Unknown(id);

    private static ProblemHttpResult Unknown(string id) => TypedResults.Problem(
        $"This workspace has no key {id}. GET /api/keys lists them.", title: "There is no such key.", statusCode: StatusCodes.Status404NotFound);

    private static KeyView View(ApiKey key) => new(
        Ids.Out(Ids.ApiKey, key.Id), key.Name, key.Hint, key.Scopes, key.CreatedAt, key.LastUsedAt, key.RevokedAt);
}

/// <summary>An API key, without its secret.</summary>
/// <param name="Id">Starts with <c>key_</c>.</param>
/// <param name="Name">What it is used for.</param>
/// <param name="Hint">The last characters of the secret, to tell it from others.</param>
/// <param name="Scopes">What it may be used for.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsedAt">To the minute; null when it never was.</param>
/// <param name="RevokedAt">Since when it is refused; null while it is valid.</param>
public sealed record KeyView(
    string Id, string Name, string Hint, IReadOnlyList<KeyScope> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

/// <summary>A key to be made.</summary>
/// <param name="Name">What it is used for, such as the name of the system.</param>
/// <param name="Scopes">At least one of <c>ingest</c>, <c>contacts</c>, <c>read</c>, <c>manage</c>.</param>
public sealed record KeyRequest(string? Name = null, IReadOnlyList<KeyScope>? Scopes = null);

/// <summary>A key that has just been made.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">What callers send. It is shown this once and cannot be read again.</param>
public sealed record KeyCreated(KeyView Key, string Secret);
