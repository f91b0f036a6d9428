using Microsoft.Playwright;
using TestServer = Beckon.Server.Tests.Server;

namespace Beckon.Browser.Tests;

/// <summary>Two customers who may be one: a marketer decides, and takes it back.</summary>
public sealed class WhoIsWhoStoryTests
{
    [Fact]
    public async Task A_marketer_says_that_two_customers_are_one_and_takes_it_back()
    {
        await using var server = await TestServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        await Installation.SetUpAsync(page);

        var key = await Installation.KeyAsync(page);
        await Installation.TellAsync(page, key, new { @event = "customer_created", customerId = "c-1", email = "nora@example.com", firstName = "Nora", lastName = "Quist" });
        await Installation.TellAsync(page, key, new { @event = "customer_created", customerId = "c-2", email = "office@example.com", firstName = "N.", lastName = "Quist" });
        await Installation.TellAsync(page, key, new { @event = "order_completed", customerId = "c-1", email = "office@example.com", order = new { id = "o-1", total = 40 } });

        await page.GetByRole(AriaRole.Link, new() { Name = "Conflicts" }).ClickAsync();
        await page.GetByText("knows them as two customers: c-1 and c-2").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "One person…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge", Exact = true }).ClickAsync();
        await page.GetByText("Nothing to decide").WaitForAsync();

        await page.GetByRole(AriaRole.Tab, new() { Name = "Decided" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Nora Quist" }).ClickAsync();
        await page.GetByText("N. Quist · c-2").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the merge" }).ClickAsync();
        await page.GetByText("Nobody was merged into this contact.").WaitForAsync();

        await page.GotoAsync("/contacts");
        await page.GetByText("2 contacts").First.WaitForAsync();
    }
}
