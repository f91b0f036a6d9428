using System.Text.Json;
using Beckon.Accounts;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Server.Tests.Integrations;
using Npgsql;

namespace Beckon.Server.Tests.Events;

/// <summary>An event that cannot be processed: seen, mended, put back, or let go.</summary>
public sealed class DeadLetterTests : IAsyncLifetime
{
    // More than a column of 18 digits holds, which no door lets through: only an older Beckon could have.
    private const decimal TooMuch = 1e17m;

    private TestWorkspace _shop = null!;
    private Guid _source;
    private int _count;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async Task InitializeAsync()
    {
        _shop = await TestWorkspace.CreateAsync();
        _source = await _shop.SourceAsync("events_api", "Till");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task It_is_set_aside_whole_with_its_reason_in_words_and_stops_nobody()
    {
        await SendAsync(Seen("ada@example.com"), Ordered("o1", TooMuch), Seen("bo@example.com"));

        var letter = (await LettersAsync()).ShouldHaveSingleItem();
        letter.GetProperty("name").GetString().ShouldBe("orderDELIVERED");
        letter.GetProperty("source").GetProperty("name").GetString().ShouldBe("Till");
        letter.GetProperty("reason").GetString().ShouldBe("A number is larger than can be kept. The database says: numeric field overflow.");
        letter.GetProperty("attempts").GetInt32().ShouldBe(1);
        (await WholeAsync(letter)).GetProperty("event").GetProperty("order").GetProperty("total").GetDecimal().ShouldBe(TooMuch);
        (await WholeAsync(letter)).GetProperty("json").GetString().ShouldNotBeNull().ShouldContain("\"total\": 100000000000000000,");
        (await _shop.EventsAsync()).Count.ShouldBe(2);
        var summary = (await _shop.Owner.GetAnswerAsync("/api/dead-letters/summary")).Expect();
        summary.GetProperty("count").GetInt64().ShouldBe(1);
        summary.GetProperty("names")[0].GetProperty("name").GetString().ShouldBe("orderDELIVERED");
    }

    [Fact]
    public async Task Mended_and_put_back_it_takes_effect_once_and_is_gone()
    {
        await SendAsync(Ordered("o1", TooMuch));
        var letter = (await LettersAsync()).ShouldHaveSingleItem();

        var edited = (await EditAsync(letter, json => json.Replace("100000000000000000", "80", StringComparison.Ordinal))).Expect();
        (edited.GetProperty("editedBy").GetString(), edited.GetProperty("event").GetProperty("order").GetProperty("total").GetDecimal())
            .ShouldBe(($"user:{_shop.OwnerEmail}", 80));
        (await ReplayAsync(letter)).Expect(202).GetProperty("replayed").GetInt64().ShouldBe(1);
        await _shop.EventsAsync();

        (await LettersAsync()).ShouldBeEmpty();
        (await ReplayAsync(letter)).Expect(404);
        var order = (await _shop.Owner.GetAnswerAsync("/api/orders")).Expect().GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        order.GetProperty("total").GetDecimal().ShouldBe(80);
        (await AuditAsync()).ShouldBe(["dead_letter.edited", "dead_letter.replayed"]);
    }

    [Fact]
    public async Task Put_back_as_it_was_it_returns_with_one_attempt_more()
    {
        await SendAsync(Ordered("o1", TooMuch));
        for (var attempt = 2; attempt <= 3; attempt++)
        {
            (await ReplayAsync((await LettersAsync()).ShouldHaveSingleItem())).Expect(202);
            await _shop.EventsAsync();
            (await LettersAsync()).ShouldHaveSingleItem().GetProperty("attempts").GetInt32().ShouldBe(attempt);
        }
        (await _shop.EventsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_are_put_back_by_name_or_some_at_a_time_and_what_fails_again_is_not_put_back_twice()
    {
        await SendAsync([.. Enumerable.Range(0, 5).Select(i => Ordered($"o{i}", TooMuch)), Named("custom", "\u0000"), Named("custom", "\u0000")]);

        var some = (await _shop.Owner.PostAnswerAsync("/api/dead-letters/replay", new { name = "orderDELIVERED", limit = 2, failedBefore = Now })).Expect(202);
        (some.GetProperty("replayed").GetInt64(), some.GetProperty("remaining").GetInt64()).ShouldBe((2, 3));
        await _shop.EventsAsync();
        var all = (await _shop.Owner.PostAnswerAsync("/api/dead-letters/replay", new { })).Expect(202);
        all.GetProperty("replayed").GetInt64().ShouldBe(7);
        await _shop.EventsAsync();

        var letters = await LettersAsync();
        letters.Select(one => one.GetProperty("attempts").GetInt32()).Order().ShouldBe([2, 2, 2, 2, 2, 3, 3]);
        var reason = Uri.EscapeDataString(letters.First(one => one.GetProperty("name").GetString() == "custom").GetProperty("reason").GetString() ?? "");
        (await LettersAsync("?reason=" + reason)).Count.ShouldBe(2);
        (await LettersAsync("?name=orderDELIVERED&limit=3")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task It_is_not_taken_for_a_repeat_of_itself_but_a_true_repeat_is()
    {
        var bad = Ordered("o1", TooMuch);
        await SendAsync(bad);
        var good = bad with { Id = Ids.New(TimeProvider.System), Order = bad.Order! with { Total = 80 } };
        await SendAsync(good);
        (await _shop.EventsAsync()).Count.ShouldBe(1, "The event that was set aside does not count as heard of.");

        var letter = (await LettersAsync()).ShouldHaveSingleItem();
        (await EditAsync(letter, json => json.Replace("100000000000000000", "90", StringComparison.Ordinal))).Expect();
        (await ReplayAsync(letter)).Expect(202);

        (await _shop.EventsAsync()).Count.ShouldBe(1);
        (await LettersAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"messageId\":\"m1\"", "\"messageId\":\"m2\"", "event.messageId")]
    [InlineData("\"name\":\"orderDELIVERED\"", "\"name\":\"\"", "event.name")]
    [InlineData("\"name\":\"orderDELIVERED\"", "\"name\":null", "event.name")]
    [InlineData("\"who\":{", "\"whom\":{", "event.whom")]
    [InlineData("\"items\":[", "\"items\":[null", "event.order.items")]
    [InlineData("\"status\":\"DELIVERED\"", "\"status\":\"LOST\"", "event.order.status")]
    [InlineData("example.com", "\\u0000", "event")]
    [InlineData("example.com", "\\ud800", "event")]
    [InlineData("\"total\":", "\"total\":1", "event.order.total")]
    [InlineData("\"backfill\":false", "\"backfill\":false,\"replayed\":true", "event.replayed")]
    public async Task A_faulty_edit_is_refused_with_the_place_of_the_fault(string old, string replacement, string path)
    {
        await SendAsync(Ordered("o1", TooMuch));
        var letter = (await LettersAsync()).ShouldHaveSingleItem();

        var answer = await EditAsync(letter, json => json.Replace(old, replacement, StringComparison.Ordinal));

        answer.Expect(400);
        answer.Faults.ShouldContain(path);
        (await WholeAsync(letter)).GetProperty("editedAt").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task An_edit_of_something_that_has_changed_meanwhile_is_refused()
    {
        await SendAsync(Ordered("o1", TooMuch));
        var path = PathOf((await LettersAsync()).ShouldHaveSingleItem());
        var first = await _shop.Owner.GetAnswerAsync(path);
        var body = new { @event = first.Body.GetProperty("event") };
        var etag = first.Headers.ETag?.ToString() ?? "";
        var once = await _shop.Owner.AskAsync(HttpMethod.Put, path, body, ("If-Match", etag));
        once.Expect(400).GetProperty("errors").GetProperty("event.order.total")[0].GetString().ShouldNotBeNull();

        var mended = first.Text.Replace("100000000000000000", "80", StringComparison.Ordinal);
        var edit = new { @event = JsonElement.Parse(mended).GetProperty("event") };
        (await _shop.Owner.AskAsync(HttpMethod.Put, path, edit, ("If-Match", etag))).Expect();
        (await _shop.Owner.AskAsync(HttpMethod.Put, path, edit, ("If-Match", etag))).Expect(412);
    }

    [Fact]
    public async Task Dismissed_it_is_gone_for_good_and_the_audit_log_knows_by_whom()
    {
        await SendAsync(Ordered("o1", TooMuch));
        var letter = (await LettersAsync()).ShouldHaveSingleItem();

        (await _shop.Owner.DeleteAnswerAsync(PathOf(letter))).Expect(204);

        (await LettersAsync()).ShouldBeEmpty();
        (await _shop.Owner.DeleteAnswerAsync(PathOf(letter))).Expect(404);
        (await AuditAsync()).ShouldBe(["dead_letter.dismissed"]);
        (await _shop.EventsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Marketing_sees_them_and_changes_nothing_and_neighbours_see_nothing()
    {
        await SendAsync(Ordered("o1", TooMuch));
        var letter = (await LettersAsync()).ShouldHaveSingleItem();
        using var marketer = await _shop.SignedInAsync(Role.Marketing);
        (await marketer.GetAnswerAsync(PathOf(letter))).Expect();
        (await marketer.PostAnswerAsync(PathOf(letter) + "/replay")).Expect(403);
        (await marketer.PostAnswerAsync("/api/dead-letters/replay", new { })).Expect(403);
        (await marketer.DeleteAnswerAsync(PathOf(letter))).Expect(403);

        var neighbour = await TestWorkspace.CreateAsync();
        (await neighbour.Owner.GetAnswerAsync(PathOf(letter))).Expect(404);
        (await neighbour.Owner.PostAnswerAsync(PathOf(letter) + "/replay")).Expect(404);
        (await neighbour.Owner.PostAnswerAsync("/api/dead-letters/replay", new { })).Expect(202).GetProperty("replayed").GetInt64().ShouldBe(0);
        (await LettersAsync()).Count.ShouldBe(1);
    }

    private Task<Answer> ReplayAsync(JsonElement letter) => _shop.Owner.PostAnswerAsync(PathOf(letter) + "/replay");

    private async Task<Answer> EditAsync(JsonElement letter, Func<string, string> change)
    {
        var json = (await WholeAsync(letter)).GetProperty("event").GetRawText();
        var edited = change(json);
        edited.ShouldNotBe(json);
        return await _shop.Owner.PutAnswerAsync(PathOf(letter), $$"""{"event": {{edited}}}""");
    }

    private async Task<JsonElement> WholeAsync(JsonElement letter) =>
        (await _shop.Owner.GetAnswerAsync(PathOf(letter))).Expect();

    private async Task<List<JsonElement>> LettersAsync(string query = "") =>
        [.. (await _shop.Owner.GetAnswerAsync("/api/dead-letters" + query)).Expect().GetProperty("items").EnumerateArray()];

    private static string PathOf(JsonElement letter) => "/api/dead-letters/" + letter.GetProperty("id").GetString();

    private async Task<List<string>> AuditAsync()
    {
        await using var command = _shop.Get<NpgsqlDataSource>().CreateCommand(
            "select action from audit_entry where workspace_id = $1 and action like 'dead_letter%' order by id");
        command.Parameters.Add(new NpgsqlParameter { Value = _shop.Id });
        await using var row = await command.ExecuteReaderAsync();
        var actions = new List<string>();
        while (await row.ReadAsync()) actions.Add(row.GetString(0));
        return actions;
    }

    private async Task SendAsync(params CanonicalEvent[] events)
    {
        await _shop.Get<Inbox>().AppendAsync(_shop.Id, events, CancellationToken.None);
        await _shop.EventsAsync();
    }

    private CanonicalEvent Seen(string email) => Event("active_on_site") with { Who = new Identifiers { Email = email } };

    private CanonicalEvent Named(string name, string text) =>
        Event(name) with { Who = new Identifiers { Email = "ada@example.com" }, Properties = RawJson.Parse($$"""{"text": {{JsonSerializer.Serialize(text)}}}""") };

    private CanonicalEvent Ordered(string id, decimal total) => Event("orderDELIVERED") with
    {
        Who = new Identifiers { Email = "ada@example.com" },
        Order = new OrderChange { ExternalId = id, Status = OrderStatus.Delivered, Total = total, Currency = "USD", PlacedAt = Now },
    };

    private CanonicalEvent Event(string name) => new()
    {
        Id = Ids.New(TimeProvider.System),
        SourceId = _source,
        MessageId = $"m{++_count}",
        Name = name,
        OccurredAt = Now,
        ReceivedAt = Now,
    };
}
