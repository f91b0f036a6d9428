using Beckon.Contacts;

namespace Beckon.Delivery;

/// <summary>A message at the moment it is decided. It has its row before any provider hears of it.</summary>
public sealed record NewMessage
{
    /// <summary>Always <see cref="MessageId.Of"/> its run, step and channel.</summary>
    public required Guid Id { get; init; }

    public Guid? CampaignId { get; init; }

    public required Guid FlowId { get; init; }

    public required int FlowVersion { get; init; }

    public required Guid RunId { get; init; }

    public required string Step { get; init; }

    public required Guid ContactId { get; init; }

    public Channel Channel { get; init; }

    public required Guid ContentId { get; init; }

    public required ExitRule ExitRule { get; init; }

    /// <summary>How it takes the rules of sending.</summary>
    public SendLimits Limits { get; init; }

    /// <summary>The code of a discount that its run was given.</summary>
    public string? DiscountCode { get; init; }

    public Guid? CartId { get; init; }

    public required Guid EventId { get; init; }

    public required DateTimeOffset EventReceivedAt { get; init; }

    public required DateTimeOffset TriggeredAt { get; init; }

    /// <summary>Null: it is queued. Otherwise it is recorded as skipped, with the reason.</summary>
    public SkipReason? Skipped { get; init; }

    public IReadOnlyList<TraceLine> Trace { get; init; } = [];
}
