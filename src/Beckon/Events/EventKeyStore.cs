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
        var unseen = new Dictionary<Guid, CanonicalEvent>(events.Count);
        foreach (var e in events) unseen.TryAdd(KeyOf(e), e);

        var kept = new HashSet<Guid>(unseen.Count);
        foreach (var window in unseen.GroupBy(pair => pair.Value.RepeatsAfter))
        {
            var keys = window.OrderBy(pair => pair.Key).ToList();
            var command = connection
                .Command(window.Key is null ? Never : After)
                .With(workspaceId)
                .With(keys.Select(pair => pair.Key).ToArray())
                .With(keys.Select(pair => pair.Value.ReceivedAt.UtcDateTime).ToArray());
            if (window.Key is { } after) command.With(after);
            kept.UnionWith(await command.ReadAsync(row => row.GetGuid(0), ct));
        }
        return [.. unseen.Where(pair => kept.Contains(pair.Key)).Select(pair => pair.Value)];
    }

    private const string Never =
        """
        insert into event_key (workspace_id, key, seen_at)
        select $1, k, s from unnest($2, $3) as t(k, s)
        on conflict (workspace_id, key) do nothing
        returning key
        """;

    private const string After =
        """
        insert into event_key (workspace_id, key, seen_at)
        select $1, k, s from unnest($2, $3) as t(k, s)
        on conflict (workspace_id, key) do update set seen_at = excluded.seen_at
        where event_key.seen_at + $4 < excluded.seen_at
        returning key
        """;

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
}
