using Beckon.Audiences.Language;
using Beckon.Audiences.Matching;
using Beckon.Storage;

namespace Beckon.Audiences;

/// <summary>Says conditions on delivered orders in SQL, as <see cref="OrderMatch"/> does.</summary>
internal static class OrderSql
{
    public static string Of(OrderCondition o, Today today, Placeholders values) =>
        OrderMatch.ByStatistics(o) ? ByStatistics(o, today, values) : ByOrders(o, today, values);

    private static string ByStatistics(OrderCondition o, Today today, Placeholders values)
    {
        var asked = o.Is ?? EventRules.AtLeastOne;
        return o.Measure switch
        {
            OrderMeasure.Count => $"({ValueSql.Number(asked, "c.order_count", "1", values)})",
            OrderMeasure.Total => $"({ValueSql.Number(asked, "c.order_total", "1", values)})",
            OrderMeasure.Average => $"(c.order_count > 0 and {ValueSql.Number(asked, "c.order_total", "c.order_count", values)})",
            _ => $"(c.last_order_at is not null and {AudienceQuery.Within("c.last_order_at", Window.Of(o.Time, today), values)})",
        };
    }

    private static string ByOrders(OrderCondition o, Today today, Placeholders values)
    {
        var items = Items(o, values);
        var byTime = o.Measure is OrderMeasure.FirstTime or OrderMeasure.LastTime;
        var rows =
            $"""
            select o.contact_id from shop_order o
            where o.workspace_id = $1 and o.status = 'DELIVERED'
              {(items is null ? "" : $"and exists (select from jsonb_array_elements(o.items) i where {items})")}
              and {AudienceQuery.Within("o.placed_at", byTime ? Window.Always : Window.Of(o.Time, today), values)}
            group by o.contact_id having
            """;
        var asked = o.Is ?? EventRules.AtLeastOne;
        var total = items is null
            ? "o.total"
            : $"(select sum(coalesce((i ->> 'price')::numeric, 0) * coalesce((i ->> 'quantity')::numeric, 1)) from jsonb_array_elements(o.items) i where {items})";
        return o.Measure switch
        {
            OrderMeasure.Count => EventSql.Counted(asked, rows, "count(*)", values),
            OrderMeasure.Total => EventSql.Counted(asked, rows, $"sum({total})", values),
            OrderMeasure.Average => $"c.id in ({rows} {ValueSql.Number(asked, "sum(o.total)", "count(*)", values)})",
            OrderMeasure.FirstTime => $"c.id in ({rows} {AudienceQuery.Within("min(o.placed_at)", Window.Of(o.Time, today), values)})",
            OrderMeasure.LastTime => $"c.id in ({rows} {AudienceQuery.Within("max(o.placed_at)", Window.Of(o.Time, today), values)})",
            _ => throw new ArgumentOutOfRangeException(nameof(o)),
        };
    }

    private static string? Items(OrderCondition o, Placeholders values)
    {
        var parts = new List<string>();
        if (o.Product is { } product) parts.Add($"i ->> 'productId' = {values.Of(product)}");
        if (o.Brand is { } brand) parts.Add($"""lower((i ->> 'brand') collate "C") = {values.Of(ValueRules.Small(brand))}""");
        if (o.Category is { } category) parts.Add($"""lower((i ->> 'category') collate "C") = {values.Of(ValueRules.Small(category))}""");
        return parts.Count == 0 ? null : string.Join(" and ", parts);
    }
}
