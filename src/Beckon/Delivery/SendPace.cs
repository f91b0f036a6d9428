namespace Beckon.Delivery;

/// <summary>
/// A token bucket that holds a single token: messages leave evenly spaced, so that no second ever holds more than the
/// rate, which is how providers count.
/// </summary>
internal sealed class SendPace(double perSecond, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long _interval = (long)(time.TimestampFrequency / perSecond);
    private long _next = long.MinValue;

    /// <summary>Reserves the next turn and waits for it. A turn given up by cancelling stays unused.</summary>
    public Task WaitAsync(CancellationToken ct)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var turn = Math.Max(now, _next);
            _next = turn + _interval;
            wait = time.GetElapsedTime(now, turn);
        }
        return wait <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, time, ct);
    }
}
