using Beckon.Audiences.Language;
using Beckon.Audiences.Matching;
using Beckon.Contacts;
using Beckon.Kernel;
using Beckon.Storage;

namespace Beckon.Audiences;

/// <summary>
/// Says a filter in SQL, over the contact <c>c</c> of the workspace <c>$1</c>: the evaluator of counts, previews and lists. It agrees with
/// <see cref="AudienceMatcher"/>. Every condition is true or false, never null, so that it can be denied. Only words of these files reach a statement; what
/// a filter says travels as values.
/// </summary>
public static class AudienceQuery
{
    /// <summary>The condition of a filter, asked at a moment.</summary>
    public static string Of(Filter filter, Today today, Placeholders values) => Of(filter, today, values, denied: false);

    // Denials are taken inside, as far as they go: what is denied of a whole condition the database can answer by joining, what stands behind a not it
    // has to ask for each contact.
    private static string Of(Filter filter, Today today, Placeholders values, bool denied) => filter switch
    {
        AllOf all => Join(all.Of, denied ? " or " : " and ", empty: !denied, part => Of(part, today, values, denied)),
        AnyOf any => Join(any.Of, denied ? " and " : " or ", empty: denied, part => Of(part, today, values, denied)),
        NoneOf none => Of(new AnyOf(none.Of), today, values, !denied),
        AudienceCondition { Meaning: { } meaning } => Of(meaning, today, values, denied),
        _ => denied ? $"not {Condition(filter, today, values)}" : Condition(filter, today, values),
    };

    private static string Join(IReadOnlyList<Filter> parts, string word, bool empty, Func<Filter, string> of) =>
        parts.Count == 0 ? (empty ? "true" : "false") : $"({string.Join(word, parts.Select(of))})";

    private static string Condition(Filter filter, Today today, Placeholders values) => filter switch
    {
        EventCondition e => EventSql.Of(e, today, values),
        OrderCondition o => OrderSql.Of(o, today, values),
        ProfileCondition p => Attribute(p, today, values),
        FieldCondition f => Field(f, today, values),
        ListCondition l => PublicId.TryParse(Ids.List, l.List, out var id) ? List(id, values) : "false",
        TagCondition t => Tag(t, values),
        ConsentCondition c => Consent(c, values),
        ReachableCondition r => Reachable(r, values),
        RfmCondition r => Rfm(r, values),
        PredictionCondition p => Prediction(p, today, values),
        LoyaltyCondition l => Loyalty(l, today, values),
        AbandonedItemCondition a => AbandonedItem(a, today, values),
        AudienceCondition => "false",
        RandomCondition r => Random(r, values),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    /// <summary>A time within a window; <c>true</c> for one without ends.</summary>
    internal static string Within(string column, Window window, Placeholders values)
    {
        var parts = new List<string>();
        if (window.From is { } from) parts.Add($"{column} >= {values.Of(from.UtcDateTime)}");
        if (window.To is { } to) parts.Add($"{column} < {values.Of(to.UtcDateTime)}");
        return parts.Count == 0 ? "true" : string.Join(" and ", parts);
    }

    private static string Attribute(ProfileCondition asked, Today today, Placeholders values)
    {
        if (asked.Attribute == ProfileAttribute.Known) return asked.Is.Op == ValueOp.IsTrue ? "not c.anonymous" : "c.anonymous";
        var column = asked.Attribute switch
        {
            ProfileAttribute.Email => "c.email",
            ProfileAttribute.Phone => "c.phone",
            ProfileAttribute.FirstName => "c.first_name",
            ProfileAttribute.LastName => "c.last_name",
            ProfileAttribute.CreatedAt => "c.created_at",
            ProfileAttribute.LastSeenAt => "c.last_seen_at",
            _ => throw new ArgumentOutOfRangeException(nameof(asked)),
        };
        if (asked.Attribute is ProfileAttribute.CreatedAt or ProfileAttribute.LastSeenAt) return $"({Within(column, Window.Of(asked.Is.Time, today), values)})";
        var (test, denied) = ValueSql.Affirmed(asked.Is);
        var passes = $"coalesce({ValueSql.Passes(test, column, today, values)}, false)";
        return denied ? $"not {passes}" : passes;
    }

    private static string Field(FieldCondition asked, Today today, Placeholders values)
    {
        var (test, denied) = ValueSql.Affirmed(asked.Is);
        var key = values.Of(asked.Field);
        return $"""
            {(denied ? "not " : "")}exists (
                select from contact_value v
                where v.workspace_id = $1 and v.contact_id = c.id and jsonb_typeof(v.fields -> {key}) in ('string', 'number', 'boolean')
                  and {ValueSql.Passes(test, $"(v.fields ->> {key})", today, values)})
            """;
    }

    private static string List(Guid id, Placeholders values) =>
        $"exists (select from contact_group_member m where m.workspace_id = $1 and m.group_id = {values.Of(id)} and m.contact_id = c.id)";

    private static string Tag(TagCondition asked, Placeholders values) =>
        $"""
        exists (
            select from contact_group g join contact_group_member m on m.workspace_id = $1 and m.group_id = g.id and m.contact_id = c.id
            where g.workspace_id = $1 and g.kind = 'tag' and lower(g.name collate "C") = {values.Of(ValueRules.Small(asked.Tag.Trim()))})
        """;

    // Without a row nobody ever asked.
    private static string Consent(ConsentCondition asked, Placeholders values)
    {
        var never = asked.Status == ConsentStatus.Never;
        var status = never ? "s.status <> 'never'" : $"s.status = {values.Of(Words.Of(asked.Status))}";
        return $"{(never ? "not " : "")}exists ({Consents(asked.Channel, values)} and {status})";
    }

    private static string Consents(Channel channel, Placeholders values) =>
        $"select from consent s where s.workspace_id = $1 and s.contact_id = c.id and s.channel = {values.Of(Words.Of(channel))}";

    private static string Reachable(ReachableCondition asked, Placeholders values)
    {
        if (asked.Channel is not (Channel.Email or Channel.Sms)) return "false";
        var address = asked.Channel == Channel.Email ? "c.email" : "c.phone";
        return $"""
            ({address} is not null and exists ({Consents(asked.Channel, values)} and s.status = 'subscribed')
             and not exists (select from suppression x where x.workspace_id = $1 and x.channel = {values.Of(Words.Of(asked.Channel))} and x.address = {address}))
            """;
    }

    private static string Rfm(RfmCondition asked, Placeholders values)
    {
        var parts = new List<string> { "s.workspace_id = $1 and s.contact_id = c.id" };
        if (asked.Segments is { Count: > 0 } segments) parts.Add($"s.segment = any({values.Of<string[]>([.. segments])})");
        foreach (var (column, span) in new[] { ("s.recency", asked.Recency), ("s.frequency", asked.Frequency), ("s.monetary", asked.Monetary) })
        {
            if (span is { } given) parts.Add($"{column} between {values.Of((short)given.From)} and {values.Of((short)given.To)}");
        }
        return $"exists (select from rfm_score s where {string.Join(" and ", parts)})";
    }

    private static string Prediction(PredictionCondition asked, Today today, Placeholders values)
    {
        var passes = asked switch
        {
            { Measure: PredictionMeasure.NextOrder, Time: { } time } => Within("p.next_order_on", Days.Of(time, today), values),
            { Is: { } test } => ValueSql.Number(test, asked.Measure switch
            {
                PredictionMeasure.ExpectedOrders => "p.expected_orders",
                PredictionMeasure.ProbabilityActive => "p.probability_active",
                _ => "p.lifetime_value",
            }, "1", values),
            _ => "false",
        };
        return $"exists (select from prediction p where p.workspace_id = $1 and p.contact_id = c.id and {passes})";
    }

    // Of days that are set.
    private static string Within(string column, Days days, Placeholders values)
    {
        var parts = new List<string> { $"{column} is not null" };
        if (days.From is { } from) parts.Add($"{column} >= {values.Of(from)}");
        if (days.To is { } to) parts.Add($"{column} <= {values.Of(to)}");
        return string.Join(" and ", parts);
    }

    private static string Loyalty(LoyaltyCondition asked, Today today, Placeholders values)
    {
        var store = "true";
        if (asked.Store is { } said && values.Of(ValueRules.Small(said)) is var name)
            store = $"""(lower(m.store_id collate "C") = {name} or lower(m.store_name collate "C") = {name})""";
        return $"""
            exists (
                select from loyalty_member m
                where m.workspace_id = $1 and m.contact_id = c.id and {store} and {Within("m.joined_at", Window.Of(asked.Joined, today), values)})
            """;
    }

    private static string AbandonedItem(AbandonedItemCondition asked, Today today, Placeholders values)
    {
        const string inStock = "p.in_stock and p.state = 'sold'";
        var stock = asked.Stock switch
        {
            ItemStock.InStock => inStock,
            ItemStock.OutOfStock => $"not ({inStock})",
            ItemStock.BackInStock => $"{inStock} and p.restocked_at > k.abandoned_at",
            _ => throw new ArgumentOutOfRangeException(nameof(asked)),
        };
        return $"""
            c.id in (
                select k.contact_id from cart k
                cross join lateral jsonb_array_elements(k.items) i
                join product p on p.workspace_id = $1 and p.source_id = k.source_id and p.external_id = i ->> 'productId'
                where k.workspace_id = $1 and k.status = 'abandoned' and k.abandoned_at is not null and {stock}
                  and {Within("k.abandoned_at", Window.Of(asked.Time, today), values)})
            """;
    }

    private static string Random(RandomCondition asked, Placeholders values)
    {
        var hash = $"sha256(convert_to({values.Of(asked.Draw)} || c.id::text, 'UTF8'))";
        return $"""
            ((get_byte({hash}, 0)::bigint << 24) + (get_byte({hash}, 1) << 16) + (get_byte({hash}, 2) << 8) + get_byte({hash}, 3)
             < {values.Of(AudienceMatcher.Threshold(asked.Percent))})
            """;
    }
}
