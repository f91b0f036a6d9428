namespace Beckon.Server.Tests.Orders;

public sealed class FavouriteTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Says_what_a_contact_buys_most_of_what_was_delivered()
    {
        var shop = await TestWorkspace.CreateAsync();
        var ada = await shop.ContactAsync(new(Noon) { Email = "ada@example.com" });
        await shop.OrderAsync(new("O1", ada, Noon) { Items = """[{"productId":"p1","name":"Cone","brand":"Kiln","category":"Brewing","quantity":2},{"productId":"p2","quantity":1}]""" });
        await shop.OrderAsync(new("O2", ada, Noon) { Items = """[{"productId":"p1","name":"Cone","brand":"Kiln","category":"Brewing","quantity":1}]""" });
        await shop.OrderAsync(new("O3", ada, Noon) { Status = "CANCELLED", Items = """[{"productId":"p9","name":"Never","brand":"Never","quantity":99}]""" });

        var favourites = (await shop.Owner.GetAnswerAsync($"/api/contacts/{Seed.Id("con", ada)}/favourites")).Expect();

        favourites.GetProperty("products").EnumerateArray().Select(one => (one.GetProperty("name").GetString(), one.GetProperty("pieces").GetDecimal(), one.GetProperty("orders").GetInt32()))
            .ShouldBe([("Cone", 3m, 2), ("p2", 1m, 1)]);
        favourites.GetProperty("brands").EnumerateArray().Select(one => one.GetProperty("name").GetString()).ShouldBe(["Kiln"]);
        favourites.GetProperty("categories").EnumerateArray().Select(one => one.GetProperty("name").GetString()).ShouldBe(["Brewing"]);
        (await shop.Owner.GetAnswerAsync("/api/contacts/con_nope/favourites")).Expect(404);
    }
}
