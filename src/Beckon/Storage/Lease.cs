using Npgsql;

namespace Beckon.Storage;

/// <summary>
/// The right to do a kind of work, held by one node at a time. It is a row with a fencing number that grows with each change of hands: whoever
/// lost it unnoticed (a paused machine that wakes up late) finds another number at its next commit, and does not commit.
/// </summary>
public static class Lease
{
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    private static readonly string LongestPause = $"{Life.TotalMilliseconds:0}ms";

    /// <summary>Takes the lease when it is free or has run out, or prolongs it when it is ours; the fencing number, or null while another node holds it.</summary>
    public static async Task<long?> TryHoldAsync(NpgsqlConnection connection, string name, Guid node, CancellationToken ct)
    {
        var renewed = await connection
            .Command("update lease set expires_at = now() + $3 where name = $1 and owner = $2 and expires_at > now() returning fence")
            .With(name).With(node).With(Life)
            .ReadAsync(row => row.GetInt64(0), ct);
        if (renewed.Count > 0) return renewed[0];
        // Asked first, because whoever waits for the exclusive lock holds up the commits of the node that has the lease.
        var held = await connection
            .Command("select 1 from lease where name = $1 and owner <> $2 and expires_at > now()").With(name).With(node)
            .ReadAsync(row => row.GetInt32(0), ct);
        return held.Count > 0 ? null : await TakeAsync(connection, name, node, ct);
    }

    // The exclusive lock waits for commits that have already compared the number, and those that come after see the new one.
    private static async Task<long?> TakeAsync(NpgsqlConnection connection, string name, Guid node, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.Command("select pg_advisory_xact_lock(hashtextextended($1, 0))").With(name).RunAsync(ct);
        var taken = await connection
            .Command(
                """
                insert into lease (name, owner, fence, expires_at) values ($1, $2, 1, now() + $3)
                on conflict (name) do update set owner = excluded.owner, fence = lease.fence + 1, expires_at = excluded.expires_at
                where lease.expires_at <= now()
                returning fence
                """)
            .With(name).With(node).With(Life)
            .ReadAsync(row => row.GetInt64(0), ct);
        await transaction.CommitAsync(ct);
        return taken.Count > 0 ? taken[0] : null;
    }

    /// <summary>To be asked inside each transaction that the lease protects, just before its commit.</summary>
    /// <exception cref="LeaseLostException">Another node has it now: do not commit.</exception>
    public static async Task CheckAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string name, long fence, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        // A node that is paused between this and its commit would hold up the takeover for as long: the server ends its transaction.
        var lockIt = new NpgsqlBatchCommand(
            """
            select pg_advisory_xact_lock_shared(hashtextextended($1, 0)), set_config('idle_in_transaction_session_timeout', $2, true)
            """);
        lockIt.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        lockIt.Parameters.Add(new NpgsqlParameter<string> { TypedValue = LongestPause });
        batch.BatchCommands.Add(lockIt);
        // A statement of its own, so that it sees what was committed while the lock was waited for.
        var compare = new NpgsqlBatchCommand("select fence from lease where name = $1");
        compare.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        batch.BatchCommands.Add(compare);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        if (!await reader.ReadAsync(ct) || reader.GetInt64(0) != fence) throw new LeaseLostException(name);
    }

    /// <summary>Gives the lease back at a clean stop, so that another node need not wait for it to run out.</summary>
    public static Task<int> ReleaseAsync(NpgsqlConnection connection, string name, Guid node, CancellationToken ct) =>
        connection.Command("update lease set expires_at = now() where name = $1 and owner = $2").With(name).With(node).RunAsync(ct);
}

/// <summary>Another node has taken the work over; what this one was about to commit must not be.</summary>
public sealed class LeaseLostException(string name) : Exception($"The lease '{name}' is held by another node.");
