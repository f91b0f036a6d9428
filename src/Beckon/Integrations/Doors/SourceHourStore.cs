using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Integrations.Doors;

/// <summary>The hours of sources.</summary>
public static class SourceHourStore
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Adds what was counted, and lets go of what is older than a week.</summary>
    public static async Task AddAsync(NpgsqlDataSource database, IReadOnlyCollection<SourceHour> hours, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        // In one order everywhere, so that nodes that write the same rows wait for each other and no longer.
        var ordered = hours.OrderBy(hour => hour.WorkspaceId).ThenBy(hour => hour.SourceId).ThenBy(hour => hour.Hour).ToList();
        await connection
            .Command(
                """
                insert into source_hour (workspace_id, source_id, hour, requests, events, refused, refused_at, refusal)
                select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
                on conflict (workspace_id, source_id, hour) do update set
                    requests = source_hour.requests + excluded.requests,
                    events = source_hour.events + excluded.events,
                    refused = source_hour.refused + excluded.refused,
                    refusal = case when excluded.refused_at is null then source_hour.refusal else excluded.refusal end,
                    refused_at = greatest(source_hour.refused_at, excluded.refused_at)
                """)
            .With(ordered.Select(hour => hour.WorkspaceId).ToArray())
            .With(ordered.Select(hour => hour.SourceId).ToArray())
            .With(ordered.Select(hour => hour.Hour.UtcDateTime).ToArray())
            .With(ordered.Select(hour => hour.Requests).ToArray())
            .With(ordered.Select(hour => hour.Events).ToArray())
            .With(ordered.Select(hour => hour.Refused).ToArray())
            .With(ordered.Select(hour => hour.RefusedAt?.UtcDateTime).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
            .With(ordered.Select(hour => hour.Refusal).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .RunAsync(ct);
        await connection
            .Command("delete from source_hour where workspace_id = any($1) and hour < $2")
            .With(ordered.Select(hour => hour.WorkspaceId).Distinct().ToArray())
            .With((now - Kept).UtcDateTime)
            .RunAsync(ct);
    }

    /// <summary>How each source of a workspace that asked anything fared in the last 24 hours.</summary>
    public static async Task<Dictionary<Guid, SourceHealthView>> LastDayAsync(
        NpgsqlDataSource database, Guid workspaceId, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var all = await connection
            .Command(
                """
                select source_id, sum(requests)::bigint, sum(events)::bigint, sum(refused)::bigint, max(refused_at),
                    (array_agg(refusal order by refused_at desc) filter (where refused_at is not null))[1]
                from source_hour
                where workspace_id = $1 and hour > $2
                group by source_id
                """)
            .With(workspaceId)
            .With((now - Day).UtcDateTime)
            .ReadAsync(
                row => (row.GetGuid(0), new SourceHealthView(
                    row.GetInt64(1), row.GetInt64(2), row.GetInt64(3),
                    row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4), row.IsDBNull(5) ? null : row.GetString(5))),
                ct);
        return all.ToDictionary();
    }
}
