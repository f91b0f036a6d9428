using System.Text.Json;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Events;

/// <summary>Keeps events that could not be processed, whole, with the reason.</summary>
public static class DeadLetterStore
{
    public static async Task AddAsync(
        NpgsqlConnection connection,
        Guid workspaceId,
        List<CanonicalEvent> events,
        IReadOnlyDictionary<Guid, string> reasons,
        DateTimeOffset at,
        CancellationToken ct)
    {
        var failed = events.FindAll(e => reasons.ContainsKey(e.Id));
        if (failed.Count == 0) return;
        // A letter that is here already may have been edited: it stays as it is, and what failed beside it is the same event once more.
        await connection
            .Command(
                """
                insert into dead_letter as d (workspace_id, id, reason, event, failed_at, name, source_id, received_at, attempts)
                select $1, t.id, t.reason, t.event, $2, t.name, t.source_id, t.received_at, t.attempts
                from unnest($3, $4, $5, $6, $7, $8, $9) as t(id, reason, event, name, source_id, received_at, attempts)
                on conflict (workspace_id, id) do update
                    set reason = excluded.reason, failed_at = excluded.failed_at, attempts = greatest(d.attempts, excluded.attempts)
                """)
            .With(workspaceId)
            .With(at.UtcDateTime)
            .With(failed.Select(e => e.Id).ToArray())
            .With(failed.Select(e => reasons[e.Id]).ToArray())
            .With(failed.Select(Json).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bytea)
            .With(failed.Select(e => Storable(e.Name)).ToArray())
            .With(failed.Select(e => e.SourceId).ToArray())
            .With(failed.Select(e => e.ReceivedAt.UtcDateTime).ToArray())
            .With(failed.Select(e => (e.Retry?.Attempts ?? 0) + 1).ToArray())
            .RunAsync(ct);
    }

    // How often it failed stands beside it, so that a person sees the event alone.
    private static byte[] Json(CanonicalEvent e) =>
        JsonSerializer.SerializeToUtf8Bytes(e with { Retry = null }, EventJson.Default.CanonicalEvent);

    // The name may be what is wrong with the event.
    private static string Storable(string name) => name.Replace('\0', '\uFFFD');
}
