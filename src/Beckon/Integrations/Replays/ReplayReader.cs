using Beckon.Accounts;
using Beckon.Events;
using Beckon.Events.Payloads;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Replays;

/// <summary>Reads payloads again as their doors did, and marks the events: nothing of them is ever sent.</summary>
public sealed class ReplayReader(WorkspaceStore workspaces, SourceStore sources)
{
    /// <summary>The events of a payload; faults where it can no longer be read.</summary>
    public async Task<List<CanonicalEvent>> ReadAsync(RawPayload payload, Guid into, Faults faults, CancellationToken ct)
    {
        if (await SourceAsync(payload, into, ct) is not { } source) return Refuse(faults, "Its source does not exist any more.");
        if (KnownIntegrations.Reader(payload.Door, payload.Call) is not { } adapt) return Refuse(faults, $"There is no door '{payload.Door}' any more.");
        using var document = BodyJson.Parse(payload.Body.Unpack(), faults);
        if (document is null) return [];
        var arrival = new Arrival
        {
            Workspace = await workspaces.GetAsync(into, ct),
            Source = source,
            RequestId = payload.Id,
            ReceivedAt = payload.ReceivedAt,
            IdempotencyKey = payload.IdempotencyKey,
            NewId = new EventIds(payload.Id).Next,
        };
        var events = adapt(arrival, document.RootElement, faults);
        return faults.Any ? [] : events.ConvertAll(e => e with { Replayed = true });
    }

    /// <summary>The events of a payload as they were taken in here; none where it can no longer be read.</summary>
    public async Task<IReadOnlyList<CanonicalEvent>> ReadAgainAsync(RawPayload payload, CancellationToken ct) =>
        await ReadAsync(payload, payload.WorkspaceId, new Faults(), ct);

    // A disconnected source counts: what it sent while it was connected was taken in.
    private async ValueTask<Source?> SourceAsync(RawPayload payload, Guid into, CancellationToken ct)
    {
        var original = await sources.FindAsync(payload.SourceId, ct);
        if (original is null || original.Source.WorkspaceId != payload.WorkspaceId) return null;
        if (into == payload.WorkspaceId) return original.Source;
        var copy = await sources.FindAsync(FreshStateStore.SourceIn(into, original.Source.Kind, payload.SourceId), ct);
        return copy?.Source.WorkspaceId == into ? copy.Source : null;
    }

    private static List<CanonicalEvent> Refuse(Faults faults, string sentence)
    {
        faults.Add("$", sentence);
        return [];
    }
}
