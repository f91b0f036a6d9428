using System.Text.Json;
using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Segment;

/// <summary>What all messages of a call have in common.</summary>
/// <param name="Arrival">The call.</param>
/// <param name="Zone">Of times without an offset.</param>
/// <param name="SentAt">When the call was sent, by the sender's clock.</param>
/// <param name="Context">What was said of all messages.</param>
/// <param name="Import">Whether it may bring history.</param>
/// <param name="Sites">Of the page that sent it; null: a server did.</param>
public sealed record Envelope(Arrival Arrival, TimeZoneInfo Zone, DateTimeOffset? SentAt, JsonElement? Context, bool Import, BrowserOrigins? Sites)
{
    // An hour off is an offline phone; what is older at the address for history is history.
    private static readonly TimeSpan HistoryAfter = TimeSpan.FromDays(2);

    // So long a call may take on its way. Corrected by it, events of one moment would change places.
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(5);

    private static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch;

    public static Envelope Read(Arrival arrival, SegmentCall call, Fields root, Faults ignored)
    {
        var zone = arrival.Zone;
        var lenient = Fields.Of(root.Element, Spot.Root, ignored) ?? root;
        return new Envelope(
            arrival, zone, lenient.Time("sentAt"u8, zone), call.Type is null && lenient.Nested("context"u8) is { } context ? context.Element : null, call.Import,
            call.Origins is { } origins ? new BrowserOrigins(origins) : null);
    }

    /// <summary>
    /// When a message happened, by our clock: receivedAt - (sentAt - timestamp), so that a sender whose clock is wrong does no harm. A sender whose clock is
    /// right, or that says not when it sent, is believed.
    /// </summary>
    public DateTimeOffset TimeOf(Fields message)
    {
        if ((message.Time("originalTimestamp"u8, Zone) ?? LooseTime.Read(message, "timestamp"u8, Zone)) is not { } said) return Arrival.ReceivedAt;
        // In a batch the envelope is written when it is sent; a message's own may be from when it was queued.
        var sent = SentAt ?? message.Time("sentAt"u8, Zone);
        var at = sent is { } known && (Arrival.ReceivedAt - known).Duration() > OnTheWay ? Arrival.ReceivedAt - (known - said) : said;
        return at < Earliest ? Arrival.ReceivedAt : Arrival.NotLater(at);
    }

    public bool IsHistory(DateTimeOffset at) => Import && Arrival.ReceivedAt - at > HistoryAfter;

    public CanonicalEvent Begin(string messageId, string name, DateTimeOffset at) => new()
    {
        Id = Arrival.NewId(),
        SourceId = Arrival.Source.Id,
        MessageId = messageId,
        Name = name,
        OccurredAt = at,
        ReceivedAt = Arrival.ReceivedAt,
        Backfill = IsHistory(at),
    };
}
