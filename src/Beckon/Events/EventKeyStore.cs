using System.Security.Cryptography;
using System.Text;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Events;

/// <summary>
/// Knows every message id ever seen, so that a repeated delivery has no second effect. Those of the latest events lie in runs, a row for each batch,
/// and in the memory of who holds the lane; those that may repeat after a while in rows of their own, with the time; all others in the past.
/// </summary>
public static class EventKeyStore
{
    /// <summary>
    /// The events that were not seen before, in their order; they count as seen when the transaction commits. Only who holds the workspace's lane of
    /// arrivals may ask.
    /// </summary>
    public static async Task<List<CanonicalEvent>> KeepUnseenAsync(
        NpgsqlConnection connection, Guid workspaceId, SeenKeys seen, List<CanonicalEvent> events, CancellationToken ct)
    {
        var keyed = events.ConvertAll(e => new Keyed(KeyOf(e), e));
        var first = new Dictionary<Guid, CanonicalEvent>(events.Count);
        foreach (var (key, e) in keyed) first.TryAdd(key, e);

        var lasting = first.Where(pair => pair.Value.RepeatsAfter is null).Select(pair => pair.Key).ToArray();
        var kept = await KeepAsync(connection, workspaceId, seen, lasting, first, ct);
        var repeatable = keyed.FindAll(one => first[one.Key].RepeatsAfter is not null);
        if (repeatable.Count == 0 && kept.Count == events.Count) return events;
        var again = repeatable.Count == 0 ? [] : await KeepAgainAsync(connection, workspaceId, repeatable, ct);
        // Taken in twice more, by two replays at once, an event has the same id both times.
        return [.. keyed.Where(one => again.Contains(one.Event.Id) || (kept.Contains(one.Key) && first[one.Key] == one.Event)).Select(one => one.Event).DistinctBy(e => e.Id)];
    }

    private static async Task<HashSet<Guid>> KeepAsync(
        NpgsqlConnection connection, Guid workspaceId, SeenKeys seen, Guid[] keys, Dictionary<Guid, CanonicalEvent> first, CancellationToken ct)
    {
        if (keys.Length == 0) return [];
        if (seen.Epoch is null) await ReadRunsAsync(connection, workspaceId, seen, ct);
        var unknown = Array.FindAll(keys, key => !seen.Contains(key));
        var known = await KnownAsync(connection, workspaceId, unknown, ct);
        if (known.Epoch != seen.Epoch)
        {
            await ReadRunsAsync(connection, workspaceId, seen, ct);
            unknown = Array.FindAll(keys, key => !seen.Contains(key));
            known = await KnownAsync(connection, workspaceId, unknown, ct);
        }
        var fresh = known.Keys.Count == 0 ? unknown : Array.FindAll(unknown, key => !known.Keys.Contains(key));
        if (fresh.Length == 0) return [];
        await connection
            .Command("insert into event_key_run (workspace_id, seen_at, keys) values ($1, $2, $3)")
            .With(workspaceId)
            .With(fresh.Max(key => first[key].ReceivedAt).UtcDateTime)
            .With(SeenKeys.Run(fresh))
            .RunAsync(ct);
        seen.Written(fresh);
        return [.. fresh];
    }

    // The number of the moment before what is read at it: a key that is forgotten in between is read as forgotten, and once more at the next batch.
    private static async Task ReadRunsAsync(NpgsqlConnection connection, Guid workspaceId, SeenKeys seen, CancellationToken ct)
    {
        seen.BeginReading((await KnownAsync(connection, workspaceId, [], ct)).Epoch);
        await using var command = connection
            .Command(
                """
                select keys from event_key_run where workspace_id = $1
                union all
                select keys from event_key_run_closing where workspace_id = $1
                """)
            .With(workspaceId);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) seen.Read(await row.GetFieldValueAsync<byte[]>(0, ct));
    }

    // All tables in one statement, which sees them at one moment: keys move from one to the other (EventKeyKeeper).
    private static async Task<(long Epoch, HashSet<Guid> Keys)> KnownAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] keys, CancellationToken ct)
    {
        var rows = await connection
            .Command(
                """
                select null::uuid, epoch from event_key_epoch where workspace_id = $1
                union all
                select key, null from event_key where workspace_id = $1 and key = any($2)
                union all
                select key, null from event_key_closing where workspace_id = $1 and key = any($2)
                union all
                select key, null from event_key_past where workspace_id = $1 and key = any($2)
                """)
            .With(workspaceId)
            .With(keys)
            .ReadAsync(row => (Key: row.IdOrNull(0), Epoch: row.IsDBNull(1) ? 0 : row.GetInt64(1)), ct);
        return (rows.Sum(row => row.Epoch), [.. rows.Select(row => row.Key).OfType<Guid>()]);
    }

    // The same key may come twice in a batch, a window apart: each is measured against the last that counted.
    private static async Task<HashSet<Guid>> KeepAgainAsync(NpgsqlConnection connection, Guid workspaceId, List<Keyed> events, CancellationToken ct)
    {
        var keys = events.Select(one => one.Key).Distinct().Order().ToArray();
        var rows = await connection
            .Command(
                """
                select key, max(seen_at)
                from (
                    select key, seen_at from event_key where workspace_id = $1 and key = any($2)
                    union all
                    select key, seen_at from event_key_closing where workspace_id = $1 and key = any($2)
                    union all
                    select key, seen_at from event_key_past where workspace_id = $1 and key = any($2)
                ) known
                group by key
                """)
            .With(workspaceId)
            .With(keys)
            .ReadAsync(row => (Key: row.GetGuid(0), SeenAt: row.Time(1)), ct);
        var seen = rows.ToDictionary(row => row.Key, row => row.SeenAt);
        var kept = new HashSet<Guid>();
        foreach (var (key, e) in events)
        {
            if (seen.TryGetValue(key, out var at) && (e.RepeatsAfter is not { } after || at + after >= e.ReceivedAt)) continue;
            seen[key] = e.ReceivedAt;
            kept.Add(e.Id);
        }
        await connection
            .Command(
                """
                insert into event_key (workspace_id, key, seen_at)
                select $1, k, s from unnest($2, $3) as t(k, s)
                on conflict (workspace_id, key) do update set seen_at = excluded.seen_at
                """)
            .With(workspaceId)
            .With(keys)
            .With(keys.Select(key => seen[key].UtcDateTime).ToArray())
            .RunAsync(ct);
        return kept;
    }

    /// <summary>They were counted as seen and set aside: sent again, they count.</summary>
    public static async Task ForgetAsync(NpgsqlConnection connection, Guid workspaceId, List<CanonicalEvent> events, CancellationToken ct)
    {
        if (events.Count == 0) return;
        var keys = events.ConvertAll(KeyOf).Distinct().Order().ToArray();
        await connection.Command("delete from event_key where workspace_id = $1 and key = any($2)").With(workspaceId).With(keys).RunAsync(ct);
        // Noted, too: what takes the place of the past may have been written with them a moment ago.
        await connection
            .Command(
                """
                with closing as (delete from event_key_closing where workspace_id = $1 and key = any($2)),
                     past as (delete from event_key_past where workspace_id = $1 and key = any($2))
                insert into event_key_forgotten (workspace_id, key) select $1, k from unnest($2) as t(k)
                on conflict (workspace_id, key) do nothing
                """)
            .With(workspaceId)
            .With(keys)
            .RunAsync(ct);
        await connection.Command(CutFromRuns("event_key_run")).With(workspaceId).With(keys.Select(Bytes).ToArray()).RunAsync(ct);
        await connection.Command(CutFromRuns("event_key_run_closing")).With(workspaceId).With(keys.Select(Bytes).ToArray()).RunAsync(ct);
        await connection
            .Command(
                """
                insert into event_key_epoch (workspace_id, epoch) values ($1, 1)
                on conflict (workspace_id) do update set epoch = event_key_epoch.epoch + 1
                """)
            .With(workspaceId)
            .RunAsync(ct);
    }

    private static string CutFromRuns(string table) =>
        $"""
        update {table} r set keys = coalesce(cut.keys, ''::bytea)
        from (
            select id, string_agg(key, ''::bytea order by place) filter (where not key = any($2)) as keys
            from (
                select whole.id, place, substring(whole.keys from place * 16 + 1 for 16) as key
                from (select id, keys || ''::bytea as keys from {table} where workspace_id = $1) whole
                cross join lateral generate_series(0, length(whole.keys) / 16 - 1) as place
            ) single
            group by id
            having bool_or(key = any($2))
        ) cut
        where r.workspace_id = $1 and r.id = cut.id
        """;

    private static byte[] Bytes(Guid key) => SeenKeys.Run([key]);

    /// <summary>
    /// How many of a source's messages have been seen: taken in, and neither waiting nor set aside. It knows only of messages that may repeat after a
    /// while (<see cref="CanonicalEvent.RepeatsAfter"/>), because these have rows of their own.
    /// </summary>
    public static async Task<int> CountSeenAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid sourceId, IReadOnlyCollection<string> messageIds, CancellationToken ct)
    {
        var counted = await connection
            .Command(
                """
                select count(distinct key)
                from (
                    select key from event_key where workspace_id = $1 and key = any($2)
                    union all
                    select key from event_key_closing where workspace_id = $1 and key = any($2)
                    union all
                    select key from event_key_past where workspace_id = $1 and key = any($2)
                ) known
                """)
            .With(workspaceId)
            .With(messageIds.Select(id => KeyOf(sourceId, id)).ToArray())
            .ReadAsync(row => row.GetInt64(0), ct);
        return (int)counted[0];
    }

    /// <summary>A hash of the source and the sender's name for the event: the same of each delivery and replay.</summary>
    public static Guid KeyOf(CanonicalEvent e) => KeyOf(e.SourceId, e.MessageId);

    // 128 bits of SHA-256: a sender cannot make two message ids meet.
    private static Guid KeyOf(Guid sourceId, string messageId)
    {
        var length = Encoding.UTF8.GetMaxByteCount(messageId.Length) + 16;
        var bytes = length <= 512 ? stackalloc byte[length] : new byte[length];
        sourceId.TryWriteBytes(bytes);
        var written = Encoding.UTF8.GetBytes(messageId, bytes[16..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..(16 + written)], hash);
        return new Guid(hash[..16]);
    }

    private readonly record struct Keyed(Guid Key, CanonicalEvent Event);
}
