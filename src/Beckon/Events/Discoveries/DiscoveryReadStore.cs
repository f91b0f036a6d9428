using System.Text.Json;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Events.Discoveries;

/// <summary>Reads what was learnt of the events that came in.</summary>
public static class DiscoveryReadStore
{
    /// <summary>The names that came in and how often each source sent them.</summary>
    public static Task<List<SeenName>> NamesAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) =>
        connection
            .Command(
                """
                select e.name, e.source_id, s.kind, s.name, e.count, e.first_seen_at, e.last_seen_at
                from event_seen e
                left join source s on s.workspace_id = $1 and s.id = e.source_id
                where e.workspace_id = $1
                order by e.name, e.count desc, e.source_id
                """)
            .With(workspaceId)
            .ReadAsync(
                row => new SeenName(
                    row.GetString(0), SourceRef.Of(row.GetGuid(1), row.TextOrNull(2), row.TextOrNull(3)), row.GetInt64(4), row.Time(5), row.Time(6)),
                ct);

    /// <summary>What the events of a name say, the most frequent first.</summary>
    public static Task<List<SeenProperty>> PropertiesAsync(NpgsqlConnection connection, Guid workspaceId, string name, CancellationToken ct) =>
        connection
            .Command(
                """
                select p.property, p.texts, p.numbers, p.times, p.flags, p.lists, p.examples::text, p.first_seen_at, p.last_seen_at,
                       (select coalesce(sum(s.looked_at), 0)::bigint from event_seen s where s.workspace_id = $1 and s.name = $2)
                from event_property p
                where p.workspace_id = $1 and p.name = $2
                order by p.texts + p.numbers + p.times + p.flags + p.lists desc, p.property
                """)
            .With(workspaceId)
            .With(name)
            .ReadAsync(
                row => new SeenProperty(
                    row.GetString(0),
                    [.. Enum.GetValues<PropertyShape>().Select(shape => row.GetInt64(1 + (int)shape))],
                    JsonSerializer.Deserialize<List<string>>(row.GetString(6), ApiJson.Options) ?? [],
                    row.Time(7), row.Time(8), row.GetInt64(9)),
                ct);
}

/// <summary>A name and a source it came from.</summary>
public sealed record SeenName(string Name, SourceRef Source, long Count, DateTimeOffset FirstAt, DateTimeOffset LastAt);

/// <summary>A property that came in; the counts are in the order of <see cref="PropertyShape"/>, out of so many events that were looked into.</summary>
public sealed record SeenProperty(
    string Name, long[] Counts, List<string> Examples, DateTimeOffset FirstAt, DateTimeOffset LastAt, long LookedAt);
