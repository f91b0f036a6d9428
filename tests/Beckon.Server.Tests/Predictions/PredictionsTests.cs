using System.Globalization;
using System.Text.Json;
using Beckon.Accounts;
using Beckon.Tests;
using Npgsql;

namespace Beckon.Server.Tests.Predictions;

public sealed class PredictionsTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    private static readonly DateOnly PublishedEnd = new(1997, 9, 30);

    [Fact]
    public async Task The_published_parameters_come_out_of_the_published_purchases_as_orders()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var customers = await LoadAsync(fresh);

        (await fresh.Owner.PostAnswerAsync("/api/predictions/compute")).Expect().GetProperty("customers").GetInt32().ShouldBe(2_357);

        var view = (await fresh.Owner.GetAnswerAsync("/api/predictions")).Expect();
        view.GetProperty("refusal").ValueKind.ShouldBe(JsonValueKind.Null);
        var outcome = view.GetProperty("outcome");
        var purchases = outcome.GetProperty("purchases");
        purchases.GetProperty("r").GetDouble().ShouldBe(0.2426, 0.0001);
        purchases.GetProperty("alpha").GetDouble().ShouldBe(4.4136, 0.0005);
        purchases.GetProperty("a").GetDouble().ShouldBe(0.7929, 0.0002);
        purchases.GetProperty("b").GetDouble().ShouldBe(2.4259, 0.0005);
        outcome.GetProperty("spend").GetProperty("q").GetDouble().ShouldBe(3.74, 0.01);
        outcome.GetProperty("byProbability").EnumerateArray().Sum(step => step.GetProperty("customers").GetInt32()).ShouldBe(2_357);
        var test = outcome.GetProperty("test");
        test.GetProperty("days").GetInt32().ShouldBe(90);
        var (predicted, actual) = (test.GetProperty("predicted").GetDouble(), test.GetProperty("actual").GetDouble());
        predicted.ShouldBe(actual, actual / 4, "a model that is right about its past is right about the quarter after it, give or take");
        view.GetProperty("top").GetArrayLength().ShouldBe(10);

        await OfTheFirstCustomerAsync(fresh, customers["1"]);
    }

    // Bought on three days, the last of them 59 days ago.
    private static async Task OfTheFirstCustomerAsync(TestWorkspace fresh, Guid id)
    {
        var first = (await fresh.Owner.GetAnswerAsync($"/api/contacts/{Seed.Id("con", id)}")).Expect().GetProperty("prediction");
        first.GetProperty("horizonDays").GetInt32().ShouldBe(365);
        first.GetProperty("probabilityActive").GetDouble().ShouldBe(0.726, 0.01);
        first.GetProperty("expectedOrders").GetDouble().ShouldBe(1.56, 0.1);
        first.GetProperty("lifetimeValue").GetDecimal().ShouldBeGreaterThan(20);
        first.GetProperty("nextOrderOn").GetString().ShouldNotBeNull();
        var filter = new { type = "prediction", measure = "probability_active", @is = new { op = "between", value = 0.7, to = 0.75 } };
        var explained = (await fresh.Owner.PostAnswerAsync("/api/audiences/explain", new { filter, contact = Seed.Id("con", id) })).Expect();
        explained.GetRawText().ShouldContain("0.7");
        explained.GetProperty("member").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task An_audience_follows_what_was_predicted_last()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var customers = await LoadAsync(fresh);
        var filter = new { type = "prediction", measure = "probability_active", @is = new { op = "at_least", value = 0.9 } };
        var audience = (await fresh.Owner.PostAnswerAsync("/api/audiences", new { name = "Still here", filter })).Expect(201).GetProperty("id").GetString();
        await Eventually.Async(async () => (await AudienceAsync(fresh, audience)).GetProperty("building").ValueKind == JsonValueKind.Null);
        (await AudienceAsync(fresh, audience)).GetProperty("members").GetInt32().ShouldBe(0, "nothing is predicted yet");

        (await fresh.Owner.PostAnswerAsync("/api/predictions/compute")).Expect();

        await Eventually.Async(async () => (await AudienceAsync(fresh, audience)).GetProperty("members").GetInt32() > 1_400);
        var members = (await fresh.Owner.GetAnswerAsync($"/api/contacts/count?audience={audience}")).Expect().GetProperty("count").GetInt32();
        members.ShouldBe((await fresh.Owner.PostAnswerAsync("/api/audiences/preview", new { filter })).Expect().GetProperty("members").GetInt32());
        customers.Count.ShouldBeGreaterThan(members);
    }

    [Fact]
    public async Task Too_little_history_is_refused_with_what_is_missing()
    {
        var fresh = await TestWorkspace.CreateAsync();
        for (var i = 1; i <= 3; i++) await OrderAsync(fresh, await AddAsync(fresh, i), [(DaysAgo(10 * i), 20m), (DaysAgo(1), 30m)]);

        (await fresh.Owner.PostAnswerAsync("/api/predictions/compute")).Expect().GetProperty("customers").GetInt32().ShouldBe(0);

        var view = (await fresh.Owner.GetAnswerAsync("/api/predictions")).Expect();
        var refusal = view.GetProperty("refusal").GetString();
        refusal.ShouldNotBeNull().ShouldContain("200 customers");
        refusal.ShouldContain("So far it is 3 customers, 3 of whom came back, over 30 days.");
        view.GetProperty("outcome").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Orders_that_were_taken_back_take_the_predictions_with_them()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var customers = await LoadAsync(fresh);
        (await fresh.Owner.PostAnswerAsync("/api/predictions/compute")).Expect();
        await RunAsync(fresh, "update shop_order set status = 'CANCELLED' where workspace_id = $1 and contact_id = $2", customers["1"]);
        (await fresh.Owner.PostAnswerAsync("/api/predictions/compute")).Expect().GetProperty("customers").GetInt32().ShouldBe(2_356);
        (await fresh.Owner.GetAnswerAsync($"/api/contacts/{Seed.Id("con", customers["1"])}")).Expect().GetProperty("prediction").ValueKind.ShouldBe(JsonValueKind.Null);

        await RunAsync(fresh, "update shop_order set status = 'CANCELLED' where workspace_id = $1");
        (await fresh.Owner.PostAnswerAsync("/api/predictions/compute")).Expect();
        (await fresh.Owner.GetAnswerAsync($"/api/contacts/{Seed.Id("con", customers["2"])}")).Expect().GetProperty("prediction").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task How_far_it_looks_is_the_workspaces_to_set()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await LoadAsync(fresh);
        (await fresh.Owner.PostAnswerAsync("/api/predictions/compute")).Expect();
        var year = await SumsAsync(fresh);

        (await fresh.Owner.PutAnswerAsync("/api/predictions/settings", new { horizonDays = 90, discountPercent = 10 })).Expect();
        (await fresh.Owner.PostAnswerAsync("/api/predictions/compute")).Expect();
        var quarter = await SumsAsync(fresh);
        quarter.Orders.ShouldBeInRange(year.Orders / 4, year.Orders / 2);

        (await fresh.Owner.PutAnswerAsync("/api/predictions/settings", new { horizonDays = 90, discountPercent = 0 })).Expect();
        (await fresh.Owner.PostAnswerAsync("/api/predictions/compute")).Expect();
        var undiscounted = await SumsAsync(fresh);
        undiscounted.Orders.ShouldBe(quarter.Orders);
        undiscounted.Value.ShouldBeInRange(quarter.Value * 1.005m, quarter.Value * 1.02m);
    }

    [Fact]
    public async Task Only_who_may_change_settings_says_how_far_it_looks()
    {
        var analyst = await shop.SignedInAsync(Role.MarketingAnalyst);
        var settings = (await analyst.GetAnswerAsync("/api/predictions/settings")).Expect();
        settings.GetProperty("horizonDays").GetInt32().ShouldBe(365);
        (await analyst.PutAnswerAsync("/api/predictions/settings", settings)).Expect(403);
        (await shop.Owner.PutAnswerAsync("/api/predictions/settings", new { horizonDays = 7, discountPercent = 101 })).Faults.ShouldBe(["horizonDays", "discountPercent"]);
        (await shop.Owner.GetAnswerAsync("/api/predictions")).Expect().GetProperty("top").GetArrayLength().ShouldBe(0);
        var filter = new { type = "prediction", measure = "next_order", @is = new { op = "at_least", value = 1 } };
        (await shop.Owner.PostAnswerAsync("/api/audiences/preview", new { filter })).Faults.ShouldBe(["filter.time", "filter.is"], ignoreOrder: true);
    }

    private static async Task<JsonElement> AudienceAsync(TestWorkspace of, string? id) => (await of.Owner.GetAnswerAsync($"/api/audiences/{id}")).Expect();

    private static async Task<(decimal Orders, decimal Value)> SumsAsync(TestWorkspace of)
    {
        var outcome = (await of.Owner.GetAnswerAsync("/api/predictions")).Expect().GetProperty("outcome");
        return (outcome.GetProperty("expectedOrders").GetDecimal(), outcome.GetProperty("lifetimeValue").GetDecimal());
    }

    private static DateTimeOffset DaysAgo(int days) => TimeProvider.System.GetUtcNow().AddDays(-days);

    private static Task<Guid> AddAsync(TestWorkspace to, int number) => to.ContactAsync(new(DaysAgo(400)) { Email = $"c{number}@example.com" });

    private static Task OrderAsync(TestWorkspace to, Guid contact, IReadOnlyList<(DateTimeOffset At, decimal Total)> orders) =>
        LoadAsync(to, [.. orders.Select(order => (contact, order.At, order.Total))]);

    // The published customers until the end of September 1997, which is made today.
    private static async Task<Dictionary<string, Guid>> LoadAsync(TestWorkspace to)
    {
        var moved = DateOnly.FromDateTime(DaysAgo(0).UtcDateTime).DayNumber - PublishedEnd.DayNumber;
        var contacts = new Dictionary<string, Guid>(StringComparer.Ordinal);
        var orders = new List<(Guid, DateTimeOffset, decimal)>();
        foreach (var line in (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "tests", "Beckon.Tests", "Predictions", "cdnow-purchases.csv")))[1..])
        {
            var cells = line.Split(',');
            var day = DateOnly.ParseExact(cells[1], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (day > PublishedEnd) continue;
            if (!contacts.TryGetValue(cells[0], out var contact)) contacts.Add(cells[0], contact = new Guid(contacts.Count + 1, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1));
            orders.Add((contact, new DateTimeOffset(day.AddDays(moved), new TimeOnly(0, 0), TimeSpan.Zero), decimal.Parse(cells[2], CultureInfo.InvariantCulture)));
        }
        await RunAsync(
            to,
            """
            insert into contact (workspace_id, id, anonymous, email, created_at, last_seen_at)
            select $1, id, false, 'p' || row_number() over () || '@example.com', now(), now() from unnest($2) id
            """,
            contacts.Values.ToArray());
        await LoadAsync(to, orders);
        return contacts;
    }

    private static Task LoadAsync(TestWorkspace to, IReadOnlyList<(Guid Contact, DateTimeOffset At, decimal Total)> orders) => RunAsync(
        to,
        """
        insert into shop_order (workspace_id, id, source_id, external_id, contact_id, status, total, currency, placed_at, status_at, document, created_at, updated_at)
        select $1, gen_random_uuid(), $1, gen_random_uuid()::text, o.contact, 'DELIVERED', o.total, 'USD', o.at, o.at, '{}', o.at, o.at
        from unnest($2, $3, $4) o(contact, at, total)
        """,
        orders.Select(order => order.Contact).ToArray(), orders.Select(order => order.At.UtcDateTime).ToArray(), orders.Select(order => order.Total).ToArray());

    private static async Task RunAsync(TestWorkspace of, string sql, params object[] values)
    {
        await using var command = of.Get<NpgsqlDataSource>().CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = of.Id });
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
