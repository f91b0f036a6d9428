using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Playwright;
using TestServer = Beckon.Server.Tests.Server;

namespace Beckon.Browser.Tests;

/// <summary>The whole road as a marketer and a shopper go it: from an empty installation to a recovered order.</summary>
public sealed class AbandonedCartStoryTests
{
    [Fact]
    public async Task From_an_empty_installation_to_a_recovered_order()
    {
        await using var server = await TestServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        using var shop = server.Client();

        await Installation.SetUpAsync(page);
        var key = await MakeKeyAsync(page);
        await SetCampaignLiveAsync(page);
        await AbandonAsync(shop, key);
        await ReadMailAndClickAsync(page);
        await DeliverAsync(shop, key);
        await SeeRevenueAsync(page);
    }

    private static async Task<string> MakeKeyAsync(IPage page)
    {
        await page.GotoAsync("/settings/api-tracking");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create key" }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("Web shop");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        var secret = page.GetByText("bk_").First;
        await secret.WaitForAsync();
        return (await secret.TextContentAsync())!.Trim();
    }

    private static async Task SetCampaignLiveAsync(IPage page)
    {
        await page.GotoAsync("/campaigns");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add campaign" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to recipients" }).ClickAsync();
        await page.GetByText("All subscribed users").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to content" }).ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Templates" }).GetByRole(AriaRole.Button, new() { Name = "You left something behind" }).First.ClickAsync();
        await page.GetByText("Saved", new() { Exact = true }).First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to review" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Set live" }).ClickAsync();
        await page.GetByText("is live. It waits for the next abandoned cart").WaitForAsync();
    }

    private static async Task AbandonAsync(HttpClient shop, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v2/cart");
        request.Headers.Add("X-APIKEY", key);
        request.Content = JsonContent.Create(new
        {
            email = "grace@example.com",
            cart = new
            {
                id = "c-1",
                url = $"{shop.BaseAddress}health/live",
                currency = "USD",
                total = 79,
                items = new[] { new { productId = "k-9", name = "Gooseneck kettle", price = 79, quantity = 1 } },
            },
        });
        (await shop.SendAsync(request)).EnsureSuccessStatusCode();
    }

    private static async Task ReadMailAndClickAsync(IPage page)
    {
        await page.GotoAsync("/test-inbox");
        await page.GetByText("grace@example.com").First.ClickAsync();
        await page.FrameLocator("iframe").GetByText("Gooseneck kettle").First.WaitForAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Links" }).ClickAsync();
        var opened = await page.Context.RunAndWaitForPageAsync(() =>
            page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Counted as a click" }).GetByRole(AriaRole.Link).First.ClickAsync());
        await opened.GetByText("alive").WaitForAsync();
    }

    private static async Task DeliverAsync(HttpClient shop, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders");
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"any:{key}")));
        request.Content = JsonContent.Create(new
        {
            orders = new[]
            {
                new
                {
                    externalOrderId = "o-1",
                    externalCustomerId = "g-1",
                    email = "grace@example.com",
                    totalCost = 79,
                    currency = "USD",
                    status = "DELIVERED",
                    date = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
                },
            },
        });
        (await shop.SendAsync(request)).EnsureSuccessStatusCode();
    }

    private static async Task SeeRevenueAsync(IPage page)
    {
        await page.GotoAsync("/campaigns");
        await page.GetByText("Abandoned cart").First.ClickAsync();
        await page.GetByText("$79.00").First.WaitForAsync();
    }
}
