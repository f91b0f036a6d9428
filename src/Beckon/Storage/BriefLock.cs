using Npgsql;

namespace Beckon.Storage;

/// <summary>
/// Work on a table that needs a lock which everybody else would have to wait behind: it gives up on the lock after half a second and lets the
/// others through before it tries again. Less than a second, after which the server would look for a deadlock and might stop somebody else's work.
/// </summary>
public static class BriefLock
{
    /// <summary>The first statement of the transaction that takes the lock.</summary>
    public const string Patience = "set local lock_timeout = '500ms'";

    private const int Tries = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>What the work returns, or false when it did not get its lock at all.</summary>
    public static async Task<bool> TryAsync(Func<Task<bool>> work, TimeProvider time, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await work();
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                if (tries == Tries) return false;
            }
            await Task.Delay(tries * Pause, time, ct);
        }
    }

    public static Task<bool> TryAsync(Func<Task> work, TimeProvider time, CancellationToken ct) => TryAsync(
        async () =>
        {
            await work();
            return true;
        },
        time,
        ct);
}
