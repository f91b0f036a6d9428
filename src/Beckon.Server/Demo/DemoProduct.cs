using System.Globalization;
using System.Net;
using Beckon.Events;

namespace Beckon.Server.Demo;

/// <summary>A product of the demonstration shop, with a picture that is drawn here, so that nothing is fetched from outside.</summary>
public sealed record DemoProduct(string Id, string Name, string Brand, string Category, decimal Price)
{
    public LineItem ToItem(string publicUrl, int quantity) => new()
    {
        ProductId = Id,
        Sku = Id.ToUpperInvariant(),
        Name = Name,
        Brand = Brand,
        Category = Category,
        Price = Price,
        Quantity = quantity,
        Url = $"{publicUrl}/shop/p/{Id}",
        ImageUrl = $"{publicUrl}/demo/products/{Id}.svg",
    };

    /// <summary>The same product always looks the same: its colours come from its name.</summary>
    public string Draw()
    {
        var hash = Name.Aggregate(17, (sum, c) => sum * 31 + c);
        var hue = (hash & int.MaxValue) % 360;
        var shape = Category switch
        {
            "Coffee" => """<path d="M190 150h220l-18 300a40 40 0 0 1-40 36h-104a40 40 0 0 1-40-36z" fill="#fff" opacity=".92"/><rect x="215" y="250" width="170" height="110" rx="10" fill="INK" opacity=".85"/><path d="M190 150l16-44h188l16 44z" fill="INK"/>""",
            "Brewing" => """<path d="M200 140h200l-60 150v40h-80v-40z" fill="#fff" opacity=".9"/><path d="M230 340h140l30 130a26 26 0 0 1-26 30H226a26 26 0 0 1-26-30z" fill="INK" opacity=".8"/><rect x="180" y="124" width="240" height="22" rx="11" fill="INK"/>""",
            "Cups" => """<path d="M170 200h220v150a90 90 0 0 1-90 90h-40a90 90 0 0 1-90-90z" fill="#fff" opacity=".95"/><path d="M390 230h30a56 56 0 0 1 0 112h-34" fill="none" stroke="#fff" stroke-width="26"/><rect x="140" y="470" width="290" height="20" rx="10" fill="INK" opacity=".7"/>""",
            "Kitchen" => """<ellipse cx="300" cy="250" rx="150" ry="60" fill="#fff" opacity=".95"/><path d="M150 250c0 140 60 200 150 200s150-60 150-200z" fill="INK" opacity=".8"/><ellipse cx="300" cy="250" rx="110" ry="38" fill="INK" opacity=".35"/>""",
            "Sweets" => """<rect x="160" y="190" width="280" height="220" rx="18" fill="INK" opacity=".9"/><g fill="#fff" opacity=".85"><rect x="185" y="215" width="105" height="75" rx="8"/><rect x="310" y="215" width="105" height="75" rx="8"/><rect x="185" y="310" width="105" height="75" rx="8"/><rect x="310" y="310" width="105" height="75" rx="8"/></g>""",
            _ => """<circle cx="300" cy="300" r="140" fill="#fff" opacity=".92"/><circle cx="300" cy="300" r="80" fill="INK" opacity=".8"/>""",
        };
        var ink = string.Create(CultureInfo.InvariantCulture, $"hsl({hue} 38% 30%)");
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" role="img" aria-label="{WebUtility.HtmlEncode(Name)}">
            <defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="hsl({hue} 55% 84%)"/><stop offset="1" stop-color="hsl({(hue + 40) % 360} 48% 66%)"/></linearGradient></defs>
            <rect width="600" height="600" fill="url(#g)"/>{shape.Replace("INK", ink, StringComparison.Ordinal)}</svg>
            """);
    }
}
