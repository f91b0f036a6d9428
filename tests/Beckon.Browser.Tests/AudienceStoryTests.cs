using Microsoft.Playwright;
using TestServer = Beckon.Server.Tests.Server;

namespace Beckon.Browser.Tests;

/// <summary>A marketer who never saw the builder makes an audience and asks why somebody is in it.</summary>
public sealed class AudienceStoryTests
{
    [Fact]
    public async Task A_marketer_builds_an_audience_sees_who_fits_and_why()
    {
        await using var server = await TestServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        await Installation.SetUpAsync(page);
        var key = await Installation.KeyAsync(page);
        await Installation.TellAsync(page, key, new { @event = "cart_abandoned", email = "nora@example.com", firstName = "Nora", lastName = "Quist", cart = new { id = "c-1" } });
        await Installation.TellAsync(page, key, new { @event = "cart_abandoned", email = "finn@example.com", cart = new { id = "c-2" } });
        await Installation.TellAsync(page, key, new { @event = "order_completed", email = "finn@example.com", order = new { id = "o-1", total = 40 } });

        await page.GetByRole(AriaRole.Link, new() { Name = "Audiences" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New audience" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Left a cart");
        await AddAsync(page, "What they did, or did not");
        await ChooseAsync(page, "Event", "cart_abandoned");
        await page.GetByText("2 contacts").WaitForAsync();
        await AddAsync(page, "Their orders");
        await ChooseAsync(page, "What of them", "number of orders");
        await ChooseAsync(page, "Compared", "at most");
        await page.GetByLabel("Number", new() { Exact = true }).FillAsync("0");

        await page.GetByText("1 person fits").Or(page.GetByText("person fits, 50% of 2 contacts")).First.WaitForAsync();
        await page.GetByText("Everybody who has abandoned a cart in the last 30 days and has never bought.").WaitForAsync();
        await page.GetByRole(AriaRole.List, new() { Name = "Some of them" }).GetByText("Nora Quist").WaitForAsync();

        await page.GetByRole(AriaRole.Combobox, new() { Name = "Person" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "finn@example.com" }).ClickAsync();
        await page.GetByText("Out.").WaitForAsync();
        await page.GetByText("Seen: 1 delivered order").WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Save audience" }).ClickAsync();
        await page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "1 person is in it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Nora Quist" }).WaitForAsync();
        await page.GetByText("1 contact", new() { Exact = true }).First.WaitForAsync();
    }

    private static async Task AddAsync(IPage page, string condition)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Condition", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = condition }).ClickAsync();
    }

    private static async Task ChooseAsync(IPage page, string field, string option)
    {
        await page.GetByRole(AriaRole.Combobox, new() { Name = field, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = option }).First.ClickAsync();
    }
}
