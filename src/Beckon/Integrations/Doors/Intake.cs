using System.Text.Json;
using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.Reading;
using Beckon.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Integrations.Doors;

/// <summary>What all doors have in common once they know whose request it is: read it, understand it, store everything of it or nothing.</summary>
public sealed partial class Intake(WorkspaceStore workspaces, Inbox inbox, SourceUse use, TimeProvider time, ILogger<Intake> log)
{
    private const string IdempotencyKey = "Idempotency-Key";

    /// <summary>Reads, understands and stores. The source is connected and the sender may use it.</summary>
    public async Task<Taken> TakeAsync(HttpRequest request, Source source, ReadOnlyMemory<byte> body, Adapter adapt, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        using var trace = IngestMetrics.Begin(request, source.Kind);
        var faults = new Faults();
        var key = KeyOf(request, faults);
        using var document = BodyJson.Parse(body, faults);
        if (document is null) return Refused(faults);

        var arrival = await ArriveAsync(source, key, ct);
        var events = adapt(arrival, document.RootElement, faults);
        if (faults.Any) return Refused(faults);
        try
        {
            // Written even when the sender hangs up meanwhile: it will send again, and the repeat will do no harm.
            await inbox.AppendAsync(source.WorkspaceId, events, CancellationToken.None);
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
        return new Arrival
        {
            Workspace = await workspaces.GetAsync(source.WorkspaceId, ct),
            Source = source,
            ReceivedAt = now,
            IdempotencyKey = key,
            NewId = new EventIds(now).Next,
        };
    }

    private static string? KeyOf(HttpRequest request, Faults faults)
    {
        var key = request.Headers[IdempotencyKey].ToString().Trim();
        if (key.Length > Fields.LongestId) faults.Add(IdempotencyKey, $"This header has at most {Fields.LongestId} characters.");
        return key.Length == 0 ? null : key;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} events could not be stored; their sender was told to send them again")]
    private static partial void NotStored(ILogger logger, int count, Exception error);
}

/// <summary>Turns a body into events. Pure: no clock, no database.</summary>
public delegate List<CanonicalEvent> Adapter(Arrival arrival, JsonElement body, Faults faults);

/// <summary>What became of a request: the number of events that are on disk now, or why none of them is.</summary>
public sealed record Taken(int Events, ProblemDetails? Problem);
