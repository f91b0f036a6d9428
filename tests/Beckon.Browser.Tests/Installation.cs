using Microsoft.Playwright;

namespace Beckon.Browser.Tests;

/// <summary>What whoever installs Beckon does first.</summary>
internal static class Installation
{
    /// <summary>Makes the owner and the workspace; the page is at Home then.</summary>
    public static async Task SetUpAsync(IPage page)
    {
        await page.GotoAsync("/");
        await page.GetByLabel("E-mail", new() { Exact = true }).FillAsync("ada@example.com");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("five-copper-kettles");
        await page.GetByLabel("Workspace name").FillAsync("Juniper & Rye");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create workspace" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Home" }).WaitForAsync();
    }

    /// <summary>A key with which a shop sends events.</summary>
    public static Task<string> KeyAsync(IPage page) =>
        page.EvaluateAsync<string>("async () => (await (await fetch('/api/keys', " + Post("{ name: 'Shop', scopes: ['ingest'] }") + ")).json()).secret");

    /// <summary>Sends an event as the shop does.</summary>
    public static async Task TellAsync(IPage page, string key, object e)
    {
        var script = "async ([key, e]) => (await fetch('/api/events', " + Post("e", "Authorization: 'Bearer ' + key,") + ")).status";
        (await page.EvaluateAsync<int>(script, new[] { key, e })).ShouldBe(202);
    }

    private static string Post(string body, string header = "") =>
        "{ method: 'POST', headers: { " + header + " 'Content-Type': 'application/json' }, body: JSON.stringify(" + body + ") }";
}
