using Beckon.Accounts;
using Beckon.Contacts.Groups;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Contacts.Jobs;

/// <summary>Bulk actions, and how far long work on contacts is.</summary>
public static class JobsApi
{
    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/api/contacts/jobs").WithTags("Contact jobs");
        jobs.MapGet("", ListAsync).Requires(Permission.ContactsRead).WithSummary("Imports, exports and bulk actions, latest first");
        jobs.MapGet("{id}", GetAsync).Requires(Permission.ContactsRead).WithSummary("How far a job is").ProducesProblem(StatusCodes.Status404NotFound);
        jobs.MapPost("{id}/cancel", CancelAsync).Requires(Permission.ContactsWrite).WithSummary("Stop a job; what was done stays")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/api/contacts/bulk", BeginAsync).WithTags("Contact jobs").Requires(Permission.ContactsWrite)
            .WithSummary("Do something with many contacts: those of a list of ids, or all that fit a filter");
    }

    private static async Task<Results<Ok<Page<ContactJobView>>, ValidationProblem>> ListAsync(
        int? limit, string? cursor, Caller caller, JobDesk desk, CancellationToken ct)
    {
        var faults = new Faults();
        var paging = Paging.Read(limit, cursor, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var jobs = await JobStore.ListAsync(connection, caller.WorkspaceId, kind: null, paging.After?.Id, paging.Fetch, ct);
        return TypedResults.Ok(paging.Of(jobs, ContactJobView.Of, job => new Cursor(job.Id)));
    }

    private static async Task<Results<Ok<ContactJobView>, ProblemHttpResult>> GetAsync(string id, Caller caller, JobDesk desk, CancellationToken ct) =>
        await desk.FindAsync(caller, id, ct) is { } job ? TypedResults.Ok(ContactJobView.Of(job)) : Unknown(id);

    private static async Task<Results<Ok<ContactJobView>, ProblemHttpResult>> CancelAsync(string id, Caller caller, JobDesk desk, CancellationToken ct)
    {
        if (await desk.FindAsync(caller, id, ct) is not { } job) return Unknown(id);
        if (!await desk.CancelAsync(caller, job, ct)) return HasEnded();
        return await desk.FindAsync(caller, id, ct) is { } now ? TypedResults.Ok(ContactJobView.Of(now)) : Unknown(id);
    }

    private static async Task<Results<Accepted<ContactJobView>, ValidationProblem>> BeginAsync(
        BulkRequest request, Caller caller, JobDesk desk, GroupDesk groups, CancellationToken ct)
    {
        var faults = new Faults();
        var filter = ReadFilter(request.Ids, request.Filter, faults);
        var (group, name) = await GroupAsync(request, caller, groups, faults, ct);
        if (request.Action == BulkAction.Unsubscribe && request.Channel is null) faults.Add("channel", "Say from which channel they are unsubscribed.");
        if (request.Note?.Length > 500) faults.Add("note", "Use at most 500 characters.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        var order = new BulkOrder(request.Action, group, request.Channel, request.Note?.Trim(), filter);
        var view = ContactJobView.Of(await desk.BeginAsync(caller, JobKind.Bulk, order.InWords(name), order, ct));
        return TypedResults.Accepted($"/api/contacts/jobs/{view.Id}", view);
    }

    /// <summary>Whom something is to be done with: ids, or a filter, of which one must be given on purpose.</summary>
    public static ContactFilter ReadFilter(IReadOnlyList<string>? ids, ContactFilterWords? words, Faults faults)
    {
        if (ids is not null && words is not null) faults.Add("filter", "Name contacts by their ids or by a filter, not by both.");
        if (ids is null && words is null) faults.Add("filter", "Say which contacts: give their ids or a filter; an empty filter means all.");
        if (ids is null) return words is null ? new ContactFilter() : ContactFilter.Read(words, faults);
        if (ids.Count is 0 or > ContactFilter.MostIds) faults.Add("ids", $"Name 1 to {ContactFilter.MostIds} contacts, or use a filter.");
        return new ContactFilter { Ids = [.. ids.Select(id => Ids.Read(Ids.Contact, id, "ids", faults)).OfType<Guid>()] };
    }

    private static async Task<(Guid? Id, string Name)> GroupAsync(
        BulkRequest request, Caller caller, GroupDesk groups, Faults faults, CancellationToken ct)
    {
        switch (request.Action)
        {
            case BulkAction.AddToList or BulkAction.RemoveFromList:
                if (await groups.FindAsync(caller.WorkspaceId, GroupKind.List, request.List, ct) is { } list) return (list.Id, list.Name);
                faults.Add("list", "Name a list of this workspace by its id. GET /api/contact-lists lists them.");
                break;
            case BulkAction.Tag when ContactGroup.NameOf(request.Tag) is { } tag && faults.None:
                return (await groups.KeepTagAsync(caller.WorkspaceId, tag, ct), tag);
            case BulkAction.Untag when ContactGroup.NameOf(request.Tag) is { } tag:
                return (await groups.TagAsync(caller.WorkspaceId, tag, ct), tag);
            case BulkAction.Tag or BulkAction.Untag when ContactGroup.NameOf(request.Tag) is null:
                faults.Add("tag", $"Name the tag with 1 to {ContactGroup.LongestName} characters.");
                break;
            default:
                break;
        }
        return (null, "");
    }

    internal static ProblemHttpResult Unknown(string id) => TypedResults.Problem(
        $"This workspace has no job {id}. GET /api/contacts/jobs lists them.", title: "There is no such job.", statusCode: StatusCodes.Status404NotFound);

    internal static ProblemHttpResult HasEnded() => TypedResults.Problem(
        "There is nothing left to stop. What it did stays.", title: "This job has ended.", statusCode: StatusCodes.Status409Conflict);
}

/// <summary>Something to be done with many contacts.</summary>
/// <param name="Action">What.</param>
/// <param name="Ids">With whom: 1 to 1,000 ids of contacts.</param>
/// <param name="Filter">Or with all that fit; an empty one means everybody.</param>
/// <param name="List">The id of the list.</param>
/// <param name="Tag">The name of the tag.</param>
/// <param name="Channel">From which channel they are unsubscribed.</param>
/// <param name="Note">Why they are unsubscribed, for the log.</param>
public sealed record BulkRequest(
    BulkAction Action, IReadOnlyList<string>? Ids = null, ContactFilterWords? Filter = null, string? List = null, string? Tag = null,
    Channel? Channel = null, string? Note = null);

/// <summary>Long work on contacts and how far it is.</summary>
/// <param name="Id">Starts with <c>job_</c>.</param>
/// <param name="Kind">An import, an export or a bulk action.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Name">The file of an import, or what is done in a few words.</param>
/// <param name="Total">How many contacts or rows there are; null until that is known.</param>
/// <param name="Done">How many of them are done.</param>
/// <param name="Updated">For how many of them something changed.</param>
/// <param name="Refused">Rows of an import that were not taken.</param>
/// <param name="Bytes">The size of the file.</param>
/// <param name="BytesDone">How much of an import's file is done.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="By">Who began it.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="ExpiresAt">When its file is deleted.</param>
public sealed record ContactJobView(
    string Id, JobKind Kind, JobStatus Status, string Name, long? Total, long Done, long Updated, long Refused, long Bytes, long BytesDone, string? Error,
    string By, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, DateTimeOffset? ExpiresAt)
{
    public static ContactJobView Of(ContactJob job) => new(
        Ids.Out(Ids.Job, job.Id), job.Kind, job.Status, job.Name, job.Total, job.Done, job.Added + job.Updated, job.Refused, job.Bytes, job.BytesDone,
        job.Error, job.Actor, job.CreatedAt, job.StartedAt, job.FinishedAt, job.ExpiresAt);
}
