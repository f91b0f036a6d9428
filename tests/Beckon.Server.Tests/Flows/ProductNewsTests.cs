using System.Text.Json;
using Beckon.Flows.Products;
using Npgsql;

namespace Beckon.Server.Tests.Flows;

/// <summary>Who wanted a product is told that it costs less; the draft knows beforehand who that would be.</summary>
public sealed class ProductNewsTests
{
    [Fact]
    public async Task A_price_drop_is_told_to_who_looked_at_it_and_a_simulation_says_so_too()
    {
        var shop = await TestWorkspace.CreateAsync();
        await TellAsync(shop, new { @event = "viewed_product", email = "ada@example.com", properties = new { productId = "mug", name = "Mug" } });
        await TellAsync(shop, new { @event = "viewed_product", email = "bo@example.com", properties = new { productId = "pot", name = "Pot" } });
        await TellAsync(shop, Cheaper("mug", 18m));
        var flow = (await shop.Owner.PostAnswerAsync("/api/flows", new { recipe = "price_drop" })).Expect(201);
        flow.GetProperty("trigger").GetString().ShouldBe("has looked at or put into a cart a product within 30 days before it becomes cheaper by 10 % or more");
        var id = flow.GetProperty("id").GetString();

        var simulated = await SimulatedAsync(shop, id);
        (simulated.GetProperty("people").GetInt32(), simulated.GetProperty("cameIn").GetInt32(), simulated.GetProperty("messages").GetInt32()).ShouldBe((1, 1, 1));

        (await shop.Owner.PostAnswerAsync($"/api/flows/{id}/publish", new { })).Expect();
        await TellAsync(shop, Cheaper("mug", 18.50m));
        await TellAsync(shop, Cheaper("mug", 12m));
        // Twice a minute it is told by itself.
        await shop.Get<ProductNewsTeller>().TellAsync(shop.Id, CancellationToken.None);
        await Eventually.Async(async () => (await shop.Owner.GetAnswerAsync("/api/test-inbox")).Expect().GetProperty("items").GetArrayLength() == 1);
        var mail = (await shop.Owner.GetAnswerAsync("/api/test-inbox")).Expect().GetProperty("items")[0];
        (mail.GetProperty("to").GetString(), mail.GetProperty("subject").GetString()).ShouldBe(("ada@example.com", "Mug costs less now"));
        var html = (await shop.Owner.GetAnswerAsync($"/api/test-inbox/{mail.GetProperty("id").GetString()}")).Expect().GetProperty("html").GetString().ShouldNotBeNull();
        html.ShouldContain("$20.00</div>$12.00");
        html.ShouldContain("https://shop.example/mug.jpg");
    }

    [Fact]
    public async Task What_is_not_said_or_not_about_a_product_keeps_it_from_going_live()
    {
        var shop = await TestWorkspace.CreateAsync();
        string[] FaultsOf(JsonElement checkedFlow) => [.. checkedFlow.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("path").GetString()!).Where(path => path.StartsWith("trigger", StringComparison.Ordinal))];
        async Task<string[]> CheckAsync(object trigger) => FaultsOf((await shop.Owner.PostAnswerAsync("/api/flows/check", new { trigger, steps = Array.Empty<object>() })).Expect());

        (await CheckAsync(new { type = "product", on = new { @event = "back_in_stock" } })).ShouldBeEmpty();
        (await CheckAsync(new { type = "product", on = new { @event = "back_in_stock" }, within = (object?)null })).ShouldBeEmpty("as where it is left out");
        (await CheckAsync(new { type = "product", on = new { @event = "viewed_product" } })).ShouldBe(["trigger.on.event"]);
        (await CheckAsync(new { type = "product", on = new { @event = "back_in_stock" }, interest = Array.Empty<string>(), within = new { amount = 0, unit = "days" }, cheaperByPercent = 10 }))
            .ShouldBe(["trigger.interest", "trigger.within", "trigger.cheaperByPercent"], ignoreOrder: true);
        (await CheckAsync(new { type = "product", on = new { @event = "price_drop" }, cheaperByPercent = 100 })).ShouldBe(["trigger.cheaperByPercent"]);
    }

    private static object Cheaper(string product, decimal price) => new
    {
        @event = "price_drop",
        properties = new { productId = product, name = "Mug", price, previousPrice = 20m, currency = "USD", url = $"https://shop.example/{product}", imageUrl = $"https://shop.example/{product}.jpg" },
    };

    private static async Task<JsonElement> SimulatedAsync(TestWorkspace shop, string? flow)
    {
        var begun = (await shop.Owner.PostAnswerAsync($"/api/flows/{flow}/simulations", new { days = 1 })).Expect(202).GetProperty("id").GetString();
        JsonElement simulation = default;
        await Eventually.Async(async () =>
        {
            simulation = (await shop.Owner.GetAnswerAsync($"/api/flows/{flow}/simulations/{begun}")).Expect();
            return simulation.GetProperty("status").GetString() == "done";
        });
        return simulation.GetProperty("result");
    }

    private static async Task TellAsync(TestWorkspace shop, object e)
    {
        (await shop.Api.PostAnswerAsync("/api/events", e)).Expect(202);
        await Eventually.Async(async () =>
            !(await shop.Get<NpgsqlDataSource>().CreateCommand($"select exists (select from inbox where workspace_id = '{shop.Id}')").ExecuteScalarAsync() is true));
    }
}
