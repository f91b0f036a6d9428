using System.Text.Json;
using Beckon.Accounts;
using Beckon.Events;
using Beckon.Events.Payloads;
using Beckon.Integrations.Reading;
using Beckon.Kernel;
using Beckon.Storage.Months;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Integrations.Doors;

/// <summary>What all doors have in common once they know whose request it is: read it, understand it, store everything of it or nothing.</summary>
public sealed partial class Intake(
    WorkspaceStore workspaces, Inbox inbox, SourceUse use, SourceHealth health, RetentionOptions retention, TimeProvider time, ILogger<Intake> log)
{
    private const string IdempotencyKey = "Idempotency-Key";
    private const int LongestContentType = 200;

    /// <summary>Reads, understands and stores. The source is connected and the sender may use it.</summary>
    public async Task<Taken> TakeAsync(HttpRequest request, Source source, ReadOnlyMemory<byte> body, Calling calling, CancellationToken ct)
    {
        using var trace = IngestMetrics.Begin(request, source.Kind);
        var faults = new Faults();
        var sent = new Sent(body, KeyOf(request, faults), request.ContentType, trace);
        return await TakeAsync(source, sent, calling, faults, ct);
    }

    /// <summary>Takes in what was fetched from a platform as if the platform had sent it.</summary>
    public Task<Taken> TakeAsync(Source source, ReadOnlyMemory<byte> fetched, Calling calling, CancellationToken ct) =>
        TakeAsync(source, new Sent(fetched, null, "application/json", null), calling, new Faults(), ct);

    private async Task<Taken> TakeAsync(Source source, Sent sent, Calling calling, Faults faults, CancellationToken ct)
    {
        var taken = await StoreAsync(source, sent, calling, faults, ct);
        if (taken.Problem is { } problem) health.Refused(source, problem);
        else health.Took(source, taken.Events);
        return taken;
    }

    private async Task<Taken> StoreAsync(Source source, Sent sent, Calling calling, Faults faults, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        var (body, key, _, trace) = sent;
        using var document = BodyJson.Parse(body, faults);
        if (document is null) return Refused(faults);

        var arrival = await ArriveAsync(source, key, ct);
        var events = calling.Adapt(arrival, document.RootElement, faults);
        if (faults.Any) return Refused(faults);
        try
        {
            // Written even when the sender hangs up meanwhile: it will send again, and the repeat will do no harm.
            await inbox.AppendAsync(
                source.WorkspaceId, events, retention.KeepsRaw ? Payload(sent, arrival, calling) : null, CancellationToken.None);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or IOException)
        {
            NotStored(log, events.Count, error);
            return new(0, DoorProblems.Unavailable());
        }
        IngestMetrics.Stored(source.Kind, events.Count, time.GetElapsedTime(began), trace);
        use.Note(source, events.Exists(one => one is { Name: EventNames.CartAbandoned, Cart.Items.Count: > 0 }));
        return new(events.Count, null);
    }

    private static Taken Refused(Faults faults) => new(0, DoorProblems.Faulty(faults));

    private async Task<Arrival> ArriveAsync(Source source, string? key, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        // As exactly as the database keeps it, so that a replay works with the very same time.
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        var id = RequestId.Of(now);
        return new Arrival
        {
            Workspace = await workspaces.GetAsync(source.WorkspaceId, ct),
            Source = source,
            RequestId = id,
            ReceivedAt = now,
            IdempotencyKey = key,
            NewId = new EventIds(id).Next,
        };
    }

    private static RawPayload Payload(Sent sent, Arrival arrival, Calling calling) => new()
    {
        WorkspaceId = arrival.Source.WorkspaceId,
        Id = arrival.RequestId,
        SourceId = arrival.Source.Id,
        ReceivedAt = arrival.ReceivedAt,
        Door = calling.Door,
        Call = calling.Call,
        ContentType = sent.ContentType is { Length: > 0 and <= LongestContentType } type ? type : null,
        IdempotencyKey = arrival.IdempotencyKey,
        Body = RawPayload.Pack(sent.Body.Span),
    };

    private static string? KeyOf(HttpRequest request, Faults faults)
    {
        var key = request.Headers[IdempotencyKey].ToString().Trim();
        if (key.Length > Fields.LongestId) faults.Add(IdempotencyKey, $"This header has at most {Fields.LongestId} characters.");
        return key.Length == 0 ? null : key;
    }

    private sealed record Sent(ReadOnlyMemory<byte> Body, string? Key, string? ContentType, System.Diagnostics.Activity? Trace);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} events could not be stored; their sender was told to send them again")]
    private static partial void NotStored(ILogger logger, int count, Exception error);
}

/// <summary>Turns a body into events. Pure: no clock, no database.</summary>
public delegate List<CanonicalEvent> Adapter(Arrival arrival, JsonElement body, Faults faults);

/// <summary>How a door reads a call.</summary>
/// <param name="Door">The name of one of the integration's doors.</param>
/// <param name="Adapt">Reads the body.</param>
/// <param name="Call">What else the call said that it reads, in JSON of its own; null where there is nothing else.</param>
public sealed record Calling(string Door, Adapter Adapt, string? Call = null);

/// <summary>What became of a request: the number of events that are on disk now, or why none of them is.</summary>
public sealed record Taken(int Events, ProblemDetails? Problem);
