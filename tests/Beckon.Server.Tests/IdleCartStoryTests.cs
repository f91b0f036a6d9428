using System.Text.Json;

namespace Beckon.Server.Tests;

/// <summary>A shop whose platform does not say when a cart was left: Beckon counts the minutes. Nearly all of them have passed when the news comes.</summary>
public sealed class IdleCartStoryTests
{
    private const string Ada = "ada@example.com";
    private const string Site = "https://shop.example";

    [Fact]
    public async Task A_cart_in_a_browser_that_is_left_alone_brings_a_reminder_to_who_is_known_to_the_shop()
    {
        var shop = await CartShop.OpenAsync("browser");
        var key = await KeyAsync(shop);
        await SettleAsync(shop, "1");
        (await shop.Workspace.Api.PostAnswerAsync("/api/events", new { @event = "customer_created", email = Ada, firstName = "Ada" })).Expect(202);
        await BrowseAsync(shop, key, "customer_updated", 50, new { email = Ada });
        await BrowseAsync(shop, key, "added_to_cart", 58);

        var mail = await shop.MailAsync(Ada);

        mail.GetProperty("html").GetString().ShouldNotBeNull().ShouldContain("Oat &amp; honey bar");
        mail.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("target").GetString()).ShouldContain("https://shop.example/cart?id=c1");
        var told = (await shop.Workspace.Owner.GetAnswerAsync("/api/events?name=cart_abandoned")).Expect().GetProperty("items")[0].GetProperty("id").GetString();
        var detail = (await shop.Workspace.Owner.GetAnswerAsync("/api/events/" + told)).Expect();
        detail.GetProperty("properties").GetProperty("derivedBy").GetString().ShouldBe("beckon");
        detail.GetProperty("received").GetProperty("body").GetString().ShouldNotBeNull().ShouldContain("\"cartId\":\"c1\"");
    }

    [Fact]
    public async Task Who_only_claimed_an_address_gets_nothing()
    {
        var shop = await CartShop.OpenAsync("browser");
        var key = await KeyAsync(shop);
        await SettleAsync(shop, "1");
        await BrowseAsync(shop, key, "added_to_cart", 58, new { email = Ada });
        (await shop.SettledAsync(1)).ShouldHaveSingleItem().ShouldNotBe("sent");
        (await shop.MailsAsync(Ada)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Its_time_is_set_with_the_source_and_is_an_hour_until_then()
    {
        var workspace = await TestWorkspace.CreateAsync();
        var source = (await workspace.Owner.PostAnswerAsync("/api/sources", new { kind = "browser" })).Expect(201).GetProperty("source");
        source.GetProperty("settings").GetProperty("abandonAfterMinutes").GetString().ShouldBe("60");
        var path = "/api/sources/" + source.GetProperty("id").GetString();
        foreach (var minutes in new[] { "0", "-5", "soon", "10081" })
        {
            (await workspace.Owner.PatchAnswerAsync(path, new { settings = new { abandonAfterMinutes = minutes } })).Expect(400)
                .GetProperty("errors").EnumerateObject().Single().Name.ShouldBe("settings.abandonAfterMinutes");
        }
        (await workspace.Owner.PatchAnswerAsync(path, new { settings = new { abandonAfterMinutes = "" } })).Expect()
            .GetProperty("settings").TryGetProperty("abandonAfterMinutes", out _).ShouldBeFalse();
    }

    // What Beckon itself told is part of what is built anew.
    [Fact]
    public async Task A_workspace_built_anew_from_payloads_has_the_abandonment_too()
    {
        var shop = await CartShop.OpenAsync("browser");
        var key = await KeyAsync(shop);
        await SettleAsync(shop, "1");
        await BrowseAsync(shop, key, "added_to_cart", 59);
        await shop.HappenedAsync("cart_abandoned");
        await Eventually.Async(async () => (await WorkspaceState.OfAsync(shop.Workspace.Server, shop.Workspace.Id)).Exists(row => row.Contains("(cart,", StringComparison.Ordinal) && row.Contains(",abandoned,", StringComparison.Ordinal)));
        var before = await WorkspaceState.OfAsync(shop.Workspace.Server, shop.Workspace.Id);

        var fresh = await shop.Workspace.ReplayAsync("new_workspace");

        (await WorkspaceState.OfAsync(shop.Workspace.Server, fresh.Into)).ShouldBe(before);
    }

    private static async Task<string> KeyAsync(CartShop shop) =>
        (await shop.Workspace.Owner.PostAnswerAsync("/api/browser-keys", new { name = "Shop", origins = new[] { Site } })).Expect(201).GetProperty("key").GetString() ?? "";

    private static async Task SettleAsync(CartShop shop, string minutes)
    {
        var id = await shop.OneAsync("/api/sources", "id");
        (await shop.Workspace.Owner.PatchAnswerAsync("/api/sources/" + id, new { settings = new { abandonAfterMinutes = minutes } })).Expect();
    }

    private static async Task BrowseAsync(CartShop shop, string key, string name, int secondsAgo, object? who = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var e = new Dictionary<string, object?>
        {
            ["event"] = name,
            ["messageId"] = Guid.CreateVersion7(now),
            ["at"] = now.AddSeconds(-secondsAgo),
            ["anonymousId"] = "browser-0001",
            ["cart"] = name == "added_to_cart" ? Cart : null,
        };
        foreach (var field in JsonSerializer.SerializeToElement(who ?? new { }).EnumerateObject()) e[field.Name] = field.Value;
        (await shop.Workspace.Anonymous.AskAsync(HttpMethod.Post, "/browser/events?key=" + key, new { sentAt = now, events = new[] { e } }, ("Origin", Site))).Expect(202);
    }

    private static readonly object Cart = new
    {
        id = "c1",
        url = "https://shop.example/cart?id=c1",
        currency = "USD",
        total = 24.5,
        items = new[] { new { productId = "p1", name = "Oat & honey bar", price = 24.5, quantity = 1, url = "https://shop.example/p1" } },
    };
}
