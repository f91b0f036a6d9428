using System.Security.Cryptography;
using System.Text;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Events;

/// <summary>Knows every message id ever seen, so that a repeated delivery has no second effect.</summary>
public static class EventKeyStore
{
    /// <summary>The events that were not seen before, in their order; they count as seen when the transaction commits.</summary>
    public static async Task<List<CanonicalEvent>> KeepUnseenAsync(
        NpgsqlConnection connection, Guid workspaceId, List<CanonicalEvent> events, CancellationToken ct)
    {
        var keyed = events.ConvertAll(e => new Keyed(KeyOf(e), e));
        var first = new Dictionary<Guid, CanonicalEvent>(events.Count);
        foreach (var (key, e) in keyed) first.TryAdd(key, e);

        var lasting = first.Where(pair => pair.Value.RepeatsAfter is null).Select(pair => pair.Key).Order().ToArray();
        var kept = await KeepAsync(connection, workspaceId, lasting, first, ct);
        var repeatable = keyed.FindAll(one => first[one.Key].RepeatsAfter is not null);
        if (repeatable.Count == 0 && kept.Count == events.Count) return events;
        var again = repeatable.Count == 0 ? [] : await KeepAgainAsync(connection, workspaceId, repeatable, ct);
        // Taken in twice more, by two replays at once, an event has the same id both times.
        return [.. keyed.Where(one => again.Contains(one.Event.Id) || (kept.Contains(one.Key) && first[one.Key] == one.Event)).Select(one => one.Event).DistinctBy(e => e.Id)];
    }

    // Written first and looked up in the past afterwards: keys move from the new to the past (EventKeyKeeper), so in the other order one could be
    // missed on its way. A repeat that is found there stays in both, which does no harm.
    private static async Task<HashSet<Guid>> KeepAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid[] keys, Dictionary<Guid, CanonicalEvent> first, CancellationToken ct)
    {
        var kept = await connection
            .Command(
                """
                insert into event_key (workspace_id, key, seen_at)
                select $1, k, s from unnest($2, $3) as t(k, s)
                on conflict (workspace_id, key) do nothing
                returning key
                """)
            .With(workspaceId)
            .With(keys)
            .With(keys.Select(key => first[key].ReceivedAt.UtcDateTime).ToArray())
            .ReadAsync(row => row.GetGuid(0), ct);
        if (kept.Count == 0) return [];
        var past = await connection
            .Command(
                """
                select key from event_key_closing where workspace_id = $1 and key = any($2)
                union all
                select key from event_key_past where workspace_id = $1 and key = any($2)
                """)
            .With(workspaceId)
            .With(kept.ToArray())
            .ReadAsync(row => row.GetGuid(0), ct);
        return [.. kept.Except(past)];
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
    }

    // 128 bits of SHA-256: a sender cannot make two message ids meet.
    private static Guid KeyOf(CanonicalEvent e)
    {
        var length = Encoding.UTF8.GetMaxByteCount(e.MessageId.Length) + 16;
        var bytes = length <= 512 ? stackalloc byte[length] : new byte[length];
        e.SourceId.TryWriteBytes(bytes);
        var written = Encoding.UTF8.GetBytes(e.MessageId, bytes[16..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..(16 + written)], hash);
        return new Guid(hash[..16]);
    }

    private readonly record struct Keyed(Guid Key, CanonicalEvent Event);
}
