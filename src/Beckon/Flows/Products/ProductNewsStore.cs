using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Flows.Products;

/// <summary>News of products that are yet to be told, and who wants them.</summary>
public static class ProductNewsStore
{
    // Clocks of shops may be a little off: something is heard of a little before it happened.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromDays(1);

    // A month of views of a big shop is read through.
    private static readonly TimeSpan LongestLook = TimeSpan.FromMinutes(10);

    /// <summary>Keeps news until they are told, in the transaction that takes them in.</summary>
    public static async Task KeepAsync(NpgsqlConnection connection, Guid workspaceId, List<(Guid FlowId, ProductNews News)> news, CancellationToken ct)
    {
        if (news.Count == 0) return;
        await connection
            .Command(
                """
                insert into product_news (workspace_id, flow_id, event_id, occurred_at, properties)
                select $1, t.flow_id, t.event_id, t.occurred_at, t.properties::jsonb from unnest($2, $3, $4, $5) as t(flow_id, event_id, occurred_at, properties)
                on conflict do nothing
                """)
            .With(workspaceId)
            .With(news.ConvertAll(one => one.FlowId).ToArray())
            .With(news.ConvertAll(one => one.News.EventId).ToArray())
            .With(news.ConvertAll(one => one.News.At.UtcDateTime).ToArray())
            .With(news.ConvertAll(one => one.News.Properties.ToString()).ToArray())
            .RunAsync(ct);
    }

    /// <summary>The flows that have something to tell.</summary>
    public static Task<List<Guid>> FlowsAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) => connection
        .Command("select distinct flow_id from product_news where workspace_id = $1")
        .With(workspaceId)
        .ReadAsync(row => row.GetGuid(0), ct);

    /// <summary>Takes the earliest that nobody else is telling: they are told with the end of the transaction.</summary>
    public static Task<List<ProductNews>> TakeAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, int most, CancellationToken ct) => connection
        .Command(
            """
            delete from product_news n
            using (select event_id from product_news where workspace_id = $1 and flow_id = $2 order by event_id limit $3 for update skip locked) t
            where n.workspace_id = $1 and n.flow_id = $2 and n.event_id = t.event_id
            returning n.event_id, n.occurred_at, n.properties::text
            """)
        .With(workspaceId).With(flowId).With(most)
        .ReadAsync(row => new ProductNews(row.GetGuid(0), row.Time(1), RawJson.Parse(row.GetString(2))), ct);

    /// <summary>News that there have been.</summary>
    public static Task<List<CanonicalEvent>> PastAsync(
        NpgsqlConnection connection, Guid workspaceId, string name, (DateTimeOffset From, DateTimeOffset Until) span, CancellationToken ct) => connection
        .Command(
            """
            select id, source_id, status, occurred_at, received_at, properties::text, coalesce(loaded, false) from event
            where workspace_id = $1 and name = $2 and contact_id is null and id >= $3 and received_at >= $4 and received_at <= $5 order by id
            """)
        .With(workspaceId).With(name).With(Ids.First(span.From) ?? Guid.Empty).With(span.From.UtcDateTime).With(span.Until.UtcDateTime)
        .ReadAsync(
            row => new CanonicalEvent
            {
                Id = row.GetGuid(0),
                SourceId = row.GetGuid(1),
                MessageId = "",
                Name = name,
                Status = row.TextOrNull(2),
                OccurredAt = row.Time(3),
                ReceivedAt = row.Time(4),
                Properties = RawJson.Parse(row.GetString(5)),
                Backfill = row.GetBoolean(6),
            },
            ct);

    /// <summary>Who had wanted which of the news when there was news of it, and had not bought it since.</summary>
    public static async Task<List<Wanted>> WantedAsync(
        NpgsqlConnection connection, Guid workspaceId, ProductTrigger trigger, IReadOnlyList<ProductNews> news, CancellationToken ct)
    {
        if (news.Count == 0) return [];
        var values = new Placeholders();
        values.Of(workspaceId);
        var keys = values.Of(news.Select(one => trigger.KeyOf(one.Properties) ?? "").ToArray());
        var until = values.Of(news.Select(one => one.At.UtcDateTime).ToArray());
        var from = values.Of(news.Select(one => trigger.Within.Before(one.At).UtcDateTime).ToArray());
        var earliest = news.Min(one => trigger.Within.Before(one.At));
        var key = values.Of(trigger.Key);
        var shown = trigger.Interest.Distinct().SelectMany(interest => Shown(trigger, interest, key, earliest, values));
        // Who has it is not told of it, except where that is what is asked for.
        var bought = trigger.In == InterestIn.Product && !trigger.Interest.Contains(ProductInterest.Bought)
            ? $"""
              and not exists (
                  select from shop_order o cross join lateral jsonb_array_elements(o.items) i(item)
                  where o.workspace_id = $1 and o.contact_id = w.contact_id and o.placed_at >= w.at and {Placed} and i.item ->> {key} = w.key)
              """
            : "";
        var command = values.Bind(connection.Command(
            $"""
            with news as (select n.number::int - 1 as number, n.key, n.from_at, n.until_at from unnest({keys}, {from}, {until}) with ordinality as n(key, from_at, until_at, number)),
            wanted as (
                select number, contact_id, key, max(at) as at from ({string.Join(" union all ", shown)}) shown group by number, contact_id, key)
            select w.number, w.contact_id, w.at from wanted w
            join contact c on c.workspace_id = $1 and c.id = w.contact_id and c.merged_into is null
            where true {bought}
            order by w.contact_id, w.number
            """));
        command.CommandTimeout = (int)LongestLook.TotalSeconds;
        return await command.ReadAsync(row => new Wanted(row.GetInt32(0), row.GetGuid(1), row.Time(2)), ct);
    }

    private const string Placed = "o.status in ('INITIALIZED', 'IN_PROGRESS', 'DELIVERED')";

    private static IEnumerable<string> Shown(ProductTrigger trigger, ProductInterest interest, string key, DateTimeOffset earliest, Placeholders values)
    {
        switch (interest)
        {
            case ProductInterest.Viewed:
                yield return Told(Views(trigger.In), key, earliest, values);
                break;
            case ProductInterest.AddedToCart:
                yield return Told([EventNames.AddedToCart], key, earliest, values);
                yield return
                    $"""
                    select n.number, k.contact_id, n.key, k.changed_at as at
                    from cart k cross join lateral jsonb_array_elements(k.items) i(item) join news n on n.key = i.item ->> {key}
                    where k.workspace_id = $1 and k.status <> 'converted' and k.changed_at between n.from_at and n.until_at
                    """;
                break;
            case ProductInterest.Bought:
                yield return
                    $"""
                    select n.number, o.contact_id, n.key, o.placed_at as at
                    from shop_order o cross join lateral jsonb_array_elements(o.items) i(item) join news n on n.key = i.item ->> {key}
                    where o.workspace_id = $1 and o.placed_at >= {values.Of(earliest.UtcDateTime)} and {Placed} and o.placed_at between n.from_at and n.until_at
                    """;
                break;
        }
    }

    private static string Told(string[] names, string key, DateTimeOffset earliest, Placeholders values) =>
        $"""
        select n.number, e.contact_id, n.key, e.occurred_at as at
        from event e join news n on n.key = e.properties ->> {key}
        where e.workspace_id = $1 and e.name = any({values.Of(names)}) and e.id >= {values.Of(Ids.First(earliest - ClockTolerance) ?? Guid.Empty)}
          and e.contact_id is not null and e.occurred_at between n.from_at and n.until_at
        """;

    private static string[] Views(InterestIn what) => what switch
    {
        InterestIn.Product => [EventNames.ViewedProduct],
        InterestIn.Brand => [EventNames.ViewedProduct, EventNames.ViewedBrand],
        InterestIn.Category => [EventNames.ViewedProduct, EventNames.ViewedCategory],
    };
}
