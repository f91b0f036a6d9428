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
        await connection
            .Command(
                """
                insert into dead_letter (workspace_id, id, reason, event, failed_at)
                select $1, t.id, t.reason, t.event, $2 from unnest($3, $4, $5) as t(id, reason, event)
                on conflict (workspace_id, id) do nothing
                """)
            .With(workspaceId)
            .With(at.UtcDateTime)
            .With(failed.Select(e => e.Id).ToArray())
            .With(failed.Select(e => reasons[e.Id]).ToArray())
            .With(failed.Select(e => JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.CanonicalEvent)).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bytea)
            .RunAsync(ct);
    }
}
