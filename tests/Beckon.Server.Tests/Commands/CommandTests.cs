using System.Text.Json;
using Beckon.Server.Tests.Integrations;

namespace Beckon.Server.Tests.Commands;

/// <summary>The command line, as a process, against the running server.</summary>
public sealed class CommandTests : IAsyncLifetime, IDisposable
{
    private readonly TestWorkspace _shop = new();
    private readonly DataFolder _folder = new();

    public Task InitializeAsync() => _shop.InitializeAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sends_one_event()
    {
        var run = await RunAsync("send", "viewed_product", "--email", "ada@example.com", "-p", "productId=p-7", "-p", "price=17.5", "-p", "name=Ceramic mug");

        (run.ExitCode, run.Output.Trim()).ShouldBe((0, "Beckon has 1 event on disk."), run.Error);
        var e = (await _shop.EventsAsync()).ShouldHaveSingleItem();
        var properties = JsonElement.Parse(e.Properties);
        (e.Name, properties.GetProperty("price").GetDecimal(), properties.GetProperty("name").GetString()).ShouldBe(("viewed_product", 17.5m, "Ceramic mug"));
        (await _shop.Owner.GetAnswerAsync("/api/events?warnings=true")).Expect().GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Sends_a_file_says_which_lines_were_refused_and_may_be_repeated()
    {
        var file = await WriteAsync(
            "events.ndjson",
            """
            {"event": "tasted", "email": "a@example.com", "occurredAt": "2026-03-01T09:00:00Z"}
            {"event": "tasted", "email": "nobody"}
            not JSON
            {"event": "tasted", "email": "b@example.com", "properties": {"roast": "dark"} }
            """);

        for (var round = 0; round < 2; round++)
        {
            var run = await RunAsync("send", "--file", file);
            run.ExitCode.ShouldBe(3, run.Error);
            run.Error.ShouldContain("line 2: email: ");
            run.Error.ShouldContain("line 3: This is not valid JSON.");
            run.Error.ShouldContain("Beckon has 2 events on disk; 2 records were refused.");
        }

        (await _shop.EventsAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Reads_the_standard_input_and_skips_what_was_sent_before()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 1_200).Select(n => $$"""{"event": "counted", "email": "c{{n}}@example.com", "n": {{n}} }"""));

        var run = await CommandRun.OfAsync(_shop, lines, ["send", "-f", "-", "--skip", "1190"]);

        run.ExitCode.ShouldBe(0, run.Error);
        (await _shop.EventsAsync()).Select(e => JsonElement.Parse(e.Properties).GetProperty("n").GetInt32()).ShouldBe(Enumerable.Range(1190, 10));
    }

    [Fact]
    public async Task Loads_orders_of_a_csv_as_history_with_a_line_for_each_item()
    {
        var file = await WriteAsync(
            "orders.csv",
            """"
            Order ID;Email;Total;Status;Placed at;Currency;Product ID;Product name;Price;Quantity
            5001;ada@example.com;44.00;delivered;2025-03-08T09:30:00Z;USD;p-7;"Mug, ""blue""";17.00;2
            5001;ada@example.com;44.00;delivered;2025-03-08T09:30:00Z;USD;p-8;Spoon;10.00;1
            5002;bob@example.com;12.50;CANCELLED;2025-03-09T09:30:00Z;USD;p-8;Spoon;12.50;1
            5003;bob@example.com;12.50;lost;2025-03-09T09:30:00Z;USD;p-8;Spoon;12.50;1
            """");

        var run = await RunAsync("import", "orders", file);

        run.ExitCode.ShouldBe(3, run.Error);
        run.Error.ShouldContain("line 5: The status LOST is none of INITIALIZED");
        await _shop.EventsAsync();
        var orders = (await _shop.Owner.GetAnswerAsync("/api/orders")).Expect().GetProperty("items").EnumerateArray().ToList();
        orders.Select(order => $"{Text(order, "externalId")} {Text(order, "status")} {order.GetProperty("itemCount")}").ShouldBe(["5002 CANCELLED 1", "5001 DELIVERED 2"]);
        var whole = (await _shop.Owner.GetAnswerAsync($"/api/orders/{Text(orders[1], "id")}")).Expect();
        Text(whole.GetProperty("items")[0], "name").ShouldBe("Mug, \"blue\"");
        Text(whole, "placedAt").ShouldBe("2025-03-08T09:30:00+00:00");
    }

    [Fact]
    public async Task Loads_events_of_a_csv_with_the_kinds_of_the_catalogue()
    {
        var file = await WriteAsync(
            "events.csv",
            """
            event,date,email,productId,price,sku,loyal,code
            viewed_product,2025-03-08T09:30:00Z,ada@example.com,7001,17.50,0012,true,007
            """);

        (await RunAsync("import", "events", file)).ExitCode.ShouldBe(0);

        var e = (await _shop.EventsAsync()).ShouldHaveSingleItem();
        e.OccurredAt.ShouldBe(new DateTime(2025, 3, 8, 9, 30, 0, DateTimeKind.Utc));
        var properties = JsonElement.Parse(e.Properties);
        (Text(properties, "productId"), properties.GetProperty("price").GetDecimal(), Text(properties, "sku"), properties.GetProperty("loyal").GetBoolean(), Text(properties, "code"))
            .ShouldBe(("7001", 17.50m, "0012", true, "007"));
        (await _shop.Owner.GetAnswerAsync("/api/events?warnings=true")).Expect().GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_one_beckon_exports_another_imports()
    {
        await CommandRun.OfAsync(_shop, null, ["send", "viewed_product", "--customer-id", "77", "-p", "productId=p-7"]);
        await CommandRun.OfAsync(_shop, null, ["send", "--json", """{"event":"order_completed","email":"ada@example.com","order":{"id":"5001","total":34.5,"items":[{"productId":"p-7"}]}}"""]);
        await _shop.EventsAsync();
        var (events, orders) = (Path.Combine(_folder.Path, "e.ndjson"), Path.Combine(_folder.Path, "o.ndjson"));

        (await RunAsync("export", "events", "--out", events)).Error.ShouldContain($"2 events were written to {events}.");
        (await RunAsync("export", "orders", "--out", orders)).ExitCode.ShouldBe(0);
        var other = await TestWorkspace.CreateAsync();
        (await CommandRun.OfAsync(other, "import", "events", events)).ExitCode.ShouldBe(0);
        (await CommandRun.OfAsync(other, "import", "events", events)).ExitCode.ShouldBe(0);
        (await CommandRun.OfAsync(other, "import", "orders", orders)).ExitCode.ShouldBe(0);

        (await other.EventsAsync()).Select(e => e.Name).Order(StringComparer.Ordinal).ShouldBe(["order_completed", "order_completed", "viewed_product"]);
        var order = (await other.Owner.GetAnswerAsync("/api/orders")).Expect().GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (Text(order, "externalId"), order.GetProperty("total").GetDecimal(), order.GetProperty("itemCount").GetInt32()).ShouldBe(("5001", 34.5m, 1));
        var shown = await CommandRun.OfAsync(_shop, "export", "events", "--name", "viewed_product", "--quiet");
        JsonElement.Parse(shown.Output).GetProperty("customerId").GetString().ShouldBe("77");
        shown.Error.ShouldBe("");
    }

    [Fact]
    public async Task Replays_and_waits_for_the_end()
    {
        await RunAsync("send", "tasted", "--email", "ada@example.com");
        await _shop.EventsAsync();

        var run = await RunAsync("replay", "start", "--from", "2020-01-01T00:00:00Z");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldContain("done: 1 of 1 requests, 1 events.");
        (await RunAsync("replay", "status", run.Output.Trim())).Output.ShouldStartWith("done: ");
        (await RunAsync("replay", "cancel", run.Output.Trim())).Error.ShouldContain("This replay has ended.");
    }

    [Fact]
    public async Task Says_in_sentences_what_is_wrong()
    {
        await ShouldFailAsync(1, "The API key is wrong or was revoked.", "send", "tasted", "--email", "a@example.com", "--key", "wrong");
        await ShouldFailAsync(1, "Beckon does not answer at http://127.0.0.1:1/", "send", "tasted", "--email", "a@example.com", "--url", "http://127.0.0.1:1");
        await ShouldFailAsync(1, "There is no file nowhere.csv.", "import", "orders", "nowhere.csv");
        await ShouldFailAsync(1, "Name the event", "send", "--email", "a@example.com");
        await ShouldFailAsync(1, "email: ", "send", "tasted", "--email", "nobody");
        await ShouldFailAsync(1, "'price' is no property: write name=value.", "send", "tasted", "-p", "price");
        await ShouldFailAsync(2, "See: beckon send --help", "send", "tasted", "--colour", "red");
        await ShouldFailAsync(2, "See: beckon --help", "dance");
        await ShouldFailAsync(1, "There is no option --port.", "--port", "80");
        (await CommandRun.StartAsync(["send", "tasted", "--email", "a@example.com"], null)).Error.ShouldContain("This needs an API key");
    }

    [Fact]
    public async Task Helps()
    {
        var all = await CommandRun.StartAsync(["--help"], null);
        all.ExitCode.ShouldBe(0);
        foreach (var command in new[] { "serve", "send", "import", "export", "replay" }) all.Output.ShouldContain(command);
        (await CommandRun.StartAsync(["import", "orders", "--help"], null)).Output.ShouldContain("lines of one order follow each other");
        (await CommandRun.StartAsync(["serve", "--help"], null)).Output.ShouldContain("BECKON_DATABASE");
    }

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.OfAsync(_shop, args);

    private async Task ShouldFailAsync(int code, string sentence, params string[] args)
    {
        var run = await RunAsync(args);
        run.Error.ShouldContain(sentence);
        run.ExitCode.ShouldBe(code, run.Error);
    }

    private async Task<string> WriteAsync(string name, string content)
    {
        var path = Path.Combine(_folder.Path, name);
        await File.WriteAllTextAsync(path, content);
        return path;
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
