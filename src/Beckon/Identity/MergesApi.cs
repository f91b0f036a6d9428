using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Identity;

/// <summary>The journal of merges of a contact: look at it, merge by hand, undo.</summary>
public static class MergesApi
{
    public static void MapMerges(this IEndpointRouteBuilder routes)
    {
        var merges = routes.MapGroup("/api/contacts/{id}/merges").WithTags("Identity");
        merges.MapGet("", ListAsync).Requires(Permission.ContactsRead).WithSummary("Who was merged into a contact, the latest first; also what was undone")
            .ProducesProblem(StatusCodes.Status404NotFound);
        merges.MapPost("", MergeAsync).Requires(Permission.ContactsWrite)
            .WithSummary("Merge another contact into this one; 202 when it waits behind other events").ProducesProblem(StatusCodes.Status404NotFound);
        merges.MapPost("{merge}/undo", UndoAsync).Requires(Permission.ContactsWrite)
            .WithSummary("Undo a merge: everything that was the other's is given back, and the two are kept apart; 202 when it waits behind other events")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<Merges>, ProblemHttpResult>> ListAsync(string id, Caller caller, IdentityDesk desk, CancellationToken ct)
    {
        if (await desk.ContactAsync(caller.WorkspaceId, id, ct) is not { } contact) return ContactsApi.Unknown(id);
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var merges = await IdentityReadStore.MergesAsync(connection, caller.WorkspaceId, contact, only: null, ct);
        var people = await IdentityReadStore.PeopleAsync(connection, caller.WorkspaceId, merges.Select(merge => merge.From), asTheyWere: true, ct);
        return TypedResults.Ok(new Merges([.. merges.Select(merge => MergeView.Of(merge, people))]));
    }

    private static async Task<Results<NoContent, Accepted, ValidationProblem, ProblemHttpResult>> MergeAsync(
        string id, MergeRequest request, Caller caller, IdentityDesk desk, CancellationToken ct)
    {
        if (await desk.ContactAsync(caller.WorkspaceId, id, ct) is not { } contact) return ContactsApi.Unknown(id);
        var faults = new Faults();
        var other = await desk.ContactAsync(caller.WorkspaceId, request.ContactId, ct);
        if (other is null) faults.Add("contactId", "This workspace has no such contact. GET /api/contacts lists them.");
        else if (other == contact) faults.Add("contactId", "Give another contact: this one is the same.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        return await desk.MergeAsync(caller, contact, other!.Value, ct) ? TypedResults.NoContent() : TypedResults.Accepted($"/api/contacts/{id}/merges");
    }

    private static async Task<Results<Ok<Undone>, Accepted<Undone>, ProblemHttpResult>> UndoAsync(
        string id, string merge, Caller caller, IdentityDesk desk, CancellationToken ct)
    {
        if (await desk.ContactAsync(caller.WorkspaceId, id, ct) is not { } contact) return ContactsApi.Unknown(id);
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var found = PublicId.TryParse(Ids.Merge, merge, out var mergeId)
            ? await IdentityReadStore.MergesAsync(connection, caller.WorkspaceId, contact, mergeId, ct)
            : [];
        if (found is not [var known])
        {
            return TypedResults.Problem(
                $"This contact has no merge {merge}. GET /api/contacts/{id}/merges lists them.", title: "There is no such merge.",
                statusCode: StatusCodes.Status404NotFound);
        }
        if (!known.CanBeUndone)
        {
            return TypedResults.Problem(
                known.UndoneAt is null ? "It is from a time when Beckon did not keep what it takes to undo it." : "Nothing is left to be done.",
                title: known.UndoneAt is null ? "This merge cannot be undone." : "This merge is undone.", statusCode: StatusCodes.Status409Conflict);
        }
        var undone = new Undone(Ids.Out(Ids.Contact, known.From));
        return await desk.UndoAsync(caller, contact, known, ct) ? TypedResults.Ok(undone) : TypedResults.Accepted($"/api/contacts/{undone.ContactId}", undone);
    }
}

/// <summary>Who is merged.</summary>
/// <param name="ContactId">The contact that becomes part of the other; its id keeps leading there. Starts with <c>con_</c>.</param>
public sealed record MergeRequest(string ContactId);

/// <summary>What an undone merge gave back.</summary>
/// <param name="ContactId">The contact that is by itself again.</param>
public sealed record Undone(string ContactId);

/// <summary>The merges of a contact.</summary>
/// <param name="Items">The latest first; at most 200.</param>
public sealed record Merges(IReadOnlyList<MergeView> Items);

/// <summary>Somebody who was merged into a contact.</summary>
/// <param name="Id">Starts with <c>mrg_</c>.</param>
/// <param name="Person">Who it was, by themselves; null when they have been erased since.</param>
/// <param name="At">When they were merged.</param>
/// <param name="EventId">The event by which they turned out to be one person, or the decision.</param>
/// <param name="EventName">What it was; null when the event is not kept any more.</param>
/// <param name="By">Who decided it; null where the rules did.</param>
/// <param name="UndoneAt">When it was undone.</param>
/// <param name="UndoneBy">Who did.</param>
/// <param name="CanBeUndone">Whether it can be undone now.</param>
public sealed record MergeView(
    string Id, PersonBrief? Person, DateTimeOffset At, string EventId, string? EventName, string? By, DateTimeOffset? UndoneAt, string? UndoneBy,
    bool CanBeUndone)
{
    public static MergeView Of(MergeRecord merge, IReadOnlyDictionary<Guid, PersonBrief> people) => new(
        Ids.Out(Ids.Merge, merge.Id), people.GetValueOrDefault(merge.From), merge.At, Ids.Out(Ids.Event, merge.EventId), merge.EventName, merge.By,
        merge.UndoneAt, merge.UndoneBy, merge.CanBeUndone);
}
