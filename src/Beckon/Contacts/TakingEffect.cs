namespace Beckon.Contacts;

/// <summary>
/// Waits for what somebody told, which goes the way of every event and is behind whatever arrived before it. Soon everything has taken effect; under a
/// long backlog the answer does not wait for it.
/// </summary>
public sealed class TakingEffect(ContactStore contacts, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(15);

    /// <summary>False when it still waits behind others.</summary>
    public async Task<bool> WaitAsync(Guid workspaceId, Guid eventId, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        while (!await contacts.HasHappenedAsync(workspaceId, eventId, ct))
        {
            if (time.GetElapsedTime(began) > Patience) return false;
            await Task.Delay(Between, time, ct);
        }
        return true;
    }
}
