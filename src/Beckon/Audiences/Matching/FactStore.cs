using System.Text.Json;
using Beckon.Contacts;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Loyalty;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Audiences.Matching;

/// <summary>Loads what filters ask of contacts, many contacts at a time, in one round trip.</summary>
public static class FactStore
{
    private delegate void Reader(NpgsqlDataReader row, Dictionary<Guid, ContactFacts> facts);

    /// <summary>The contacts that are there and not merged away, by id.</summary>
    public static async Task<Dictionary<Guid, ContactFacts>> LoadAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, FactsNeeded needed, CancellationToken ct)
    {
        var facts = new Dictionary<Guid, ContactFacts>(contacts.Length);
        if (contacts.Length == 0) return facts;
        var parts = Parts(workspaceId, contacts, needed).ToList();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (command, _) in parts) batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        foreach (var (_, read) in parts)
        {
            while (await reader.ReadAsync(ct)) read(reader, facts);
            await reader.NextResultAsync(ct);
        }
        return facts;
    }

    private static IEnumerable<(NpgsqlBatchCommand Command, Reader Read)> Parts(Guid workspaceId, Guid[] contacts, FactsNeeded needed)
    {
        yield return (Of(Contact), ReadContact);
        if (needed.Traits.Count > 0)
            yield return (Of(Trait).With(needed.Traits.Select(one => one.Name).ToArray()).With(needed.Traits.Select(one => one.Status).ToArray()), ReadTrait);
        if (needed.Events.Count > 0)
        {
            var firsts = needed.Events.Values.Select(from => Ids.First(from - EventMatch.ClockTolerance) ?? Guid.Empty).ToArray();
            var names = needed.Events.Keys.ToArray();
            yield return (Of(Event).With(names).With(firsts).With(firsts.Min()).With(names.Select(needed.WithProperties.Contains).ToArray()), ReadEvent);
        }
        if (needed.Consents) yield return (Of("select contact_id, channel, status from consent where workspace_id = $1 and contact_id = any($2)"), ReadConsent);
        if (needed.Suppressions) yield return (Of(Suppression), static (row, facts) => At(row, facts)?.Suppressed.Add(Words.Read<Channel>(row.GetString(1))));
        if (needed.Fields) yield return (Of("select contact_id, fields::text from contact_value where workspace_id = $1 and contact_id = any($2)"), ReadFields);
        if (needed.Zone)
            yield return (Of($"select c.id, {StoreStore.ZoneOf("c.id")} from contact c where c.workspace_id = $1 and c.id = any($2)"), static (row, facts) => At(row, facts)?.StoreZone = row.TextOrNull(1));
        if (needed.Groups) yield return (Of(Group), ReadGroup);
        if (needed.Orders) yield return (Of(Order).With(needed.OrdersOfAnyStatus), ReadOrder);
        if (needed.Rfm) yield return (Of("select contact_id, recency, frequency, monetary, segment from rfm_score where workspace_id = $1 and contact_id = any($2)"), ReadRfm);
        if (needed.Predictions) yield return (Of(Prediction), ReadPrediction);
        if (needed.Loyalty) yield return (Of("select contact_id, joined_at, store_id, store_name from loyalty_member where workspace_id = $1 and contact_id = any($2)"), ReadLoyalty);
        if (needed.AbandonedItems) yield return (Of(AbandonedItem), ReadAbandonedItem);

        NpgsqlBatchCommand Of(string sql) => new NpgsqlBatchCommand(sql).With(workspaceId).With(contacts);
    }

    private const string Contact =
        """
        select c.id, c.email, c.phone, c.first_name, c.last_name, c.anonymous, c.created_at, c.last_seen_at, c.order_count, c.order_total, c.last_order_at
        from contact c where c.workspace_id = $1 and c.id = any($2) and c.merged_into is null
        """;

    // By its primary key, for each contact and name.
    private const string Trait =
        """
        select t.contact_id, t.name, t.status, t.first_at, t.last_at, t.count
        from unnest($3, $4) as n(name, status)
        cross join unnest($2) as k(id)
        join trait t on t.workspace_id = $1 and t.contact_id = k.id and t.name = n.name and t.status = n.status
        """;

    private const string Event =
        """
        select e.contact_id, e.id, e.name, e.status, e.occurred_at, case when n.whole then e.properties::text else '{}' end, coalesce(e.loaded, false)
        from event e join unnest($3, $4, $6) as n(name, first, whole) on n.name = e.name
        where e.workspace_id = $1 and e.contact_id = any($2) and e.id >= $5 and e.id >= n.first
        """;

    private const string Prediction =
        "select contact_id, expected_orders, probability_active, lifetime_value, next_order_on from prediction where workspace_id = $1 and contact_id = any($2)";

    private const string Suppression =
        """
        select c.id, x.channel from contact c
        join suppression x on x.workspace_id = $1 and ((x.channel = 'email' and x.address = c.email) or (x.channel = 'sms' and x.address = c.phone))
        where c.workspace_id = $1 and c.id = any($2)
        """;

    private const string Group =
        """
        select m.contact_id, g.id, g.kind, lower(g.name collate "C") from contact_group_member m
        join contact_group g on g.workspace_id = $1 and g.id = m.group_id
        where m.workspace_id = $1 and m.contact_id = any($2)
        """;

    private const string Order =
        """
        select o.contact_id, o.placed_at, o.total, o.items::text, o.delivered_at, o.source_id, o.external_id from shop_order o
        where o.workspace_id = $1 and o.contact_id = any($2) and (o.status = 'DELIVERED' or $3)
        """;

    private const string AbandonedItem =
        """
        select k.contact_id, k.abandoned_at, p.in_stock and p.state = 'sold', p.restocked_at from cart k
        cross join lateral jsonb_array_elements(k.items) i
        join product p on p.workspace_id = $1 and p.source_id = k.source_id and p.external_id = i ->> 'productId'
        where k.workspace_id = $1 and k.contact_id = any($2) and k.status = 'abandoned' and k.abandoned_at is not null
        """;

    private static ContactFacts? At(NpgsqlDataReader row, Dictionary<Guid, ContactFacts> facts) => facts.GetValueOrDefault(row.GetGuid(0));

    private static void ReadContact(NpgsqlDataReader row, Dictionary<Guid, ContactFacts> facts) => facts.Add(row.GetGuid(0), new ContactFacts
    {
        Id = row.GetGuid(0),
        Email = row.TextOrNull(1),
        Phone = row.TextOrNull(2),
        FirstName = row.TextOrNull(3),
        LastName = row.TextOrNull(4),
        Anonymous = row.GetBoolean(5),
        CreatedAt = row.Time(6),
        LastSeenAt = row.Time(7),
        OrderCount = row.GetInt32(8),
        OrderTotal = row.GetDecimal(9),
        LastOrderAt = row.TimeOrNull(10),
    });

    private static void ReadTrait(NpgsqlDataReader row, Dictionary<Guid, ContactFacts> facts)
    {
        if (At(row, facts) is { } of) of.Traits[(row.GetString(1), row.GetString(2))] = new TraitFact(row.Time(3), row.Time(4), row.GetInt64(5));
    }

    private static void ReadEvent(NpgsqlDataReader row, Dictionary<Guid, ContactFacts> facts) =>
        At(row, facts)?.Events.Add(new EventFact(row.GetGuid(1), row.GetString(2), row.TextOrNull(3), row.Time(4), row.GetString(5)) { Loaded = row.GetBoolean(6) });

    private static void ReadConsent(NpgsqlDataReader row, Dictionary<Guid, ContactFacts> facts)
    {
        if (At(row, facts) is { } of) of.Consents[Words.Read<Channel>(row.GetString(1))] = Words.Read<ConsentStatus>(row.GetString(2));
    }

    private static void ReadFields(NpgsqlDataReader row, Dictionary<Guid, ContactFacts> facts)
    {
        if (At(row, facts) is { } of) of.FieldsJson = row.GetString(1);
    }

    private static void ReadGroup(NpgsqlDataReader row, Dictionary<Guid, ContactFacts> facts)
    {
        if (At(row, facts) is not { } of) return;
        if (row.GetString(2) == "tag") of.Tags.Add(row.GetString(3));
        else of.Lists.Add(row.GetGuid(1));
    }

    private static void ReadOrder(NpgsqlDataReader row, Dictionary<Guid, ContactFacts> facts)
    {
        var items = JsonSerializer.Deserialize(row.GetString(3), EventJson.Default.ListLineItem) ?? [];
        var order = new OrderFact(row.Time(1), row.GetDecimal(2), items) { DeliveredAt = row.TimeOrNull(4), Key = (row.GetGuid(5), row.GetString(6)) };
        At(row, facts)?.Orders.Add(order);
    }

    private static void ReadPrediction(NpgsqlDataReader row, Dictionary<Guid, ContactFacts> facts)
    {
        if (At(row, facts) is not { } of) return;
        of.Prediction = new PredictionFact(
            row.GetDecimal(1), row.GetDecimal(2), row.IsDBNull(3) ? null : row.GetDecimal(3), row.IsDBNull(4) ? null : row.GetFieldValue<DateOnly>(4));
    }

    private static void ReadRfm(NpgsqlDataReader row, Dictionary<Guid, ContactFacts> facts)
    {
        if (At(row, facts) is { } of) of.Rfm = new RfmFact(row.GetInt16(1), row.GetInt16(2), row.GetInt16(3), row.GetString(4));
    }

    private static void ReadLoyalty(NpgsqlDataReader row, Dictionary<Guid, ContactFacts> facts) =>
        At(row, facts)?.Memberships.Add(new LoyaltyFact(row.Time(1), row.TextOrNull(2), row.TextOrNull(3)));

    private static void ReadAbandonedItem(NpgsqlDataReader row, Dictionary<Guid, ContactFacts> facts) =>
        At(row, facts)?.AbandonedItems.Add(new AbandonedItemFact(row.Time(1), row.GetBoolean(2), row.TimeOrNull(3)));
}
