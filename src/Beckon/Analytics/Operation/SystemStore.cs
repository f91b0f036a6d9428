using System.Diagnostics.CodeAnalysis;
using Beckon.Storage;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Analytics.Operation;

/// <summary>Reads what waits, by narrow indexes and never more of it than <see cref="QueueFacts.Most"/> rows, and how the database is.</summary>
public sealed class SystemStore(NpgsqlDataSource database)
{
    private static readonly string OfWorkspaces =
        $"""
        select w.id, i.events, i.rows > {QueueFacts.Most}, extract(epoch from now() - o.since)::float8,
               m.due, extract(epoch from now() - m.since)::float8, l.later, d.letters, r.runs, extract(epoch from now() - u.since)::float8
        from workspace w
        cross join lateral (
            select coalesce(sum(q.count), 0)::bigint as events, count(*) as rows
            from (select count from inbox where workspace_id = w.id limit {QueueFacts.Most + 1}) q) i
        cross join lateral (
            select min(f.waiting_since) as since
            from generate_series(0, case when i.rows = 0 then -1 else {Lane.Partitions} end) as p(number)
            cross join lateral (
                select waiting_since from inbox where workspace_id = w.id and partition = p.number order by id limit 1) f) o
        cross join lateral (
            select count(*) as due, min(q.due_at) as since
            from (
                select due_at from message where workspace_id = w.id and status = 'queued' and due_at <= now()
                order by due_at limit {QueueFacts.Most}) q) m
        cross join lateral (
            select count(*) as later
            from (select from message where workspace_id = w.id and status = 'queued' and due_at > now() limit {QueueFacts.Most}) q) l
        cross join lateral (
            select count(*) as letters from (select from dead_letter where workspace_id = w.id limit {QueueFacts.Most}) q) d
        cross join lateral (
            select count(*) as runs
            from (select from flow_run where workspace_id = w.id and status = 'waiting' limit {QueueFacts.Most}) q) r
        cross join lateral (
            select min(due_at) as since from flow_run where workspace_id = w.id and status = 'waiting' and due_at <= now()) u
        """;

    private static readonly string OfOne = OfWorkspaces + " where w.id = $1";

    private static readonly string OfThoseThatWait = OfWorkspaces + " where i.rows > 0 or m.due > 0 or u.since is not null";

    /// <summary>What waits for a workspace.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Put together of literals; values travel as parameters.")]
    public async Task<QueueFacts> ReadAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.Command(OfOne).With(workspaceId).FindAsync(Facts, ct) ?? QueueFacts.Empty;
    }

    /// <summary>Every workspace for which something waits.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Put together of literals.")]
    public async Task<Dictionary<Guid, QueueFacts>> WaitingAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.Command(OfThoseThatWait).ReadAsync(row => (Id: row.GetGuid(0), Facts: Facts(row)), ct);
        return rows.ToDictionary(row => row.Id, row => row.Facts);
    }

    /// <summary>The database itself. Its size is read from the files' sizes, which takes a moment where there are many tables: not to be asked too often.</summary>
    public async Task<DatabaseFacts> DatabaseAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection
            .Command(
                """
                select current_setting('server_version'), pg_database_size(current_database()),
                       (select count(*) from pg_stat_activity where datname = current_database())::int, current_setting('max_connections')::int
                """)
            .FindAsync(row => new DatabaseFacts(row.GetString(0), row.GetInt64(1), row.GetInt32(2), row.GetInt32(3)), ct)
            ?? throw new InvalidOperationException("The database told nothing of itself.");
    }

    /// <summary>The programs that share this database and have been heard of in the last seconds, with the slots of work that each holds.</summary>
    public async Task<List<NodeFacts>> NodesAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection
            .Command(
                """
                select n.id, n.name, n.version, n.works, n.started_at, (select count(*) from slot s where s.node_id = n.id)::int
                from node n
                where n.expires_at > now()
                order by n.started_at, n.id
                """)
            .ReadAsync(row => new NodeFacts(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3), row.Time(4), row.GetInt32(5)), ct);
    }

    private static QueueFacts Facts(NpgsqlDataReader row) => new()
    {
        Events = row.GetInt64(1),
        MoreEvents = row.GetBoolean(2),
        OldestEvent = Age(row, 3),
        Messages = row.GetInt64(4),
        OldestMessage = Age(row, 5),
        Later = row.GetInt64(6),
        DeadLetters = row.GetInt64(7),
        Runs = row.GetInt64(8),
        OldestRun = Age(row, 9),
    };

    // Two clocks are in play; nothing waits for less than no time.
    private static TimeSpan? Age(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : TimeSpan.FromSeconds(Math.Max(0, row.GetDouble(column)));
}

/// <summary>The database: its version, its bytes on disk, and how many of its connections are taken.</summary>
public sealed record DatabaseFacts(string Version, long Bytes, int Connections, int MostConnections);

/// <summary>A program that shares the work.</summary>
public sealed record NodeFacts(Guid Id, string Name, string Version, bool Works, DateTimeOffset StartedAt, int Slots);
