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
}
