using Beckon.Accounts;
using Beckon.Events.Payloads;
using Beckon.Kernel;
using Beckon.Storage.Months;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Beckon.Events;

/// <summary>The event history: what came in, as it comes in.</summary>
public static class EventsApi
{
    public static void MapEventHistory(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("/api/events").WithTags("Events");
        events.MapGet("", ListAsync).Requires(Permission.HistoryRead).WithSummary("The event history, latest arrivals first");
        events.MapGet("{id}", GetAsync).Requires(Permission.HistoryRead).WithSummary("One event with its raw JSON").ProducesProblem(StatusCodes.Status404NotFound);
        events.MapGet("{id}/payload", PayloadAsync).Requires(Permission.HistoryRead).WithSummary("The body of the request that an event came in, byte for byte")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound);
        events.MapGet("stream", EventStream.WriteAsync).Requires(Permission.HistoryRead)
            .WithSummary("Tells as server-sent events that the history has grown: data: {\"latest\":\"evt_…\"}")
            .Produces<EventTail>(StatusCodes.Status200OK, "text/event-stream");
    }

    private static async Task<Results<Ok<Page<EventRow>>, ValidationProblem>> ListAsync(
        [AsParameters] EventQuery query, Caller caller, EventHistoryStore history, CancellationToken ct)
    {
        var faults = new Faults();
        var paging = Paging.Read(query.Limit, query.Cursor, faults);
        var filter = query.ToFilter(paging, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");

        var events = await history.ListAsync(caller.WorkspaceId, filter, ct);
        return TypedResults.Ok(paging.Of(events, Row, e => new Cursor(e.Id)));
    }

    private static async Task<Results<Ok<EventDetail>, ProblemHttpResult>> GetAsync(
        string id, Caller caller, EventHistoryStore history, NpgsqlDataSource database, CancellationToken ct) =>
        PublicId.TryParse(Ids.Event, id, out var known) && await history.FindAsync(caller.WorkspaceId, known, ct) is { } e
            ? TypedResults.Ok(Detail(e, await PayloadOfAsync(database, caller, known, ct)))
            : TypedResults.Problem(
                $"This workspace's history has no event {id}. It may still be on its way: try again in a moment, or GET /api/events.",
                title: "There is no such event.",
                statusCode: StatusCodes.Status404NotFound);

    // As a file that no browser opens: a sender's bytes are not a page of ours, whatever their content type says.
    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> PayloadAsync(
        string id, Caller caller, NpgsqlDataSource database, CancellationToken ct) =>
        PublicId.TryParse(Ids.Event, id, out var known) && await PayloadOfAsync(database, caller, known, ct) is { } payload
            ? TypedResults.File(payload.Body.Unpack(), "application/octet-stream", $"{id}.payload")
            : TypedResults.Problem(
                $"No request is kept that the event {id} came in: it came in by none, or what was received is kept for fewer days.",
                title: "There is no such payload.",
                statusCode: StatusCodes.Status404NotFound);

    private static async Task<RawPayload?> PayloadOfAsync(NpgsqlDataSource database, Caller caller, Guid eventId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await RawPayloadStore.FindAsync(connection, caller.WorkspaceId, RequestId.RequestOf(eventId), ct);
    }

    private static EventRow Row(EventRead e) => new(
        Ids.Out(Ids.Event, e.Id), e.Name, e.Status, e.OccurredAt, e.ReceivedAt, Source(e), Contact(e), e.WarningCount,
        e.Properties is { } properties ? RawJson.Parse(properties) : null);

    private static EventDetail Detail(EventRead e, RawPayload? payload) => new(
        Ids.Out(Ids.Event, e.Id), e.Name, e.Status, e.OccurredAt, e.ReceivedAt, Source(e), Contact(e), e.MessageId, Parameters(e), RawJson.Parse(e.Properties ?? "{}"),
        [.. e.Warnings.Select(EventWarningView.Of)], payload is null ? null : ReceivedPayload.Of(payload));

    private static SourceRef Source(EventRead e) => SourceRef.Of(e.SourceId, e.SourceKind, e.SourceName);

    private static EventContact? Contact(EventRead e) =>
        e.ContactId is { } contact ? new EventContact(Ids.Out(Ids.Contact, contact), e.ContactName, e.Email) : null;

    private static EventParameters Parameters(EventRead e) => new(
        e.EventKey ?? e.MessageId, Ids.Out(Ids.Event, e.Id), Ids.Out(Ids.Contact, e.ContactId), e.ToldEmail ?? e.Email, e.ToldPhone ?? e.Phone);
}

/// <summary>Which events are asked for.</summary>
/// <param name="Name">Only events of this name.</param>
/// <param name="ContactId">Only events of this contact.</param>
/// <param name="SourceId">Only events from this source.</param>
/// <param name="Q">Only events of contacts whose e-mail address begins with this.</param>
/// <param name="Warnings">true: only events that do not fit the catalogue.</param>
/// <param name="Properties">true: with everything the senders said.</param>
/// <param name="From">Only events received at or after this time.</param>
/// <param name="To">Only events received before this time.</param>
/// <param name="After">Only events that arrived after this one: what a live list has not seen yet.</param>
/// <param name="Limit">How many, 1 to 200; 50 when left out.</param>
/// <param name="Cursor">The nextCursor of the page before.</param>
public sealed record EventQuery(
    [FromQuery] string? Name,
    [FromQuery] string? ContactId,
    [FromQuery] string? SourceId,
    [FromQuery] string? Q,
    [FromQuery] bool? Warnings,
    [FromQuery] bool? Properties,
    [FromQuery] DateTimeOffset? From,
    [FromQuery] DateTimeOffset? To,
    [FromQuery] string? After,
    [FromQuery] int? Limit,
    [FromQuery] string? Cursor)
{
    public EventFilter ToFilter(Paging paging, Faults faults) => new(paging.Fetch)
    {
        Name = string.IsNullOrWhiteSpace(Name) ? null : Name.Trim(),
        ContactId = Ids.Read(Ids.Contact, ContactId, "contactId", faults),
        SourceId = Ids.Read(Ids.Source, SourceId, "sourceId", faults),
        Warnings = Warnings == true,
        Properties = Properties == true,
        Email = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim().ToLowerInvariant(),
        Span = IdSpan.All
            .Before(paging.After?.Id).Before(Ids.First(To))
            .Since(Ids.First(From)).After(Ids.Read(Ids.Event, After, "after", faults)),
    };
}
