using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Events;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Identity;

/// <summary>Events that two known people claim: a person looks at both and says whether they are one.</summary>
public static class ConflictsApi
{
    public static void MapConflicts(this IEndpointRouteBuilder routes)
    {
        var conflicts = routes.MapGroup("/api/identity-conflicts").WithTags("Identity");
        conflicts.MapGet("", ListAsync).Requires(Permission.ContactsRead).WithSummary("Pairs of contacts that claimed the same event, the latest first");
        conflicts.MapPost("{id}/resolve", ResolveAsync).Requires(Permission.ContactsWrite)
            .WithSummary("Say whether the two are one person; 202 when it waits behind other events")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<Page<ConflictView>>, ValidationProblem>> ListAsync(
        [AsParameters] ConflictQuery query, Caller caller, IdentityDesk desk, CancellationToken ct)
    {
        var faults = new Faults();
        var paging = Paging.Read(query.Limit, query.Cursor, faults);
        if (query.Status is not (null or "" or "open" or "resolved")) faults.Add("status", "Ask for open or resolved.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var found = await IdentityReadStore.ConflictsAsync(connection, caller.WorkspaceId, query.Status != "resolved", paging.After?.Id, paging.Fetch, ct);
        var people = await IdentityReadStore.PeopleAsync(
            connection, caller.WorkspaceId, found.SelectMany(conflict => new[] { conflict.Kept, conflict.Other }), asTheyWere: false, ct);
        return TypedResults.Ok(paging.Of(found, conflict => ConflictView.Of(conflict, people), conflict => new Cursor(conflict.Id)));
    }

    private static async Task<Results<NoContent, Accepted, ValidationProblem, ProblemHttpResult>> ResolveAsync(
        string id, ConflictResolution request, Caller caller, IdentityDesk desk, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var conflict = PublicId.TryParse(Ids.Conflict, id, out var known)
            ? await IdentityReadStore.ConflictAsync(connection, caller.WorkspaceId, known, ct)
            : null;
        if (conflict is null) return Unknown(id);
        if (conflict.ResolvedAt is not null) return Resolved();
        var (kept, other) = (Ids.Out(Ids.Contact, conflict.Kept), Ids.Out(Ids.Contact, conflict.Other));
        var (one, two) = (await desk.ContactAsync(caller.WorkspaceId, kept, ct), await desk.ContactAsync(caller.WorkspaceId, other, ct));
        if (one is not { } first || two is not { } second || first == second) return Resolved();
        var stays = request.Keep is null ? first : await desk.ContactAsync(caller.WorkspaceId, request.Keep, ct);
        if (stays != first && stays != second)
        {
            var faults = new Faults();
            faults.Add("keep", "Give the id of one of the two contacts of the conflict, or leave it out.");
            return faults.ToProblem("Correct what is named below and send it again.");
        }
        var done = request.Decision == ConflictDecision.Merge
            ? await desk.MergeAsync(caller, stays.Value, stays == first ? second : first, ct)
            : await desk.KeepApartAsync(caller, first, second, ct);
        return done ? TypedResults.NoContent() : TypedResults.Accepted("/api/identity-conflicts");
    }

    private static ProblemHttpResult Unknown(string id) => TypedResults.Problem(
        $"This workspace has no conflict {id}. GET /api/identity-conflicts lists them.", title: "There is no such conflict.",
        statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Resolved() => TypedResults.Problem(
        "Somebody has decided it meanwhile, or one of the two is not there any more. Look at the list again.", title: "This conflict is resolved.",
        statusCode: StatusCodes.Status409Conflict);
}

/// <summary>Which conflicts are asked for.</summary>
/// <param name="Status">open (the default) or resolved.</param>
/// <param name="Limit">How many, 1 to 200; 50 when left out.</param>
/// <param name="Cursor">The nextCursor of the page before.</param>
public sealed record ConflictQuery([FromQuery, Choices("open", "resolved")] string? Status, [FromQuery] int? Limit, [FromQuery] string? Cursor);

/// <summary>What is decided.</summary>
/// <param name="Decision">Whether the two are one person.</param>
/// <param name="Keep">In a merge, which of the two stays; the one the event went to when left out. The other's id keeps leading to it.</param>
public sealed record ConflictResolution(ConflictDecision Decision, string? Keep = null);

/// <summary>What can be decided about a conflict.</summary>
public enum ConflictDecision
{
    /// <summary>They are one person: their contacts become one. It can be undone.</summary>
    Merge,

    /// <summary>They are two people: they are never merged by the rules, and not listed again.</summary>
    KeepApart,
}

/// <summary>Two known contacts that claimed the same event.</summary>
/// <param name="Id">Starts with <c>cft_</c>.</param>
/// <param name="At">When the event arrived.</param>
/// <param name="EventId">The event; it went to <paramref name="Kept"/>, whose identifier is the stronger.</param>
/// <param name="EventName">What happened; null when the event is not kept any more.</param>
/// <param name="Kept">Who has the event; null when they have been erased.</param>
/// <param name="Other">Who else it may be; null when they have been erased.</param>
/// <param name="Clashes">Why the rules do not merge them: sources in which each has a customer id of their own.</param>
/// <param name="Resolution">What it came to; null while it is open.</param>
/// <param name="ResolvedAt">When it was decided.</param>
/// <param name="ResolvedBy">Who decided; null where a later merge settled it.</param>
public sealed record ConflictView(
    string Id, DateTimeOffset At, string EventId, string? EventName, PersonBrief? Kept, PersonBrief? Other, IReadOnlyList<IdClash> Clashes,
    ConflictOutcome? Resolution, DateTimeOffset? ResolvedAt, string? ResolvedBy)
{
    public static ConflictView Of(ConflictRecord conflict, IReadOnlyDictionary<Guid, PersonBrief> people)
    {
        var (kept, other) = (people.GetValueOrDefault(conflict.Kept), people.GetValueOrDefault(conflict.Other));
        return new ConflictView(
            Ids.Out(Ids.Conflict, conflict.Id), conflict.At, Ids.Out(Ids.Event, conflict.EventId), conflict.EventName, kept, other, Clashing(kept, other),
            conflict.Resolution, conflict.ResolvedAt, conflict.ResolvedBy);
    }

    private static List<IdClash> Clashing(PersonBrief? kept, PersonBrief? other) => kept is null || other is null || kept.Id == other.Id ? [] :
    [
        .. kept.Identifiers
            .Where(one => one.Kind == IdentifierKind.CustomerId)
            .Join(
                other.Identifiers.Where(one => one.Kind == IdentifierKind.CustomerId),
                one => one.Source?.Id,
                one => one.Source?.Id,
                (one, theirs) => new IdClash(one.Source, one.Value, theirs.Value)),
    ];
}

/// <summary>A source in which the two have different customer ids.</summary>
/// <param name="Source">The source.</param>
/// <param name="Kept">The customer id of the one.</param>
/// <param name="Other">The customer id of the other.</param>
public sealed record IdClash(SourceRef? Source, string Kept, string Other);

/// <summary>What a conflict came to.</summary>
public enum ConflictOutcome
{
    Merged,
    KeptApart,
}
