namespace Beckon.Integrations.Doors;

/// <summary>How a source fared in the last 24 hours, to a few seconds.</summary>
/// <param name="Requests">How many requests it made; repeats of what was taken before count too.</param>
/// <param name="Events">How many events were in those that were taken.</param>
/// <param name="Refused">How many requests were refused: a wrong key or signature, a fault in the body, too large, too much at once.</param>
/// <param name="LastRefusedAt">When the latest was refused; null when none was.</param>
/// <param name="LastRefusal">Why, with the path of the value at fault; what the sender wrote is not quoted.</param>
public sealed record SourceHealthView(long Requests, long Events, long Refused, DateTimeOffset? LastRefusedAt, string? LastRefusal)
{
    public static SourceHealthView Quiet { get; } = new(0, 0, 0, null, null);
}
