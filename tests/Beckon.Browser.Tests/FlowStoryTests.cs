using Microsoft.Playwright;
using TestServer = Beckon.Server.Tests.Server;

namespace Beckon.Browser.Tests;

/// <summary>A marketer takes a recipe, changes it by hand, publishes it, and sees what it did with somebody and why.</summary>
public sealed class FlowStoryTests
{
    [Fact]
    public async Task A_marketer_draws_a_flow_from_a_recipe_and_sees_what_it_did()
    {
        await using var server = await TestServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        await Installation.SetUpAsync(page);
        var key = await Installation.KeyAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Flows" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New flow" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Order dismissed by the store" }).ClickAsync();
        await page.GetByText("has had an order reach “dismissed”").WaitForAsync();

        await AddAsync(page, first: true, "Split by who they are");
        await page.GetByLabel("Way 1").FillAsync("Nobody");
        await page.GetByText("Saved").WaitForAsync();
        await AddAsync(page, first: false, "Change tags, lists or fields");
        await page.GetByText("One thing is missing before it can go live.").WaitForAsync();
        await page.GetByLabel("Give these tags").First.FillAsync("told");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("tag told").WaitForAsync();
        await page.GetByText("One thing is missing before it can go live.").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        await Installation.TellAsync(page, key, new { @event = "cart_status_updated", status = "dismissed", email = "nora@example.com", firstName = "Nora", lastName = "Quist" });

        await page.GetByText("1 came through").First.WaitForAsync();
        await SimulateAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Runs" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Nora Quist" }).ClickAsync();
        var why = page.GetByRole(AriaRole.Dialog);
        await why.GetByText("goes the way “Nobody”").WaitForAsync();
        await why.GetByText("is subscribed to e-mail").WaitForAsync();
        await why.GetByRole(AriaRole.Link, new() { Name = "Nora Quist" }).ClickAsync();
        await page.GetByText("told", new() { Exact = true }).First.WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Order dismissed by the store" }).WaitForAsync();
    }

    [Fact]
    public async Task A_marketer_sets_quiet_hours_and_keeps_a_scenario_that_shows_them()
    {
        await using var server = await TestServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        await Installation.SetUpAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Channels" }).ClickAsync();
        await page.GetByRole(AriaRole.Switch, new() { Name = "Quiet hours" }).CheckAsync(new() { Force = true });
        await page.GetByRole(AriaRole.Button, new() { Name = "Cap", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save rules" }).ClickAsync();
        await page.GetByText("The rules are saved.").WaitForAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Flows" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New flow" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Looked and left" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Simulate" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Scenario", Exact = true }).ClickAsync();
        await page.GetByLabel("What it shows").FillAsync("In the evening nobody is written to");
        await page.GetByLabel("at", new() { Exact = true }).FillAsync("18:30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Message", Exact = true }).ClickAsync();
        await page.GetByLabel("Message 1: how long after the beginning").FillAsync("240");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save scenario" }).ClickAsync();

        // Four hours later it is half past ten: it goes out at nine.
        await page.GetByText("Not as expected").WaitForAsync();
        await page.GetByText("after 14 hours and 30 minutes, which is not expected").WaitForAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Scenarios" }).GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Expect what it does now" }).ClickAsync();
        await page.GetByText("As expected", new() { Exact = true }).WaitForAsync();
    }

    [Fact]
    public async Task A_marketer_brings_codes_and_lets_a_flow_give_them()
    {
        await using var server = await TestServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        await Installation.SetUpAsync(page);
        var key = await Installation.KeyAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Discounts" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "New discount" }).First.ClickAsync();
        await page.GetByLabel("Name").FillAsync("Come back");
        await page.GetByLabel("Codes").FillAsync("BACK-1\nBACK-2\nBACK-2");
        await page.GetByText("2 codes").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the discount" }).ClickAsync();
        await page.GetByText("2 left").WaitForAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Flows" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New flow" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Order being prepared" }).ClickAsync();
        await AddAsync(page, first: true, "Give a discount code");
        await page.GetByText("One thing is missing before it can go live.").WaitForAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Discount" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Come back" }).ClickAsync();
        await page.GetByText("One thing is missing before it can go live.").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        await Installation.TellAsync(page, key, new { @event = "cart_status_updated", status = "preparing", email = "nora@example.com", firstName = "Nora", lastName = "Quist" });
        await page.GetByText("1 came through").First.WaitForAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Discounts" }).First.ClickAsync();
        await page.GetByText("1 left").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Come back", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByText("BACK-1").WaitForAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Link, new() { Name = "Nora Quist" }).WaitForAsync();
    }

    [Fact]
    public async Task A_marketer_writes_a_text_message_that_a_flow_sends_to_who_agreed_to_it()
    {
        await using var server = await TestServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        await Installation.SetUpAsync(page);
        var key = await Installation.KeyAsync(page);

        await WriteTextAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Flows" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New flow" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Thanks for a review" }).ClickAsync();
        await AddAsync(page, first: true, "Send a text message");
        await page.GetByText("One thing is missing before it can go live.").WaitForAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Template" }).ClickAsync();
        await page.GetByRole(AriaRole.Option).WaitForAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Thanks for the visit" }).ClickAsync();
        await page.GetByText("One thing is missing before it can go live.").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await page.GetByText("Live", new() { Exact = true }).WaitForAsync();

        await Installation.TellAsync(page, key, new { @event = "customer_created", email = "nora@example.com", phone = "+13125550142", firstName = "Nora", lastName = "Quist" });
        await page.GetByRole(AriaRole.Link, new() { Name = "Contacts" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Nora Quist" }).ClickAsync();
        await page.GetByText("Is not texted: they never agreed to it.").First.WaitForAsync();
        await page.EvaluateAsync(
            """
            async () => {
              const found = await (await fetch('/api/contacts?q=nora@example.com')).json()
              await fetch(`/api/contacts/${found.items[0].id}/consent`, {
                method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ channel: 'sms', status: 'subscribed', note: 'Said so at the till' }) })
            }
            """);
        await Installation.TellAsync(page, key, new { @event = "completed_product_review", email = "nora@example.com" });

        await page.GotoAsync(server.Address + "test-inbox");
        await page.GetByRole(AriaRole.Link, new() { Name = "Text message" }).ClickAsync();
        await page.GetByText("Nora, thank you for coming by!", new() { Exact = false }).Last.WaitForAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Phone" }).WaitForAsync();
    }

    private static async Task WriteTextAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Templates" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "New template" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Text message" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("Thanks for the visit");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Text message" }).ClickAsync();
        await page.Keyboard.InsertTextAsync("{{firstName}}, thank you for coming by!");
        await page.GetByText("sent and paid for as one part.").WaitForAsync();
        await page.GetByText("Reply STOP to opt out.").WaitForAsync();
        await page.GetByText("Saved").WaitForAsync();
    }

    private static async Task SimulateAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Simulate" }).ClickAsync();
        await page.WaitForURLAsync("**/simulate");
        await page.GetByRole(AriaRole.Button, new() { Name = "Simulate" }).ClickAsync();
        await page.GetByText("1 message", new() { Exact = true }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Nora Quist" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByText("goes the way “Nobody”").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Order dismissed by the store" }).First.ClickAsync();
    }

    private static async Task AddAsync(IPage page, bool first, string step)
    {
        var places = page.GetByRole(AriaRole.Button, new() { Name = "Add a step here" });
        await (first ? places.First : places.Last).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = step }).ClickAsync();
    }
}
