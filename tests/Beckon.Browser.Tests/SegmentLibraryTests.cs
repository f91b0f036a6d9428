using Beckon.Accounts;
using Beckon.Server.Tests;
using Beckon.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Beckon.Browser.Tests;

/// <summary>Segment's library for browsers, as it comes from npm, in a page of a shop; the first answer to it gets lost.</summary>
public sealed class SegmentLibraryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string Visit =
        """
        async ([writeKey, cdnURL]) => {
          const analytics = AnalyticsBrowser.load({ writeKey, cdnURL })
          const mug = { product_id: 'mug-1', name: 'Stoneware mug', price: 17, quantity: 2 }
          await analytics.page('Mugs')
          await analytics.track('Product Viewed', mug)
          await analytics.track('Product Added', { cart_id: 'cart-1', ...mug })
          await analytics.identify('user-1', { email: 'Nora@Example.com', firstName: 'Nora' })
          await analytics.track('Order Completed', { order_id: 'order-1', total: 34, currency: 'USD', products: [mug] })
          return (await analytics.user()).anonymousId()
        }
        """;

    [Fact]
    public async Task Segments_library_in_a_page_is_heard_once_although_it_repeats_itself()
    {
        var shop = await TestWorkspace.CreateAsync();
        await using var browser = await Browser.StartAsync();
        await using var site = await ServeShopAsync();
        var key = (await shop.Get<BrowserKeyStore>().CreateAsync(
            Caller.Beckon(shop.Id), "Page", new BrowserOrigins([site.Urls.First()]), CancellationToken.None)).Key;
        var page = await browser.OpenAsync(new Uri(site.Urls.First()));
        await page.GotoAsync("/mugs");
        await page.AddScriptTagAsync(new() { Path = Path.Combine(Repository.Root, "tests", "sdk", "dist", "segment-browser.js") });
        var lost = await LoseFirstAnswerAsync(page);

        var anonymous = await page.EvaluateAsync<string>(Visit, new[] { key, shop.Server.Address.ToString().TrimEnd('/') }).WaitAsync(Patience);

        string[] expected = ["Order Completed", "added_to_cart", "customer_updated", "viewed_page", "viewed_product"];
        await Eventually.Async(async () => (await NamesAsync(shop)).Intersect(expected).Count() == expected.Length, seconds: 30);
        lost().ShouldBe(1);
        (await NamesAsync(shop)).Order(StringComparer.Ordinal).ShouldBe(expected);
        var contact = (await shop.Owner.GetAnswerAsync("/api/contacts")).Expect().GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        contact.GetProperty("email").GetString().ShouldBe("nora@example.com");
        anonymous.ShouldNotBeNullOrEmpty();
    }

    // A site of its own: another origin than Beckon's, which browsers ask about. A page made up by the test would be of the outside for them.
    private static async Task<WebApplication> ServeShopAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        site.MapGet("/{**page}", () => Results.Content("<title>Mugs</title><h1>Mugs</h1>", "text/html"));
        await site.StartAsync();
        return site;
    }

    private static async Task<Func<int>> LoseFirstAnswerAsync(IPage page)
    {
        var lost = 0;
        await page.RouteAsync("**/v1/t", async route =>
        {
            if (route.Request.Method != "POST" || Interlocked.Increment(ref lost) > 1)
            {
                await route.ContinueAsync();
                return;
            }
            var answer = await route.FetchAsync();
            ((int)answer.Status).ShouldBe(200);
            await route.FulfillAsync(new() { Status = 503, Headers = [new("Access-Control-Allow-Origin", "*")] });
        });
        return () => Math.Min(lost, 1);
    }

    private static async Task<List<string>> NamesAsync(TestWorkspace shop) =>
        [.. (await shop.Owner.GetAnswerAsync("/api/events")).Expect().GetProperty("items").EnumerateArray().Select(e => e.GetProperty("name").GetString()!)];
}
