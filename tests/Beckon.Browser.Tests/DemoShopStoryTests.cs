using System.Text.Json;
using Microsoft.Playwright;
using TestServer = Beckon.Server.Tests.Server;

namespace Beckon.Browser.Tests;

/// <summary>The demonstration as a curious person goes through it: a shopper in the shop, a marketer at the dashboard.</summary>
public sealed class DemoShopStoryTests
{
    private const string Shopper = "grace@example.org";

    [Fact]
    public async Task A_cart_left_in_the_demo_shop_comes_back_by_its_reminder_and_brings_revenue()
    {
        await using var server = await TestServer.StartAsync(("BECKON_DEMO", "true"));
        await using var browser = await Browser.StartAsync();
        var shop = await browser.OpenAsync(server.Address);
        await OpenAsync(shop);
        await LeaveCartAsync(shop);

        var dashboard = await browser.OpenAsync(server.Address);
        await SignInAsync(dashboard);
        var back = await ReadReminderAsync(dashboard);
        await BuyAsync(back);
        await SeeRevenueAsync(dashboard);
    }

    // A year of history is filled in first.
    private static async Task OpenAsync(IPage page)
    {
        var answer = await page.GotoAsync("/shop");
        for (var tries = 0; answer is not { Status: 200 } && tries < 120; tries++)
        {
            await page.WaitForTimeoutAsync(1_000);
            answer = await page.GotoAsync("/shop");
        }
        await page.GetByRole(AriaRole.Heading, new() { Name = "Everything for the cup" }).WaitForAsync();
    }

    private static async Task LeaveCartAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByLabel("E-mail").FillAsync(Shopper);
        await page.GetByLabel("Name").FillAsync("Grace Hopper");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Cups", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Travel mug 350 ml" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to cart" }).ClickAsync();
        await page.GetByText("In the cart: 1.").WaitForAsync();
        // Gone without a word, as people go.
        await page.GotoAsync("about:blank");
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/");
        await page.GetByLabel("E-mail", new() { Exact = true }).FillAsync("demo@example.com");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("try-beckon-now");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the demo shop" }).WaitForAsync();
    }

    private static async Task<IPage> ReadReminderAsync(IPage page)
    {
        // A minute of idling, and the reminder is there.
        string? id = null;
        for (var tries = 0; id is null && tries < 100; tries++)
        {
            await page.WaitForTimeoutAsync(1_000);
            var mails = await ListAsync(page, "/api/test-inbox?to=" + Shopper);
            if (mails.GetArrayLength() > 0) id = mails[0].GetProperty("id").GetString();
        }
        id.ShouldNotBeNull("No reminder came.");
        await page.GotoAsync("/test-inbox");
        await page.GetByText(Shopper).First.ClickAsync();
        await page.FrameLocator("iframe").GetByText("Travel mug 350 ml").First.WaitForAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Links" }).ClickAsync();
        var link = page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Counted as a click" }).Filter(new() { HasText = "/shop/cart" });
        var shop = await page.Context.RunAndWaitForPageAsync(() => link.GetByRole(AriaRole.Link).First.ClickAsync());
        await shop.GetByText("Your cart is here as you left it.").WaitForAsync();
        return shop;
    }

    private static async Task BuyAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Check out" }).ClickAsync();
        await page.GetByLabel("E-mail").FillAsync(Shopper);
        await page.GetByLabel("Name").FillAsync("Grace Hopper");
        await page.GetByRole(AriaRole.Button, new() { Name = "Buy now" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Thank you" }).WaitForAsync();
    }

    private static async Task SeeRevenueAsync(IPage page)
    {
        var contact = (await ListAsync(page, "/api/contacts?q=" + Shopper))[0].GetProperty("id").GetString();
        JsonElement credit = default;
        for (var tries = 0; credit.ValueKind != JsonValueKind.Object && tries < 30; tries++)
        {
            await page.WaitForTimeoutAsync(1_000);
            var orders = await ListAsync(page, "/api/orders?contactId=" + contact);
            if (orders.GetArrayLength() > 0) credit = (await GetAsync(page, "/api/orders/" + orders[0].GetProperty("id").GetString())).GetProperty("credit");
        }
        credit.ValueKind.ShouldBe(JsonValueKind.Object, "The order is credited to no message.");
        (credit.GetProperty("touch").GetString(), credit.GetProperty("campaignName").GetString()).ShouldBe(("click", "Abandoned cart reminder"));
        await page.GotoAsync("/campaigns");
        await page.GetByText("Abandoned cart reminder").First.ClickAsync();
        await page.GetByText("Revenue").First.WaitForAsync();
    }

    private static async Task<JsonElement> ListAsync(IPage page, string path) => (await GetAsync(page, path)).GetProperty("items");

    private static async Task<JsonElement> GetAsync(IPage page, string path)
    {
        var answer = await page.APIRequest.GetAsync(path);
        answer.Status.ShouldBe(200, path);
        return (await answer.JsonAsync())!.Value;
    }
}
