using System.Globalization;
using System.Text.Json;
using Beckon.Accounts;
using Beckon.Tests;
using Npgsql;

namespace Beckon.Server.Tests.Rfm;

public sealed class RfmTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    [Fact]
    public async Task Customers_are_scored_by_their_delivered_orders_alone()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var ids = new List<Guid>();
        for (var i = 1; i <= 10; i++)
        {
            var id = await AddAsync(fresh, $"c{i}@example.com");
            ids.Add(id);
            for (var n = 0; n < i; n++) await OrderAsync(fresh, id, $"o{i}-{n}", DaysAgo(10 * (11 - i) + n), 10 * i);
            await OrderAsync(fresh, id, $"cancelled{i}", DaysAgo(1), 10_000, "CANCELLED");
        }
        await AddAsync(fresh, "never@example.com");

        (await fresh.Owner.PostAnswerAsync("/api/rfm/compute")).Expect().GetProperty("customers").GetInt64().ShouldBe(10);

        var best = await ScoresAsync(fresh, ids[9]);
        (best.Recency, best.Frequency, best.Monetary, best.Segment).ShouldBe((5, 5, 5, "Champions"));
        var worst = await ScoresAsync(fresh, ids[0]);
        (worst.Recency, worst.Frequency, worst.Monetary, worst.Segment).ShouldBe((1, 1, 1, "Lost"));
        var view = (await fresh.Owner.GetAnswerAsync("/api/rfm")).Expect();
        view.GetProperty("cells").EnumerateArray().Sum(cell => cell.GetProperty("customers").GetInt64()).ShouldBe(10);
        view.GetProperty("segments").EnumerateArray().Sum(segment => segment.GetProperty("revenue").GetDecimal())
            .ShouldBe(Enumerable.Range(1, 10).Sum(i => 10m * i * i));
        view.GetProperty("moves").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Who_comes_back_moves_and_who_gives_everything_back_is_no_customer_any_more()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var ids = new List<Guid>();
        for (var i = 1; i <= 5; i++)
        {
            ids.Add(await AddAsync(fresh, $"c{i}@example.com"));
            for (var n = 0; n < i; n++) await OrderAsync(fresh, ids[^1], $"o{i}-{n}", DaysAgo(100 * (6 - i) + n), 10);
        }
        (await fresh.Owner.PostAnswerAsync("/api/rfm/compute")).Expect();
        (await ScoresAsync(fresh, ids[0])).Segment.ShouldBe("Lost");

        for (var n = 0; n < 9; n++) await OrderAsync(fresh, ids[0], $"again{n}", DaysAgo(0), 50);
        await RunAsync(fresh, "update shop_order set status = 'CANCELLED' where workspace_id = $1 and contact_id = $2", ids[4]);
        (await fresh.Owner.PostAnswerAsync("/api/rfm/compute")).Expect();

        (await ScoresAsync(fresh, ids[0])).Segment.ShouldBe("Champions");
        (await fresh.Owner.GetAnswerAsync($"/api/contacts/{Seed.Id("con", ids[4])}")).Expect().GetProperty("rfm").ValueKind.ShouldBe(JsonValueKind.Null);
        var moves = (await fresh.Owner.GetAnswerAsync("/api/rfm")).Expect().GetProperty("moves").EnumerateArray()
            .Select(move => (move.GetProperty("from").GetString(), move.GetProperty("to").GetString(), move.GetProperty("customers").GetInt64())).ToList();
        moves.ShouldContain(("Lost", "Champions", 1));
        moves.ShouldContain(move => move.Item2 == null && move.Item3 == 1);
        await Eventually.Async(async () => (await SegmentChangesAsync(fresh)).Contains(("Lost", "Champions")));
        var lost = (await SegmentChangesAsync(fresh)).Count(change => change.To is null);
        lost.ShouldBe(1, "who has no delivered order any more is told of once");

        await RunAsync(fresh, "update shop_order set status = 'CANCELLED' where workspace_id = $1");
        (await fresh.Owner.PostAnswerAsync("/api/rfm/compute")).Expect();
        (await fresh.Owner.GetAnswerAsync("/api/rfm")).Expect().GetProperty("computed").ValueKind.ShouldBe(JsonValueKind.Null, "nobody is a customer any more");
        (await fresh.Owner.GetAnswerAsync("/api/contacts?segment=Champions")).Expect().GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_published_table_comes_out_of_the_published_orders()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await LoadAsync(fresh);

        // Counted from the day of the publication: all orders are moved by as many days as have passed.
        var cuts = (await fresh.Owner.PostAnswerAsync("/api/rfm/compute")).Expect().GetProperty("cuts");

        Numbers(cuts.GetProperty("recencyDays")).ShouldBe([115, 181, 297.4m, 482]);
        Numbers(cuts.GetProperty("frequency")).ShouldBe([4, 5, 6, 8]);
        Numbers(cuts.GetProperty("monetary")).ShouldBe([255.8m, 382, 506.4m, 666]);
        var segments = (await fresh.Owner.GetAnswerAsync("/api/rfm")).Expect().GetProperty("segments").EnumerateArray().Select(one =>
            string.Create(CultureInfo.InvariantCulture, $"{one.GetProperty("name")},{one.GetProperty("customers")},{one.GetProperty("orders")},{one.GetProperty("revenue").GetDecimal():0},{one.GetProperty("averageOrder").GetDecimal():0.##}"));
        segments.ShouldBe(await RowsAsync("published-segments.csv"), ignoreOrder: true);
    }

    [Fact]
    public async Task Thresholds_and_windows_are_the_workspaces_to_set()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var id = await AddAsync(fresh, "ada@example.com");
        await OrderAsync(fresh, id, "old", DaysAgo(200), 900);
        await OrderAsync(fresh, id, "new", DaysAgo(5), 60);
        var settings = new
        {
            method = "thresholds",
            windowDays = 30,
            thresholds = new { recencyDays = new[] { 3, 7, 30, 90 }, frequency = new[] { 2, 3, 4, 5 }, monetary = new[] { 50, 100, 200, 400 } },
            segments = new[] { new { name = "Now and then", recency = new { from = 1, to = 5 }, frequency = new { from = 1, to = 5 }, monetary = new { from = 1, to = 5 } } },
        };
        (await fresh.Owner.PutAnswerAsync("/api/rfm/settings", settings)).Expect();
        (await fresh.Owner.PostAnswerAsync("/api/rfm/compute")).Expect();

        var scores = await ScoresAsync(fresh, id);
        (scores.Recency, scores.Frequency, scores.Monetary, scores.Segment).ShouldBe((4, 1, 2, "Now and then"));
        (await fresh.Owner.GetAnswerAsync("/api/contacts?segment=Now%20and%20then")).Expect().GetProperty("items").GetArrayLength().ShouldBe(1);
        (await fresh.Owner.GetAnswerAsync("/api/contacts?recency=4&frequency=1")).Expect().GetProperty("items").GetArrayLength().ShouldBe(1);
        (await fresh.Owner.GetAnswerAsync("/api/contacts?recency=5")).Expect().GetProperty("items").GetArrayLength().ShouldBe(0);
        (await fresh.Owner.GetAnswerAsync("/api/contacts?recency=6")).Faults.ShouldBe(["recency"]);
    }

    [Fact]
    public async Task Only_who_may_change_settings_changes_how_customers_are_scored()
    {
        var analyst = await shop.SignedInAsync(Role.MarketingAnalyst);
        var settings = (await analyst.GetAnswerAsync("/api/rfm/settings")).Expect();
        (await analyst.PutAnswerAsync("/api/rfm/settings", settings)).Expect(403);
        (await shop.Owner.PutAnswerAsync("/api/rfm/settings", new { segments = Array.Empty<object>() })).Faults.ShouldBe(["segments"]);
        (await shop.Owner.PostAnswerAsync("/api/rfm/compute")).Expect().GetProperty("customers").GetInt64().ShouldBe(0);
        (await shop.Owner.GetAnswerAsync("/api/rfm")).Expect().GetProperty("computed").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Who_was_merged_into_somebody_has_not_lost_their_orders()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var ids = new List<Guid>();
        for (var i = 1; i <= 5; i++)
        {
            ids.Add(await AddAsync(fresh, $"c{i}@example.com"));
            await OrderAsync(fresh, ids[^1], $"o{i}", DaysAgo(100 * (6 - i)), 10 * i);
        }
        (await fresh.Owner.PostAnswerAsync("/api/rfm/compute")).Expect();
        (await fresh.Owner.PostAnswerAsync($"/api/contacts/{Seed.Id("con", ids[0])}/merges", new { contactId = Seed.Id("con", ids[1]) })).Expect(204);
        (await fresh.Owner.PostAnswerAsync("/api/rfm/compute")).Expect();
        await Eventually.Async(async () => !(await fresh.Get<NpgsqlDataSource>().CreateCommand($"select exists (select from inbox where workspace_id = '{fresh.Id}')").ExecuteScalarAsync() is true));
        (await SegmentChangesAsync(fresh)).ShouldNotContain(change => change.To == null);
    }

    [Fact]
    public async Task Nobody_is_told_of_the_first_time_nor_when_the_settings_have_changed()
    {
        var fresh = await TestWorkspace.CreateAsync();
        for (var i = 1; i <= 5; i++) await OrderAsync(fresh, await AddAsync(fresh, $"c{i}@example.com"), $"o{i}", DaysAgo(100 * (6 - i)), 10 * i);
        (await fresh.Owner.PostAnswerAsync("/api/rfm/compute")).Expect();
        var all = new { from = 1, to = 5 };
        (await fresh.Owner.PutAnswerAsync("/api/rfm/settings", new { segments = new[] { new { name = "All", recency = all, frequency = all, monetary = all } } })).Expect();
        (await fresh.Owner.PostAnswerAsync("/api/rfm/compute")).Expect();
        (await fresh.Owner.PostAnswerAsync("/api/rfm/compute")).Expect();
        (await SegmentChangesAsync(fresh)).ShouldBeEmpty();
    }

    private static async Task<List<(string? From, string? To)>> SegmentChangesAsync(TestWorkspace of) =>
    [
        .. (await of.Owner.GetAnswerAsync("/api/events?name=rfm_segment_changed&properties=true")).Expect().GetProperty("items").EnumerateArray()
            .Select(one => one.GetProperty("properties"))
            .Select(said => (said.TryGetProperty("from", out var from) ? from.GetString() : null, said.TryGetProperty("to", out var to) ? to.GetString() : null)),
    ];

    private static DateTimeOffset DaysAgo(int days) => TimeProvider.System.GetUtcNow().AddDays(-days);

    private static decimal[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(one => one.GetDecimal())];

    private static Task<Guid> AddAsync(TestWorkspace to, string email) => to.ContactAsync(new(DaysAgo(400)) { Email = email });

    private static async Task OrderAsync(TestWorkspace to, Guid contact, string id, DateTimeOffset at, decimal total, string status = "DELIVERED") =>
        await RunAsync(
            to,
            """
            with placed as (
                insert into shop_order (workspace_id, id, source_id, external_id, contact_id, status, total, currency, placed_at, status_at, document, created_at, updated_at)
                values ($1, gen_random_uuid(), $1, $3, $2, $6, $5, 'USD', $4, $4, '{}', $4, $4) returning contact_id)
            update contact set order_count = order_count + 1 where workspace_id = $1 and id = $2
            """,
            contact, id, at.UtcDateTime, total, status);

    private static async Task RunAsync(TestWorkspace of, string sql, params object[] values)
    {
        await using var command = of.Get<NpgsqlDataSource>().CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = of.Id });
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<(int Recency, int Frequency, int Monetary, string? Segment)> ScoresAsync(TestWorkspace of, Guid contact)
    {
        var scores = (await of.Owner.GetAnswerAsync($"/api/contacts/{Seed.Id("con", contact)}")).Expect().GetProperty("rfm");
        return (scores.GetProperty("recency").GetInt32(), scores.GetProperty("frequency").GetInt32(), scores.GetProperty("monetary").GetInt32(), scores.GetProperty("segment").GetString());
    }

    private static async Task<string[]> RowsAsync(string file) =>
        (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "tests", "Beckon.Server.Tests", "Rfm", file)))[1..];

    private static async Task LoadAsync(TestWorkspace to)
    {
        var moved = DateOnly.FromDateTime(DaysAgo(0).UtcDateTime).DayNumber - new DateOnly(2006, 12, 31).DayNumber;
        var contacts = new Dictionary<string, Guid>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in await RowsAsync("published-orders.csv"))
        {
            var cells = line.Split(',');
            if (!contacts.TryGetValue(cells[0], out var contact)) contacts.Add(cells[0], contact = await AddAsync(to, $"p{cells[0]}@example.com"));
            var day = DateOnly.ParseExact(cells[1], "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(moved);
            await OrderAsync(to, contact, $"o{++number}", new DateTimeOffset(day, new TimeOnly(0, 0), TimeSpan.Zero), decimal.Parse(cells[2], CultureInfo.InvariantCulture));
        }
    }
}
