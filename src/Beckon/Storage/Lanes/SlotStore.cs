using Npgsql;

namespace Beckon.Storage.Lanes;

/// <summary>
/// The rows of nodes and slots. A slot has a fencing number that grows with each change of hands: whoever lost it unnoticed (a paused machine that
/// wakes up late) finds another number at its next commit, and does not commit.
/// </summary>
public static class SlotStore
{
    /// <summary>How long a node that is not heard of is taken for alive.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(3);

    /// <summary>Told when slots came free. The payload is empty.</summary>
    public const string Notification = "beckon_slot";

    // Any number does, as long as all versions of Beckon use the same.
    private const int LockClass = 1_113_089_899;

    private static readonly string LongestPause = $"{Life.TotalMilliseconds:0}ms";

    /// <summary>Says that this node lives, and reads how the work is shared.</summary>
    public static async Task<SlotTable> BeatAsync(NpgsqlConnection connection, Node node, CancellationToken ct)
    {
        await connection
            .Command(
                """
                insert into node (id, name, version, works, started_at, expires_at) values ($1, $2, $3, $4, $5, now() + $6)
                on conflict (id) do update set expires_at = excluded.expires_at
                """)
            .With(node.Id).With(Node.Name).With(Node.Version).With(node.Works).With(node.StartedAt.UtcDateTime).With(Life)
            .RunAsync(ct);
        var nodes = await NodesAsync(connection, ct);
        var slots = await connection
            .Command("select node_id, fence from slot order by number")
            .ReadAsync(row => (Owner: row.IdOrNull(0), Fence: row.GetInt64(1)), ct);
        return new SlotTable(nodes, [.. slots.Select(slot => slot.Owner)], [.. slots.Select(slot => slot.Fence)]);
    }

    public static Task<List<NodeRow>> NodesAsync(NpgsqlConnection connection, CancellationToken ct) => connection
        .Command("select id, name, version, works, started_at, expires_at > now() from node order by id")
        .ReadAsync(row => new NodeRow(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3), row.Time(4), row.GetBoolean(5)), ct);

    /// <summary>
    /// Takes slots that were seen to be nobody's or a dead node's, unless they have changed hands since: the numbers that were got, with their fences. The
    /// exclusive lock waits for no one: where a commit has just compared the number, the slot is taken at the next try.
    /// </summary>
    public static Task<List<(int Number, long Fence)>> TakeAsync(
        NpgsqlConnection connection, Guid node, IReadOnlyCollection<(int Number, long Fence)> seen, CancellationToken ct) =>
        connection
            .Command(
                """
                update slot s set node_id = $1, fence = s.fence + 1
                from unnest($2, $4) as t(number, fence)
                where s.number = t.number and s.fence = t.fence
                  and not exists (select from node n where n.id = s.node_id and n.expires_at > now())
                  and pg_try_advisory_xact_lock($3, t.number)
                returning s.number, s.fence
                """)
            .With(node).With(seen.Select(slot => slot.Number).ToArray()).With(LockClass).With(seen.Select(slot => slot.Fence).ToArray())
            .ReadAsync(row => ((int)row.GetInt16(0), row.GetInt64(1)), ct);

    /// <summary>Gives slots back, so that others need not wait until this node is taken for dead.</summary>
    public static async Task ReleaseAsync(NpgsqlConnection connection, Guid node, IEnumerable<int> numbers, CancellationToken ct)
    {
        await connection
            .Command("update slot set node_id = null where node_id = $1 and number = any($2)")
            .With(node).With(numbers.Select(number => (short)number).ToArray())
            .RunAsync(ct);
        await connection.Command($"notify {Notification}").RunAsync(ct);
    }

    /// <summary>
    /// Ends what dead nodes still have open in the database and forgets them. A machine that is only frozen may sit in the middle of a transaction,
    /// whose locks would hold up whoever took its work over.
    /// </summary>
    public static async Task BuryAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> dead, CancellationToken ct)
    {
        await connection
            .Command("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = any($1)")
            .With(dead.Select(Node.ApplicationNameOf).ToArray())
            .RunAsync(ct);
        await connection
            .Command("delete from node where id = any($1) and expires_at <= now()")
            .With(dead.ToArray())
            .RunAsync(ct);
    }

    /// <summary>At the start on the embedded database, which nobody else can use: whoever had it before is gone.</summary>
    public static Task ForgetAllAsync(NpgsqlConnection connection, CancellationToken ct) =>
        connection.Command("with gone as (delete from node) update slot set node_id = null").RunAsync(ct);

    public static Task LeaveAsync(NpgsqlConnection connection, Guid node, CancellationToken ct) =>
        connection.Command("delete from node where id = $1").With(node).RunAsync(ct);

    /// <summary>To be asked inside each transaction that the slot protects, just before its commit.</summary>
    /// <exception cref="LeaseLostException">Another node has it now: do not commit.</exception>
    public static async Task CheckAsync(NpgsqlConnection connection, int number, long fence, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        // A node that is paused between this and its commit would hold up the takeover for as long: the server ends its transaction.
        var lockIt = new NpgsqlBatchCommand("select pg_advisory_xact_lock_shared($1, $2), set_config('idle_in_transaction_session_timeout', $3, true)");
        lockIt.Parameters.Add(new NpgsqlParameter<int> { TypedValue = LockClass });
        lockIt.Parameters.Add(new NpgsqlParameter<int> { TypedValue = number });
        lockIt.Parameters.Add(new NpgsqlParameter<string> { TypedValue = LongestPause });
        batch.BatchCommands.Add(lockIt);
        // A statement of its own, so that it sees what was committed while the lock was waited for.
        var compare = new NpgsqlBatchCommand("select fence from slot where number = $1");
        compare.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)number });
        batch.BatchCommands.Add(compare);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        if (!await reader.ReadAsync(ct) || reader.GetInt64(0) != fence) throw new LeaseLostException(number);
    }
}

/// <summary>How the work is shared: the nodes, and by slot its owner and fencing number.</summary>
public sealed record SlotTable(IReadOnlyList<NodeRow> Nodes, Guid?[] Owners, long[] Fences);

/// <summary>Another node has taken the work over; what this one was about to commit must not be.</summary>
public sealed class LeaseLostException(int slot) : Exception($"The work of slot {slot} is another node's now.");
