using Beckon.Events.Payloads;
using Beckon.Storage;
using Beckon.Storage.Lanes;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Events;

/// <summary>The inbox table: rows wait here from the acknowledgement to the commit of their effects.</summary>
public sealed class InboxStore(NpgsqlDataSource source, JustArrived arrived)
{
    /// <summary>Partition 0: as it arrived.</summary>
    public const int Arrivals = 0;

    // A batch is as many rows as hold about as many events as are asked for; single events in quiet times are a row each.
    private const int MostRows = 512;

    private const string Insert =
        """
        insert into inbox (workspace_id, count, events)
        select * from unnest($1, $2, $3)
        """;

    private const string InsertAndTell =
        """
        insert into inbox (workspace_id, count, events)
        select w, c, e from unnest($1, $2, $3) with ordinality as t(w, c, e, n) order by n
        returning id, substring(events from 1 for 64)
        """;

    public Task WriteAsync(IReadOnlyList<InboxRow> rows, LaneSignal signal, CancellationToken ct) => WriteAsync(rows, [], signal, ct);

    /// <summary>Writes events and the payloads they came in, all or nothing: the statements of a batch are one transaction.</summary>
    public async Task WriteAsync(IReadOnlyList<InboxRow> rows, IReadOnlyList<RawPayload> payloads, LaneSignal signal, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        List<Written> written;
        await using (var batch = new NpgsqlBatch(connection))
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(InsertAndTell)
                    .With(rows.Select(row => row.WorkspaceId).ToArray())
                    .With(rows.Select(row => row.Count).ToArray())
                    .With(rows.Select(row => row.Events).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bytea));
            if (payloads.Count > 0) batch.BatchCommands.Add(RawPayloadStore.Insert(payloads));
            written = await ReadWrittenAsync(batch, ct);
        }
        Remember(rows, written);
        await TellOthersAsync(connection, rows, signal, ct);
    }

    private static async Task<List<Written>> ReadWrittenAsync(NpgsqlBatch batch, CancellationToken ct)
    {
        var written = new List<Written>();
        await using var reader = await batch.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) written.Add(new(reader.GetInt64(0), await reader.GetFieldValueAsync<byte[]>(1, ct)));
        // What follows must have succeeded, too.
        while (await reader.NextResultAsync(ct))
        {
        }
        return written;
    }

    // The beginning of a row has the id of its first event in it, so that none is taken for another.
    private void Remember(IReadOnlyList<InboxRow> rows, List<Written> written)
    {
        for (var i = 0; i < rows.Count && i < written.Count; i++)
        {
            if (rows[i].Events.AsSpan().StartsWith(written[i].Beginning)) arrived.Add(written[i].Id, rows[i]);
        }
    }

    private sealed record Written(long Id, byte[] Beginning);

    /// <summary>Writes in the caller's transaction, for events that must exist if and only if that transaction does.</summary>
    public static async Task WriteWithinAsync(NpgsqlConnection connection, IReadOnlyList<InboxRow> rows, CancellationToken ct)
    {
        await connection
            .Command(Insert)
            .With(rows.Select(row => row.WorkspaceId).ToArray())
            .With(rows.Select(row => row.Count).ToArray())
            .With(rows.Select(row => row.Events).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bytea)
            .RunAsync(ct);
    }

    /// <summary>Writes as for a sender and takes it back. Throws what a sender's request would fail with.</summary>
    public async Task TryAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var trial = await connection.BeginTransactionAsync(ct);
        await WriteWithinAsync(connection, [InboxRow.From(Guid.Empty, [])], ct);
        await trial.RollbackAsync(ct);
    }

    /// <summary>Hands rows to the lanes of contacts; their numbers, in the order of the partitions. They have been waiting since the oldest of the batch arrived.</summary>
    public static Task<List<long>> HandOverAsync(
        NpgsqlConnection connection, Guid workspaceId, IReadOnlyList<(int Partition, InboxRow Row)> rows, CancellationToken ct) =>
        connection
            .Command(
                """
                insert into inbox (workspace_id, partition, count, events, waiting_since)
                select $1, p, c, e, coalesce((select waiting_since from inbox where workspace_id = $1 and partition = 0 order by id limit 1), now())
                from unnest($2, $3, $4) with ordinality as t(p, c, e, n) order by n
                returning id
                """)
            .With(workspaceId)
            .With(rows.Select(row => (short)row.Partition).ToArray())
            .With(rows.Select(row => row.Row.Count).ToArray())
            .With(rows.Select(row => row.Row.Events).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bytea)
            .ReadAsync(row => row.GetInt64(0), ct);

    /// <summary>The oldest rows of a lane behind a number, up to about so many events, and how much waits in all, up to a limit.</summary>
    public static Task<Waiting> ReadAsync(NpgsqlConnection connection, Lane lane, long after, int mostEvents, CancellationToken ct) =>
        ReadAsync(connection, lane, after, mostEvents, [], ct);

    /// <param name="connection">Where to read.</param>
    /// <param name="lane">Whose rows.</param>
    /// <param name="after">The number behind which they are.</param>
    /// <param name="mostEvents">About how many events.</param>
    /// <param name="known">What need not be read, by the numbers of the rows.</param>
    /// <param name="ct">Ends the reading.</param>
    public static async Task<Waiting> ReadAsync(
        NpgsqlConnection connection, Lane lane, long after, int mostEvents, Dictionary<long, IReadOnlyList<CanonicalEvent>> known, CancellationToken ct)
    {
        await using var command = connection
            .Command(
                """
                select i.id, i.count, case when i.id = any($6) then null else i.events end, w.total
                from (
                    select id, sum(count) over (order by id) - count as before, sum(count) over () as total
                    from (select id, count from inbox where workspace_id = $1 and partition = $2 and id > $5 order by id limit $4) oldest
                ) w
                join inbox i on i.workspace_id = $1 and i.partition = $2 and i.id = w.id
                where w.before < $3
                order by i.id
                """)
            .With(lane.WorkspaceId)
            .With((short)lane.Partition)
            .With(mostEvents)
            .With(MostRows)
            .With(after)
            .With(known.Keys.ToArray());
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<WaitingRow>();
        var total = 0L;
        while (await reader.ReadAsync(ct))
        {
            var id = reader.GetInt64(0);
            var events = known.TryGetValue(id, out var told) ? [] : await reader.GetFieldValueAsync<byte[]>(2, ct);
            rows.Add(new WaitingRow(id, reader.GetInt32(1), events) { Told = told });
            total = reader.GetInt64(3);
        }
        return new Waiting(rows, total - rows.Sum(row => row.Count));
    }

    /// <summary>The number of the oldest row of a lane; null when nothing waits.</summary>
    public static async Task<long?> OldestAsync(NpgsqlConnection connection, Lane lane, CancellationToken ct)
    {
        var oldest = await connection
            .Command("select id from inbox where workspace_id = $1 and partition = $2 order by id limit 1")
            .With(lane.WorkspaceId)
            .With((short)lane.Partition)
            .ReadAsync(row => row.GetInt64(0), ct);
        return oldest.Count == 0 ? null : oldest[0];
    }

    /// <summary>The number of the newest row that waits to be resolved; null when none does.</summary>
    public static async Task<long?> LastArrivedAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct)
    {
        var last = await connection
            .Command("select id from inbox where workspace_id = $1 and partition = 0 order by id desc limit 1")
            .With(workspaceId)
            .ReadAsync(row => row.GetInt64(0), ct);
        return last.Count == 0 ? null : last[0];
    }

    /// <summary>Takes processed rows out. Throws when one was gone already: then somebody else has processed it, and this transaction must not commit.</summary>
    public static async Task ConsumeAsync(NpgsqlConnection connection, Guid workspaceId, int partition, long[] ids, CancellationToken ct)
    {
        var gone = await connection
            .Command("delete from inbox where workspace_id = $1 and partition = $2 and id = any($3)")
            .With(workspaceId)
            .With((short)partition)
            .With(ids)
            .RunAsync(ct);
        if (gone != ids.Length) throw new InvalidOperationException($"{ids.Length - gone} inbox rows were consumed by another node.");
    }

    /// <summary>The oldest row that waits in each partition of contacts which is not empty.</summary>
    public static async Task<Dictionary<int, long>> OldestHandedOverAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct)
    {
        var oldest = await connection
            .Command(
                """
                select p.number, i.id
                from generate_series(1, $2) as p(number)
                cross join lateral (select id from inbox where workspace_id = $1 and partition = p.number order by id limit 1) i
                """)
            .With(workspaceId)
            .With(Lane.Partitions)
            .ReadAsync(row => (Partition: row.GetInt32(0), Id: row.GetInt64(1)), ct);
        return oldest.ToDictionary(one => one.Partition, one => one.Id);
    }

    /// <summary>Those of the lanes of events in which something waits.</summary>
    public async Task<List<Lane>> WaitingAsync(IReadOnlyCollection<Lane> lanes, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await connection
            .Command(
                """
                select t.workspace_id, t.partition
                from unnest($1, $2) as t(workspace_id, partition)
                where exists (select from inbox i where i.workspace_id = t.workspace_id and i.partition = t.partition)
                """)
            .With(lanes.Select(lane => lane.WorkspaceId).ToArray())
            .With(lanes.Select(lane => (short)lane.Partition).ToArray())
            .ReadAsync(row => OfPartition(row.GetGuid(0), row.GetInt16(1)), ct);
    }

    private static Task TellOthersAsync(NpgsqlConnection connection, IReadOnlyList<InboxRow> rows, LaneSignal signal, CancellationToken ct) =>
        signal.TellOthersAsync(connection, rows.Select(row => row.WorkspaceId).Distinct().Select(id => new Lane(id, LaneKind.Arrivals)), ct);

    private static Lane OfPartition(Guid workspaceId, int partition) =>
        new(workspaceId, partition == Arrivals ? LaneKind.Arrivals : LaneKind.Contacts, partition);
}

/// <summary>Rows that wait, the oldest first, and about how many events wait behind them.</summary>
public sealed record Waiting(List<WaitingRow> Rows, long Behind)
{
    public long[] Ids => [.. Rows.Select(row => row.Id)];
}

/// <summary>A row of the inbox that waits to be processed.</summary>
public sealed record WaitingRow(long Id, int Count, byte[] Events)
{
    /// <summary>The events where they were at hand; then they were not read.</summary>
    public IReadOnlyList<CanonicalEvent>? Told { get; init; }

    /// <summary>The events of a row that waits as it arrived.</summary>
    public IReadOnlyList<CanonicalEvent> Read() => Told ?? InboxRow.Read(Events);
}
