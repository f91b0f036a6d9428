using System.Text;
using System.Text.Json;

namespace Beckon.Server.Tests;

/// <summary>A shop with a live Abandoned Cart campaign, told in the words of its stories.</summary>
public sealed class CartShop
{
    private readonly TestWorkspace _workspace;
    private readonly string _campaign;

    private CartShop(TestWorkspace workspace, string campaign)
    {
        _workspace = workspace;
        _campaign = campaign;
    }

    public TestWorkspace Workspace => _workspace;

    /// <summary>The public id of the campaign.</summary>
    public string Campaign => _campaign;

    /// <summary>Connects an integration, makes a campaign of the built-in template and sets it live, as the dashboard does.</summary>
    public static async Task<CartShop> OpenAsync(string kind = "cart_api", string template = "You left something behind", int delayMinutes = 0)
    {
        var workspace = await TestWorkspace.CreateAsync();
        (await workspace.Owner.PostAnswerAsync("/api/sources", new { kind })).Expect(201);
        var templates = (await workspace.Owner.GetAnswerAsync("/api/templates?category=abandon_cart")).Expect().GetProperty("items").EnumerateArray();
        var templateId = templates.Single(one => one.GetProperty("name").GetString() == template).GetProperty("id").GetString();
        var campaign = (await workspace.Owner.PostAnswerAsync("/api/campaigns", new { name = "Come back", templateId })).Expect(201).GetProperty("id").GetString();
        if (delayMinutes > 0) (await workspace.Owner.PatchAnswerAsync($"/api/campaigns/{campaign}", new { settings = new { delayMinutes } })).Expect();
        (await workspace.Owner.PostAnswerAsync($"/api/campaigns/{campaign}/live")).Expect().GetProperty("status").GetString().ShouldBe("live");
        return new CartShop(workspace, campaign ?? "");
    }

    /// <summary>The cart call: abandoned unless told otherwise.</summary>
    public async Task CartAsync(string email, string cart, DateTimeOffset at, string what = "abandoned") => (await _workspace.Anonymous.AskAsync(
        HttpMethod.Post,
        "/v2/cart",
        new
        {
            email,
            @event = what,
            cart = new
            {
                id = cart,
                url = "https://shop.example/cart?id=" + cart,
                currency = "USD",
                total = 24.5,
                updatedAt = at,
                items = new[] { new { productId = "p1", name = "Oat & honey bar", price = 24.5, quantity = 1, url = "https://shop.example/p1" } },
            },
        },
        ("X-APIKEY", _workspace.ApiKey))).Expect();

    /// <summary>The Add orders call with one order.</summary>
    public async Task OrderAsync(string email, string order, string status, DateTimeOffset at, decimal total = 80) => (await _workspace.Anonymous.AskAsync(
        HttpMethod.Post,
        "/api/v1/orders",
        new
        {
            orders = new[]
            {
                new
                {
                    externalOrderId = order,
                    externalCustomerId = "customer of " + email,
                    email,
                    totalCost = total,
                    status,
                    date = at,
                    restoreUrl = "https://shop.example/restore/" + order,
                    items = new[] { new { externalItemId = "p1", name = "Oat & honey bar", quantity = 1, cost = total } },
                },
            },
        },
        ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("shop:" + _workspace.ApiKey))))).Expect();

    /// <summary>Waits until so many mails have come to an address; the newest, whole.</summary>
    public async Task<JsonElement> MailAsync(string to, int count = 1)
    {
        List<JsonElement> mails = [];
        await Eventually.Async(async () => (mails = await MailsAsync(to)).Count >= count);
        mails.Count.ShouldBe(count);
        return (await _workspace.Owner.GetAnswerAsync("/api/test-inbox/" + mails[0].GetProperty("id").GetString())).Expect();
    }

    /// <summary>The mails to an address, newest first.</summary>
    public async Task<List<JsonElement>> MailsAsync(string to) => [.. await ItemsAsync("/api/test-inbox?to=" + to)];

    /// <summary>What became of the campaign's messages, oldest first, once so many have been settled: the status, or why it was skipped.</summary>
    public async Task<List<string>> SettledAsync(int count)
    {
        List<string> settled = [];
        await Eventually.Async(async () =>
        {
            var messages = await ItemsAsync($"/api/campaigns/{_campaign}/messages");
            settled = [.. messages.Select(one => one.GetProperty("reason").GetString() ?? one.GetProperty("status").GetString() ?? "").Where(word => word is not ("queued" or "sending"))];
            return settled.Count >= count;
        });
        settled.Reverse();
        return settled;
    }

    /// <summary>Waits until so many runs of the campaign wait for their time; the report then.</summary>
    public async Task<JsonElement> ScheduledAsync(int count)
    {
        JsonElement report = default;
        await Eventually.Async(async () => (report = await ReportAsync()).GetProperty("scheduled").GetInt64() == count);
        return report;
    }

    /// <summary>Why somebody was or was not reached.</summary>
    public async Task<JsonElement> WhyAsync(string email)
    {
        var contact = (await ItemsAsync("/api/contacts?q=" + email)).Single().GetProperty("id").GetString();
        return (await _workspace.Owner.GetAnswerAsync($"/api/campaigns/{_campaign}/why?contactId={contact}")).Expect();
    }

    /// <summary>Follows a mail's link to the shop.</summary>
    public async Task<Answer> ClickAsync(JsonElement mail, string target)
    {
        var link = mail.GetProperty("links").EnumerateArray().First(one => one.GetProperty("target").GetString() == target).GetProperty("url").GetString();
        return await _workspace.Anonymous.GetAnswerAsync(new Uri(link ?? "").PathAndQuery);
    }

    /// <summary>Unsubscribes as mail programs do: by the address in the mail's header.</summary>
    public async Task UnsubscribeAsync(JsonElement mail)
    {
        var header = mail.GetProperty("headers").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "List-Unsubscribe");
        var address = header.GetProperty("value").GetString()?.Trim('<', '>') ?? "";
        using var form = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        (await _workspace.Anonymous.AskAsync(HttpMethod.Post, new Uri(address).PathAndQuery, form)).Text.ShouldBe("Unsubscribed.");
    }

    /// <summary>Waits for the campaign's report to show so many orders and so much revenue.</summary>
    public async Task ReportsAsync(int orders, decimal revenue)
    {
        JsonElement report = default;
        await Eventually.Async(async () => (report = await ReportAsync()).GetProperty("orders").GetInt64() == orders);
        report.GetProperty("revenue").GetDecimal().ShouldBe(revenue);
    }

    public async Task<JsonElement> ReportAsync() => (await _workspace.Owner.GetAnswerAsync($"/api/campaigns/{_campaign}/report")).Expect();

    /// <summary>Waits for an event of this name in the history.</summary>
    public Task HappenedAsync(string name) => Eventually.Async(async () => (await ItemsAsync("/api/events?name=" + name)).Any());

    public async Task<string> OneAsync(string list, string field) =>
        (await ItemsAsync(list)).ShouldHaveSingleItem().GetProperty(field).GetString() ?? "";

    private async Task<JsonElement.ArrayEnumerator> ItemsAsync(string path) =>
        (await _workspace.Owner.GetAnswerAsync(path)).Expect().GetProperty("items").EnumerateArray();
}
