using System.Text.Json;
using Beckon.Events.Catalogue;
using Beckon.Server.Tests.Integrations;

namespace Beckon.Server.Tests.Events;

public sealed class CatalogueTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    [Fact]
    public async Task Offers_the_catalogue_with_groups_properties_and_what_they_are_needed_for()
    {
        var types = (await shop.Owner.GetAnswerAsync("/api/events/catalogue")).Expect().EnumerateArray().ToList();

        types.Count.ShouldBe(EventCatalogue.All.Count);
        var viewed = types.Single(type => Text(type, "name") == "viewed_product");
        (Text(viewed, "group"), Text(viewed, "subject"), Text(viewed, "cart")).ShouldBe(("behaviour", "contact", "never"));
        var product = viewed.GetProperty("properties").EnumerateArray().First();
        (Text(product, "name"), Text(product, "kind"), Text(product, "neededFor")).ShouldBe(("productId", "id", "the product in messages, and browse abandonment"));
        types.Single(type => Text(type, "name") == "cart_status_updated").GetProperty("statuses").GetArrayLength().ShouldBe(12);
    }

    [Fact]
    public async Task Takes_what_does_not_fit_and_says_so_in_the_history()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await SendAsync(
            fresh,
            """
            [{"event": "viewed_product", "email": "ada@example.com", "messageId": "w-1", "properties": {"product_id": "p-7", "price": "17.00"} },
             {"event": "viewed_product", "email": "ada@example.com", "messageId": "w-2", "properties": {"productId": "p-7", "price": 17.00} }]
            """);
        // A repeat has no effect, on the counts neither.
        await SendAsync(fresh, """{"event": "viewed_product", "email": "ada@example.com", "messageId": "w-1", "properties": {"product_id": "p-7", "price": "17.00"} }""");

        var all = (await fresh.Owner.GetAnswerAsync("/api/events")).Expect().GetProperty("items");
        all.EnumerateArray().Select(e => e.GetProperty("warningCount").GetInt32()).ShouldBe([0, 2]);
        var row = (await fresh.Owner.GetAnswerAsync("/api/events?warnings=true")).Expect().GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        var e = (await fresh.Owner.GetAnswerAsync($"/api/events/{Text(row, "id")}")).Expect();
        e.GetProperty("warnings").EnumerateArray().Select(one => $"{Text(one, "kind")}: {Text(one, "sentence")}").ShouldBe(
            [
                "not_number: price is not a number: send one without quotes, such as 19.90.",
                "missing: productId is missing, and there is product_id: write it productId.",
            ]);
        var days = (await fresh.Owner.GetAnswerAsync("/api/events/warnings")).Expect().EnumerateArray().ToList();
        days.Select(day => $"{Text(day.GetProperty("source"), "kind")} {Text(day, "event")} {Text(day, "kind")} {Text(day, "property")} {day.GetProperty("count")}")
            .ShouldBe(["events_api viewed_product missing productId 1", "events_api viewed_product not_number price 1"]);
    }

    [Fact]
    public async Task Learns_the_names_and_properties_of_what_arrives()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var tasted = Enumerable.Range(0, 4).Select(n =>
            $$"""{"event": "coffee/tasted", "email": "taster{{n}}@example.com", "properties": {"roast": "dark", "grams": {{n + 250}}, "beans": {"origin": "Sidamo"} } }""");
        await SendAsync(fresh, $"[{string.Join(',', tasted)}]");

        JsonElement name = default;
        await Eventually.Async(async () =>
        {
            name = (await fresh.Owner.GetAnswerAsync("/api/events/names")).Expect().EnumerateArray().Single();
            return name.GetProperty("sources").GetArrayLength() > 0;
        });
        (Text(name, "name"), name.GetProperty("count").GetInt64(), name.GetProperty("inCatalogue").GetBoolean()).ShouldBe(("coffee/tasted", 4, false));
        var source = name.GetProperty("sources")[0];
        (Text(source.GetProperty("source"), "kind"), source.GetProperty("count").GetInt64()).ShouldBe(("events_api", 4));

        var properties = await PropertiesAsync(fresh, "coffee%2Ftasted");
        properties.Select(one => $"{Text(one, "name")} {Text(one, "shape")}").ShouldBe(["beans.origin text", "email text", "grams number", "roast text"], ignoreOrder: true);
        var roast = properties.Single(one => Text(one, "name") == "roast").GetProperty("seen");
        roast.GetProperty("examples").EnumerateArray().Select(one => one.GetString()).ShouldBe(["dark"]);
        roast.GetProperty("share").GetDouble().ShouldBe(100);
        properties.Single(one => Text(one, "name") == "email").GetProperty("seen").GetProperty("examples").GetArrayLength().ShouldBe(0);
        (await PropertiesAsync(await TestWorkspace.CreateAsync(), "coffee%2Ftasted")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Shows_what_the_catalogue_has_of_an_event_before_one_arrives()
    {
        var properties = await PropertiesAsync(shop, "price_drop");
        properties.Single(one => Text(one, "name") == "previousPrice").GetProperty("declared").GetProperty("neededFor").GetString().ShouldBe("saying how much less");
        properties.ShouldAllBe(one => one.GetProperty("seen").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task Loaded_history_is_kept_as_such()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await SendAsync(fresh, """{"event": "viewed_product", "email": "a@example.com", "backfill": true, "properties": {"productId": "p"} }""");

        (await fresh.EventsAsync()).Single().Properties.ShouldNotContain("backfill");
        (await fresh.Api.PostAnswerAsync("/api/events", """{"event": "a", "email": "a@example.com", "backfill": "perhaps"}""")).Faults.ShouldBe(["backfill"]);
    }

    [Fact]
    public async Task Asks_for_permission_and_a_sensible_number_of_days()
    {
        (await shop.Owner.GetAnswerAsync("/api/events/warnings?days=0")).Faults.ShouldBe(["days"]);
        foreach (var path in new[] { "catalogue", "names", "warnings", "a/properties" }) (await shop.Anonymous.GetAnswerAsync($"/api/events/{path}")).Expect(401);
    }

    // A schema for each, told apart by the name, and one for all others.
    [Fact]
    public async Task The_api_document_describes_each_event()
    {
        var document = (await shop.Anonymous.GetAnswerAsync("/openapi.json")).Expect();
        var schemas = document.GetProperty("components").GetProperty("schemas");

        var all = schemas.GetProperty("SentEvent").GetProperty("oneOf").EnumerateArray().Select(one => Text(one, "$ref")![21..]).ToList();
        all.Count.ShouldBe(EventCatalogue.All.Count(type => !type.IsOwn) + 1);
        var names = all[..^1].Select(one => schemas.GetProperty(one).GetProperty("allOf")[1].GetProperty("properties").GetProperty("event").GetProperty("enum")[0].GetString());
        names.ShouldBe(EventCatalogue.All.Where(type => !type.IsOwn).Select(type => type.Name));
        var viewed = schemas.GetProperty("ViewedProductEvent").GetProperty("allOf")[1];
        viewed.GetProperty("properties").GetProperty("properties").GetProperty("required").EnumerateArray().Select(one => one.GetString()).ShouldBe(["productId"]);
    }

    private static async Task SendAsync(TestWorkspace to, string body)
    {
        (await to.Api.PostAnswerAsync("/api/events", body)).Expect(202);
        await to.EventsAsync();
    }

    private static async Task<List<JsonElement>> PropertiesAsync(TestWorkspace of, string name) =>
        [.. (await of.Owner.GetAnswerAsync($"/api/events/{name}/properties")).Expect().EnumerateArray()];

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
