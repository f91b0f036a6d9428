using Beckon.Events;
using Beckon.Templates;

namespace Beckon.Tests.Templates;

/// <summary>A shop, a shopper and a cart to render for.</summary>
internal static class Shoppers
{
    public static RenderShop Shop { get; } = new("Fern & Co", "USD", "US", "America/New_York");

    public static LineItem Tea { get; } = new()
    {
        ProductId = "p1",
        Name = "Green <Tea> & Honey",
        Brand = "Leaf",
        Price = 12.5m,
        Quantity = 2,
        Url = "https://shop.test/tea?a=1&b=2",
        ImageUrl = "https://shop.test/tea.jpg",
    };

    public static LineItem Cup { get; } = new() { ProductId = "p2", Name = "Cup", Price = 8m, Url = "javascript:alert(1)" };

    public static RenderContext Ada { get; } = new()
    {
        Shop = Shop,
        Contact = new("con_1", "Ada", null, "ada@example.test", null),
        Cart = new("c-1", "https://shop.test/cart/1?x=1&y=2", "USD", 33m, [Tea, Cup], new(2026, 3, 1, 2, 30, 0, TimeSpan.Zero)),
        Feeds = new Dictionary<string, IReadOnlyList<LineItem>> { [ProductFeeds.UserAbandonedItems] = [Tea, Cup] },
        UnsubscribeUrl = "https://beckon.test/u/abc",
        Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
    };

    public static RenderedEmail Render(string html = "", string subject = "", string text = "", string preheader = "", RenderContext? context = null) =>
        new TemplateRenderer().Render(new(subject, preheader, html, text), context ?? Ada, explain: true);

    public static string Html(string html, RenderContext? context = null) => Render(html: html, context: context).Html;

    public static List<string> Problems(string html) => Render(html: html).Problems.Select(problem => problem.Sentence).ToList();
}
