using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Events.Erasing;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Privacy;

/// <summary>What people may ask of a shop: what it keeps of them, and to be forgotten.</summary>
public static class PrivacyApi
{
    public static void MapPrivacyRoutes(this IEndpointRouteBuilder routes)
    {
        var contacts = routes.MapGroup("/api/contacts/{id}").WithTags("Privacy");
        contacts.MapGet("data", DataAsync).Requires(Permission.Privacy).WithSummary("Everything that is kept of a person, as one JSON document")
            .Produces<PersonDocument>().ProducesProblem(StatusCodes.Status404NotFound);
        contacts.MapGet("data/counts", CountAsync).Requires(Permission.Privacy).WithSummary("How much is kept of a person: what an erasure would reach")
            .ProducesProblem(StatusCodes.Status404NotFound);
        contacts.MapDelete("", EraseContactAsync).Requires(Permission.Privacy)
            .WithSummary("Erase a person: everything that is kept of them, for good").ProducesProblem(StatusCodes.Status404NotFound);
        var erasures = routes.MapGroup("/api/privacy/erasures").WithTags("Privacy");
        erasures.MapGet("", ListAsync).Requires(Permission.Privacy).WithSummary("Erasures, running and done, latest first");
        erasures.MapPost("", EraseAsync).Requires(Permission.Privacy).WithSummary("Erase whoever is known by an e-mail address, phone number or customer id");
        erasures.MapGet("{id}", GetAsync).Requires(Permission.Privacy).WithSummary("How far an erasure is").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> DataAsync(string id, Caller caller, PersonExport export, HttpContext context, CancellationToken ct)
    {
        if (!PublicId.TryParse(Ids.Contact, id, out var known) || await export.FindAsync(caller.WorkspaceId, known, ct) is not { } ids) return ContactsApi.Unknown(id);
        await export.WriteAsync(caller, ids, context.Response, ct);
        return TypedResults.Empty;
    }

    private static async Task<Results<Ok<PersonCounts>, ProblemHttpResult>> CountAsync(string id, Caller caller, ErasureDesk desk, CancellationToken ct) =>
        PublicId.TryParse(Ids.Contact, id, out var known) && await desk.CountAsync(caller.WorkspaceId, known, ct) is { } counts
            ? TypedResults.Ok(counts)
            : ContactsApi.Unknown(id);

    private static async Task<Results<Accepted<ErasureView>, ProblemHttpResult>> EraseContactAsync(
        string id, [FromBody] EraseContact request, Caller caller, ErasureDesk desk, TimeProvider time, CancellationToken ct)
    {
        if (!PublicId.TryParse(Ids.Contact, id, out var known)) return ContactsApi.Unknown(id);
        if (await desk.EraseAsync(caller, known, request.Reason, ct) is not { } erasure) return ContactsApi.Unknown(id);
        var view = ErasureView.Of(erasure, time.GetUtcNow());
        return TypedResults.Accepted($"/api/privacy/erasures/{view.Id}", view);
    }

    private static async Task<Results<Accepted<ErasuresBegun>, ValidationProblem>> EraseAsync(
        ErasePerson request, Caller caller, ErasureDesk desk, WorkspaceStore workspaces, TimeProvider time, CancellationToken ct)
    {
        var faults = new Faults();
        var named = request.Read((await workspaces.GetAsync(caller.WorkspaceId, ct)).CallingCode, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        var begun = await desk.EraseAsync(caller, named, request.Reason, ct);
        return TypedResults.Accepted((string?)null, new ErasuresBegun([.. begun.Select(one => ErasureView.Of(one, time.GetUtcNow()))]));
    }

    private static async Task<Results<Ok<Page<ErasureView>>, ValidationProblem>> ListAsync(
        int? limit, string? cursor, Caller caller, ErasureDesk desk, TimeProvider time, CancellationToken ct)
    {
        var faults = new Faults();
        var paging = Paging.Read(limit, cursor, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var erasures = await ErasureStore.ListAsync(connection, caller.WorkspaceId, paging.After?.Id, paging.Fetch, ct);
        var now = time.GetUtcNow();
        return TypedResults.Ok(paging.Of(erasures, one => ErasureView.Of(one, now), one => new Cursor(one.Id)));
    }

    private static async Task<Results<Ok<ErasureView>, ProblemHttpResult>> GetAsync(
        string id, Caller caller, ErasureDesk desk, TimeProvider time, CancellationToken ct)
    {
        if (!PublicId.TryParse(Ids.Erasure, id, out var known)) return Unknown(id);
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        return await ErasureStore.FindAsync(connection, caller.WorkspaceId, known, ct) is { } erasure
            ? TypedResults.Ok(ErasureView.Of(erasure, time.GetUtcNow()))
            : Unknown(id);
    }

    private static ProblemHttpResult Unknown(string id) => TypedResults.Problem(
        $"This workspace has no erasure {id}. GET /api/privacy/erasures lists them.",
        title: "There is no such erasure.", statusCode: StatusCodes.Status404NotFound);
}

/// <param name="Reason">Why. It is kept; who it was is not.</param>
public sealed record EraseContact(ErasureReason Reason);

/// <summary>Whom to erase: at least one of the three.</summary>
/// <param name="Reason">Why. It is kept; who it was is not.</param>
/// <param name="Email">An e-mail address.</param>
/// <param name="Phone">A phone number; a national one is completed with the workspace's country code.</param>
/// <param name="CustomerId">A source's id of them. The customers of all sources that have this id are meant, unless <paramref name="SourceId"/> names one.</param>
/// <param name="SourceId">Starts with <c>src_</c>.</param>
public sealed record ErasePerson(ErasureReason Reason, string? Email = null, string? Phone = null, string? CustomerId = null, string? SourceId = null)
{
    private const int LongestId = 255;

    internal List<KnownBy> Read(string callingCode, Faults faults)
    {
        var named = new List<KnownBy>();
        if (Given(Email) is { } email) Add("email", EmailAddress.Normalize(email), "email", "This is not an e-mail address.");
        if (Given(Phone) is { } phone) Add("phone", PhoneNumber.Normalize(phone, callingCode), "phone", "This is not a phone number.");
        var source = Ids.Read(Ids.Source, SourceId, "sourceId", faults);
        if (Given(CustomerId) is { } id)
        {
            if (id.Length > LongestId || id.Contains('\0', StringComparison.Ordinal)) faults.Add("customerId", "No customer has such an id.");
            else named.Add(new KnownBy("customer_id", source ?? Guid.Empty, id));
        }
        if (named.Count == 0 && faults.None) faults.Add("$", "Say who it is: send an e-mail address, a phone number or a customer id.");
        return named;

        void Add(string kind, string? value, string path, string sentence)
        {
            if (value is null) faults.Add(path, sentence);
            else named.Add(new KnownBy(kind, Guid.Empty, value));
        }
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <param name="Erasures">One for each contact that is known by what was given; one without a contact when none is.</param>
public sealed record ErasuresBegun(IReadOnlyList<ErasureView> Erasures);
