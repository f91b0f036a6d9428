using System.Text.Json;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Events.Discoveries;

/// <summary>The names and properties of the events that came in. The bounds are kept here: what is beyond them is left out.</summary>
public static class DiscoveryStore
{
    private const string WriteProperties =
        """
        with told as (
                 select * from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                     as t(name, property, texts, numbers, times, flags, lists, examples, first_at, last_at)
             ),
             placed as (
                 select t.*, p.property is not null as known,
                        row_number() over (partition by t.name, p.property is not null order by t.property) as place,
                        (select count(*) from event_property q where q.workspace_id = $1 and q.name = t.name) as there
                 from told t
                 left join event_property p on p.workspace_id = $1 and p.name = t.name and p.property = t.property
                 where exists (select from event_seen s where s.workspace_id = $1 and s.name = t.name)
             )
        insert into event_property as p
            (workspace_id, name, property, texts, numbers, times, flags, lists, examples, first_seen_at, last_seen_at)
        select $1, name, property, texts, numbers, times, flags, lists, examples::jsonb, first_at, last_at from placed
        where known or place + there <= $12
        order by name, property
        on conflict (workspace_id, name, property) do update set
            texts = p.texts + excluded.texts, numbers = p.numbers + excluded.numbers, times = p.times + excluded.times,
            flags = p.flags + excluded.flags, lists = p.lists + excluded.lists,
            first_seen_at = least(p.first_seen_at, excluded.first_seen_at), last_seen_at = greatest(p.last_seen_at, excluded.last_seen_at),
            examples = case
                when excluded.examples = '[]' or jsonb_array_length(p.examples) >= $13 then p.examples
                else (
                    select jsonb_agg(v order by v)
                    from (select distinct v from jsonb_array_elements(p.examples || excluded.examples) v limit $13) shown
                )
            end
        """;

    public static async Task WriteAsync(NpgsqlConnection connection, Guid workspaceId, News news, CancellationToken ct)
    {
        if (news.Names.Count > 0) await WriteNamesAsync(connection, workspaceId, news.Names, ct);
        if (news.Properties.Count > 0) await WritePropertiesAsync(connection, workspaceId, news.Properties, ct);
    }

    private static Task<int> WriteNamesAsync(NpgsqlConnection connection, Guid workspaceId, List<NewsOfName> names, CancellationToken ct) =>
        connection
            .Command(
                """
                with told as (select * from unnest($2, $3, $4, $5, $6, $7) as t(name, source_id, count, looked_at, first_at, last_at)),
                     known as (select distinct name from event_seen where workspace_id = $1),
                     fresh as (
                         select name from told where name not in (select name from known) group by name
                         order by name limit greatest(0, $8 - (select count(*) from known))
                     )
                insert into event_seen as s (workspace_id, name, source_id, count, looked_at, first_seen_at, last_seen_at)
                select $1, name, source_id, count, looked_at, first_at, last_at from told
                where name in (select name from known) or name in (select name from fresh)
                order by name, source_id
                on conflict (workspace_id, name, source_id) do update set
                    count = s.count + excluded.count, looked_at = s.looked_at + excluded.looked_at,
                    first_seen_at = least(s.first_seen_at, excluded.first_seen_at), last_seen_at = greatest(s.last_seen_at, excluded.last_seen_at)
                """)
            .With(workspaceId)
            .With(names.Select(one => one.Name).ToArray())
            .With(names.Select(one => one.SourceId).ToArray())
            .With(names.Select(one => one.Count).ToArray())
            .With(names.Select(one => one.LookedAt).ToArray())
            .With(names.Select(one => one.FirstAt.UtcDateTime).ToArray())
            .With(names.Select(one => one.LastAt.UtcDateTime).ToArray())
            .With(HeardEvents.MostNames)
            .RunAsync(ct);

    private static Task<int> WritePropertiesAsync(NpgsqlConnection connection, Guid workspaceId, List<NewsOfProperty> properties, CancellationToken ct) =>
        connection
            .Command(WriteProperties)
            .With(workspaceId)
            .With(properties.Select(one => one.Name).ToArray())
            .With(properties.Select(one => one.Property).ToArray())
            .With(Counts(properties, PropertyShape.Text))
            .With(Counts(properties, PropertyShape.Number))
            .With(Counts(properties, PropertyShape.Date))
            .With(Counts(properties, PropertyShape.Flag))
            .With(Counts(properties, PropertyShape.List))
            .With(properties.Select(one => JsonSerializer.Serialize(one.Examples, ApiJson.Options)).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(properties.Select(one => one.FirstAt.UtcDateTime).ToArray())
            .With(properties.Select(one => one.LastAt.UtcDateTime).ToArray())
            .With(HeardEvent.MostProperties)
            .With(HeardProperty.MostExamples)
            .RunAsync(ct);

    private static long[] Counts(List<NewsOfProperty> properties, PropertyShape shape) =>
        [.. properties.Select(one => one.Counts[(int)shape])];
}
