using Beckon.Accounts;
using Beckon.Events.Payloads;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Events.DeadLetters;

/// <summary>Events that could not be processed: look at them, mend them, put them back, or let them go.</summary>
public static class DeadLettersApi
{
    private const int MostTogether = 10_000;
    private const string CorrectAndSend = "Correct what is named below and send it again.";

    public static void MapDeadLetters(this IEndpointRouteBuilder routes)
    {
        var letters = routes.MapGroup("/api/dead-letters").WithTags("Dead letters");
        letters.MapGet("", ListAsync).Requires(Permission.HistoryRead).WithSummary("Events that could not be processed, latest arrivals first");
        letters.MapGet("summary", SummaryAsync).Requires(Permission.HistoryRead).WithSummary("How many events could not be processed, and why");
        letters.MapGet("{id}", GetAsync).Requires(Permission.HistoryRead).WithSummary("One event that could not be processed, whole")
            .ProducesProblem(StatusCodes.Status404NotFound);
        letters.MapPut("{id}", EditAsync).Requires(Permission.SettingsWrite).WithSummary("Mend an event before it is put back; If-Match takes the ETag it was read with")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        letters.MapPost("{id}/replay", ReplayOneAsync).Requires(Permission.SettingsWrite)
            .WithSummary("Put one back to be processed; if it fails again it returns with its new reason").ProducesProblem(StatusCodes.Status404NotFound);
        letters.MapPost("replay", ReplayAsync).Requires(Permission.SettingsWrite).WithSummary("Put all back to be processed, or those of a reason or name");
        letters.MapDelete("{id}", DismissAsync).Requires(Permission.SettingsWrite).WithSummary("Let one go: it is never processed")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<Page<DeadLetterRow>>, ValidationProblem>> ListAsync(
        [AsParameters] DeadLetterQuery query, Caller caller, DeadLetterDesk desk, CancellationToken ct)
    {
        var faults = new Faults();
        var paging = Paging.Read(query.Limit, query.Cursor, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var letters = await DeadLetterListStore.ListAsync(
            connection, caller.WorkspaceId, new(Given(query.Reason), Given(query.Name)), paging.After?.Id, paging.Fetch, ct);
        return TypedResults.Ok(paging.Of(letters, DeadLetterRow.Of, letter => new Cursor(letter.Id)));
    }

    private static async Task<Ok<DeadLetterSummary>> SummaryAsync(Caller caller, DeadLetterDesk desk, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var reasons = await DeadLetterListStore.CountByReasonAsync(connection, caller.WorkspaceId, ct);
        var names = await DeadLetterListStore.CountByNameAsync(connection, caller.WorkspaceId, ct);
        return TypedResults.Ok(new DeadLetterSummary(
            reasons.Sum(one => one.Count),
            [.. reasons.Select(one => new DeadLetterReason(one.Value, one.Count))],
            [.. names.Select(one => new EventNameCount(one.Value, one.Count))]));
    }

    private static async Task<Results<Ok<DeadLetterDetail>, ProblemHttpResult>> GetAsync(
        string id, Caller caller, DeadLetterDesk desk, HttpResponse response, CancellationToken ct) =>
        await desk.FindAsync(caller, id, ct) is { } letter ? TypedResults.Ok(await ShowAsync(letter, caller, desk, response, ct)) : Unknown(id);

    private static async Task<Results<Ok<DeadLetterDetail>, ValidationProblem, ProblemHttpResult>> EditAsync(
        string id, DeadLetterEdit edit, Caller caller, DeadLetterDesk desk, HttpContext http, CancellationToken ct)
    {
        if (await desk.FindAsync(caller, id, ct) is not { } letter) return Unknown(id);
        if (http.Request.Headers.IfMatch is { Count: > 0 } match && match != letter.Etag) return Stale();
        var faults = new Faults();
        var edited = await desk.EditAsync(caller, letter, edit.Event, faults, ct);
        if (faults.Any) return faults.ToProblem(CorrectAndSend);
        return edited is null ? Stale() : TypedResults.Ok(await ShowAsync(edited, caller, desk, http.Response, ct));
    }

    private static async Task<Results<Accepted<DeadLettersReplayed>, ProblemHttpResult>> ReplayOneAsync(
        string id, Caller caller, DeadLetterDesk desk, TimeProvider time, CancellationToken ct) =>
        await desk.FindAsync(caller, id, ct) is { } letter && await desk.ReplayAsync(caller, letter, ct)
            ? TypedResults.Accepted((string?)null, new DeadLettersReplayed(1, 0, time.GetUtcNow()))
            : Unknown(id);

    private static async Task<Results<Accepted<DeadLettersReplayed>, ValidationProblem>> ReplayAsync(
        DeadLetterReplay? request, Caller caller, DeadLetterDesk desk, TimeProvider time, CancellationToken ct)
    {
        var faults = new Faults();
        if (request?.Limit is < 1 or > MostTogether) faults.Add("limit", $"Put back 1 to {MostTogether:N0} at a time, or leave the limit out.");
        if (faults.Any) return faults.ToProblem(CorrectAndSend);
        var before = request?.FailedBefore ?? time.GetUtcNow();
        var filter = new DeadLetterFilter(Given(request?.Reason), Given(request?.Name), before);
        var replayed = await desk.ReplayAsync(caller, filter, request?.Limit ?? int.MaxValue, ct);
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var remaining = await DeadLetterListStore.CountAsync(connection, caller.WorkspaceId, filter, ct);
        return TypedResults.Accepted((string?)null, new DeadLettersReplayed(replayed, remaining, before));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DismissAsync(
        string id, Caller caller, DeadLetterDesk desk, CancellationToken ct) =>
        await desk.FindAsync(caller, id, ct) is { } letter && await desk.DismissAsync(caller, letter, ct) ? TypedResults.NoContent() : Unknown(id);

    private static async Task<DeadLetterDetail> ShowAsync(
        DeadLetter letter, Caller caller, DeadLetterDesk desk, HttpResponse response, CancellationToken ct)
    {
        response.Headers.ETag = letter.Etag;
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        return DeadLetterDetail.Of(letter, await RawPayloadStore.FindAsync(connection, caller.WorkspaceId, RequestId.RequestOf(letter.Id), ct));
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static ProblemHttpResult Unknown(string id) => TypedResults.Problem(
        $"Nothing with the id {id} is set aside. It may have been put back or dismissed meanwhile; GET /api/dead-letters lists what there is.",
        title: "There is no such dead letter.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Stale() => TypedResults.Problem(
        "Read it again, make your change anew and send it with the new ETag.",
        title: "This event has changed meanwhile.", statusCode: StatusCodes.Status412PreconditionFailed);
}

/// <summary>Which dead letters are asked for.</summary>
/// <param name="Reason">Only those set aside for exactly this reason.</param>
/// <param name="Name">Only events of this name.</param>
/// <param name="Limit">How many, 1 to 200; 50 when left out.</param>
/// <param name="Cursor">The nextCursor of the page before.</param>
public sealed record DeadLetterQuery(
    [FromQuery] string? Reason, [FromQuery] string? Name, [FromQuery] int? Limit, [FromQuery] string? Cursor);
