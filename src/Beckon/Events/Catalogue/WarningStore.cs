using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Events.Catalogue;

/// <summary>Counts warnings by hour, source and event. Only the lane of arrivals writes here, so no two wait for each other.</summary>
public static class WarningStore
{
    public static async Task CountAsync(NpgsqlConnection connection, Guid workspaceId, List<CanonicalEvent> events, CancellationToken ct)
    {
        var counts = new Dictionary<Counted, long>();
        foreach (var e in events)
        {
            if (e.Warnings is not { } warnings) continue;
            var hour = new DateTime(e.ReceivedAt.UtcTicks - e.ReceivedAt.UtcTicks % TimeSpan.TicksPerHour, DateTimeKind.Utc);
            foreach (var warning in warnings)
            {
                var key = new Counted(hour, e.SourceId, e.Name, Words.Of(warning.Kind), warning.Property ?? "");
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        }
        if (counts.Count == 0) return;
        var keys = counts.Keys.ToList();
        await connection
            .Command(
                """
                insert into event_warning_count as c (workspace_id, hour, source_id, name, kind, property, count)
                select $1, t.* from unnest($2, $3, $4, $5, $6, $7) as t(hour, source_id, name, kind, property, count)
                order by 2, 3, 4, 5, 6
                on conflict (workspace_id, hour, source_id, name, kind, property) do update set count = c.count + excluded.count
                """)
            .With(workspaceId)
            .With(keys.Select(key => key.Hour).ToArray())
            .With(keys.Select(key => key.SourceId).ToArray())
            .With(keys.Select(key => key.Name).ToArray())
            .With(keys.Select(key => key.Kind).ToArray())
            .With(keys.Select(key => key.Property).ToArray())
            .With(keys.Select(key => counts[key]).ToArray())
            .RunAsync(ct);
    }

    /// <summary>How many warnings the events of each name got since a moment.</summary>
    public static async Task<Dictionary<string, long>> ByNameAsync(NpgsqlConnection connection, Guid workspaceId, DateTimeOffset since, CancellationToken ct)
    {
        var counts = await connection
            .Command("select name, sum(count)::bigint from event_warning_count where workspace_id = $1 and hour >= $2 group by name")
            .With(workspaceId)
            .With(since.UtcDateTime)
            .ReadAsync(row => (Name: row.GetString(0), Count: row.GetInt64(1)), ct);
        return counts.ToDictionary(one => one.Name, one => one.Count, StringComparer.Ordinal);
    }

    /// <summary>How often each warning was given on each day of the workspace's zone; the latest days first, at most so many rows.</summary>
    public static Task<List<WarningDay>> DaysAsync(
        NpgsqlConnection connection, Guid workspaceId, string zone, DateOnly from, int most, CancellationToken ct) =>
        connection
            .Command(
                """
                select (c.hour at time zone $2)::date as day, c.source_id, s.kind, s.name, c.name, c.kind, c.property, sum(c.count)::bigint
                from event_warning_count c
                left join source s on s.workspace_id = $1 and s.id = c.source_id
                where c.workspace_id = $1 and c.hour >= ($3::timestamp at time zone $2)
                group by 1, 2, 3, 4, 5, 6, 7
                order by 1 desc, 8 desc, 5, 6, 7
                limit $4
                """)
            .With(workspaceId)
            .With(zone)
            .With(from.ToDateTime(TimeOnly.MinValue))
            .With(most)
            .ReadAsync(
                row => WarningDay.Of(
                    DateOnly.FromDateTime(row.GetDateTime(0)),
                    SourceRef.Of(row.GetGuid(1), row.TextOrNull(2), row.TextOrNull(3)),
                    row.GetString(4),
                    new EventWarning(Words.Read<WarningKind>(row.GetString(5)), row.GetString(6) is { Length: > 0 } property ? property : null),
                    row.GetInt64(7)),
                ct);

    private readonly record struct Counted(DateTime Hour, Guid SourceId, string Name, string Kind, string Property);
}

/// <summary>How often a warning was given on a day.</summary>
/// <param name="Day">Of the workspace's time zone.</param>
/// <param name="Source">Whose events it was about.</param>
/// <param name="Event">The events' name.</param>
/// <param name="Kind">What does not fit.</param>
/// <param name="Property">Of which property; null where it is about the event as a whole.</param>
/// <param name="Sentence">What is wrong and what to do.</param>
/// <param name="Count">How many events.</param>
public sealed record WarningDay(DateOnly Day, SourceRef Source, string Event, WarningKind Kind, string? Property, string Sentence, long Count)
{
    public static WarningDay Of(DateOnly day, SourceRef source, string name, EventWarning warning, long count) =>
        new(day, source, name, warning.Kind, warning.Property, warning.Sentence, count);
}
