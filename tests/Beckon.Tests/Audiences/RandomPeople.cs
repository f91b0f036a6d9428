using System.Globalization;
using Npgsql;
using Beckon.Storage;
using Beckon.Tests.Storage;

namespace Beckon.Tests.Audiences;

/// <summary>Contacts with all that filters can ask of them, much of it at the very edges of days, months and windows.</summary>
public sealed class RandomPeople(TestDatabase database, Guid workspaceId, Random random, DateTimeOffset now, TimeZoneInfo zone)
{
    public static readonly Guid List = new("00000000-0000-7000-8000-0000000000aa");
    private static readonly Guid Tag = new("00000000-0000-7000-8000-0000000000bb");
    private static readonly Guid Shop = new("00000000-0000-7000-8000-000000000001");

    public async Task<Guid[]> MakeAsync(int many)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await RunAsync(connection, "insert into workspace (id, uid, name, time_zone, currency, country, created_at) values ($1, $2, 'Shop', $3, 'USD', 'US', now())", (long)random.Next(), zone.Id);
        await RunAsync(connection, "insert into contact_group (workspace_id, id, kind, name, created_at) values ($1, $2, 'list', 'A list', now()), ($1, $3, 'tag', 'Vip', now())", List, Tag);
        foreach (var product in new[] { ("p1", true, now.AddDays(-1)), ("p2", false, now), ("p3", true, now.AddDays(-40)) })
        {
            await RunAsync(
                connection,
                """
                insert into product (workspace_id, id, source_id, external_id, state, in_stock, announced, created_at, updated_at, restocked_at)
                values ($1, gen_random_uuid(), $2, $3, 'sold', $4, true, now(), now(), $5)
                """,
                Shop, product.Item1, product.Item2, product.Item3.UtcDateTime);
        }
        var ids = new List<Guid>();
        for (var i = 0; i < many; i++) ids.Add(await AddAsync(connection, i));
        // Traits are what the pipeline makes of the same events.
        await RunAsync(
            connection,
            """
            insert into trait (workspace_id, contact_id, name, status, first_at, last_at, count)
            select $1, contact_id, name, s, min(occurred_at), max(occurred_at), count(*)
            from event e cross join lateral (select distinct unnest(array['', coalesce(e.status, '')]) as s) k
            where e.workspace_id = $1 group by contact_id, name, s
            """);
        await RunAsync(
            connection,
            """
            update contact c set order_count = o.count, order_total = o.total, last_order_at = o.last
            from (select contact_id, count(*) as count, sum(total) as total, max(placed_at) as last from shop_order where workspace_id = $1 and status = 'DELIVERED' group by 1) o
            where c.workspace_id = $1 and c.id = o.contact_id
            """);
        return [.. ids];
    }

    private async Task<Guid> AddAsync(NpgsqlConnection connection, int number)
    {
        var id = Guid.CreateVersion7(now.AddDays(-50).AddMinutes(number));
        var (email, phone) = (random.Next(3) > 0 ? $"a{number}@x.io" : null, random.Next(3) > 0 ? $"+1555000{number}" : null);
        await RunAsync(
            connection,
            """
            insert into contact (workspace_id, id, anonymous, email, phone, first_name, last_name, created_at, last_seen_at, merged_into)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            id, email is null && phone is null, email, phone, One("Ada", "ADA", "Äda", "a%a", null), One("Li", null), At(), At(), random.Next(15) == 0 ? Guid.CreateVersion7() : null);
        foreach (var channel in new[] { "email", "sms", "push" })
        {
            if (random.Next(2) == 0)
                await RunAsync(connection, "insert into consent (workspace_id, contact_id, channel, status, changed_at) values ($1, $2, $3, $4, now())", id, channel, One("subscribed", "subscribed", "unsubscribed", "pending", "never"));
        }
        if (email is not null && random.Next(5) == 0)
            await RunAsync(connection, "insert into suppression (workspace_id, channel, address, reason, at) values ($1, 'email', $2, 'bounced', now())", email);
        if (random.Next(2) == 0) await RunAsync(connection, "insert into contact_group_member (workspace_id, group_id, contact_id, added_at) values ($1, $2, $3, now())", One(List, Tag), id);
        if (random.Next(4) > 0) await RunAsync(connection, "insert into contact_value (workspace_id, contact_id, fields) values ($1, $2, $3::text::jsonb)", id, Fields());
        if (random.Next(2) == 0)
        {
            await RunAsync(
                connection,
                """
                insert into rfm_score (workspace_id, contact_id, recency, frequency, monetary, segment, orders, revenue, last_order_at, since)
                values ($1, $2, $3, 2, $4, $5, 1, 1, now(), now())
                """,
                id, (short)random.Next(1, 6), (short)random.Next(1, 6), One("Champions", "Lost", "Others"));
        }
        if (random.Next(2) == 0) await PredictAsync(connection, id);
        if (random.Next(3) == 0)
            await RunAsync(connection, "insert into loyalty_member (workspace_id, joined_as, contact_id, joined_at, source_id, store_id, store_name, updated_at) values ($1, $2, $2, $3, $4, $5, $6, now())", id, At(), Shop, One("S1", "s2", null), One("Pearl Street", null));
        for (var n = random.Next(5); n > 0; n--) await EventAsync(connection, id);
        for (var n = random.Next(3); n > 0; n--) await OrderAsync(connection, id);
        if (random.Next(3) == 0) await CartAsync(connection, id);
        return id;
    }

    private Task PredictAsync(NpgsqlConnection connection, Guid contact)
    {
        var next = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime).AddDays(One(0, 1, 2, 3, 7, 31, 90));
        return RunAsync(
            connection,
            "insert into prediction (workspace_id, contact_id, expected_orders, probability_active, lifetime_value, next_order_on) values ($1, $2, $3, $4, $5, $6)",
            contact, One(0m, 1, 2, 10.5m), One(0m, 0.333m, 1), One<object>(5m, 10.5m, DBNull.Value), random.Next(2) == 0 ? next : DBNull.Value);
    }

    private Task EventAsync(NpgsqlConnection connection, Guid contact)
    {
        var at = At();
        // A few were told of late, and some by a clock that is ahead of ours.
        var received = new DateTimeOffset(at) + TimeSpan.FromHours(random.Next(-3, 60));
        return RunAsync(
            connection,
            """
            insert into event (workspace_id, id, contact_id, source_id, name, status, occurred_at, received_at, message_id, properties)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::jsonb)
            """,
            Guid.CreateVersion7(received), contact, Shop, One("viewed_product", "cart_abandoned", "cart_status_updated"), One("pending", "finished", null), at, received.UtcDateTime,
            random.Next().ToString(CultureInfo.InvariantCulture), Properties());
    }

    private Task OrderAsync(NpgsqlConnection connection, Guid contact)
    {
        var items = string.Join(',', Enumerable.Range(0, random.Next(3)).Select(_ =>
            $$"""{"productId":"{{One("p1", "p2", "p3")}}","brand":{{One("\"Kiln\"", "\"kiln\"", "null")}},"category":"Kitchen","price":{{One("10.5", "3", "0.1")}},"quantity":{{One("1", "2", "0.5")}}}"""));
        return RunAsync(
            connection,
            """
            insert into shop_order (workspace_id, id, source_id, external_id, contact_id, status, total, currency, placed_at, status_at, items, document, created_at, updated_at)
            values ($1, gen_random_uuid(), $2, gen_random_uuid()::text, $3, $4, $5, 'USD', $6, $6, $7::text::jsonb, '{}', now(), now())
            """,
            Shop, contact, One("DELIVERED", "DELIVERED", "CANCELLED"), One(1m, 2, 5, 10.5m, 100), At(), $"[{items}]");
    }

    private Task CartAsync(NpgsqlConnection connection, Guid contact) => RunAsync(
        connection,
        """
        insert into cart (workspace_id, id, source_id, external_id, contact_id, status, items, created_at, changed_at, abandoned_at)
        values ($1, gen_random_uuid(), $2, gen_random_uuid()::text, $3, $4, $5::text::jsonb, now(), now(), $6)
        """,
        Shop, contact, One("abandoned", "abandoned", "converted"), $$"""[{"productId":"{{One("p1", "p2", "p3", "p9")}}"}]""", At());

    private string Fields()
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime).AddDays(One(-3, -1, 0, 1, 2, 30)).AddYears(One(0, -30, -1));
        var birthday = random.Next(6) == 0 ? "2000-02-29" : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var visit = new DateTimeOffset(At()).AddDays(random.Next(0, 8)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $$"""{"birthday":"{{birthday}}","next_visit":"{{visit}}","size":{{One("1", "10.5", "-1", "100", "3.00")}},"newsletter":{{One("true", "false", "null")}},"colour":{{One("\"Red\"", "\"grün\"", "null")}}}""";
    }

    private string Properties()
    {
        var visit = now.AddDays(random.Next(-4, 5)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $$"""
            {"price":{{One("5", "10.50", "\"10.5\"", "\"many\"", "null", "1e30", "-1")}},"brand":{{One("\"Kiln\"", "5", "true", "null", "[\"KILN\",\"x\"]")}},"flag":{{One("true", "false", "\"true\"", "null")}},
             "visit":{{One($"\"{visit}\"", $"\"{visit}T10:00\"", "\"2026-13-45\"", "7")}},"cart":{"total":{{One("3", "100", "\"2\"")}}},"text":"5\n",
             "a \"b\\":"Kiln","items":{{One("[{\"brand\":\"Kiln\",\"quantity\":2},{\"brand\":\"k\",\"quantity\":1}]", "{\"brand\":\"kiln\",\"quantity\":3}", "[[{\"brand\":\"Kiln\"}]]", "[\"Kiln\"]", "[{\"deep\":[{\"x\":\"kiln\"}]}]")}}}
            """;
    }

    // At an edge of a day, an hour or a window, or a microsecond beside it.
    private DateTime At()
    {
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        var edge = random.Next(3) switch
        {
            0 => now.AddMinutes(-One(0, 1, 30, 60, 90, 24 * 60, 25 * 60)),
            1 => now.AddMinutes(-random.Next(0, 60 * 24 * 45)),
            _ => Midnight(random.Next(2) == 0 ? today.AddDays(-random.Next(0, 40)) : today.AddMonths(-random.Next(0, 4))),
        };
        var at = edge.AddTicks(10 * One(-1, 0, 0, 1));
        return (at > now ? now : at).UtcDateTime;
    }

    private DateTimeOffset Midnight(DateTime day)
    {
        while (zone.IsInvalidTime(day)) day = day.AddMinutes(15);
        return new DateTimeOffset(day, zone.GetUtcOffset(day));
    }

    private async Task RunAsync(NpgsqlConnection connection, string sql, params object?[] values)
    {
        await using var command = connection.Command(sql).With(workspaceId);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        await command.ExecuteNonQueryAsync();
    }

    private T One<T>(params T[] of) => of[random.Next(of.Length)];
}
