using Beckon.Accounts;
using Beckon.Events;

namespace Beckon.Integrations.Doors;

/// <summary>What an adapter knows beside the body.</summary>
public sealed record Arrival
{
    public required Workspace Workspace { get; init; }

    public required Source Source { get; init; }

    /// <summary>Of the request; the same when it is taken in once more.</summary>
    public required Guid RequestId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The sender's own name for this request, so that it may send it again without effect.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Ids for the events, in the order in which they are taken.</summary>
    public required Func<Guid> NewId { get; init; }

    /// <summary>The zone of times that come without an offset.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Source.Settings.TimeZone ?? Workspace.TimeZone);

    /// <summary>Nothing that is reported has happened after the report.</summary>
    public DateTimeOffset NotLater(DateTimeOffset? time) => time is { } known && known < ReceivedAt ? known : ReceivedAt;
}
