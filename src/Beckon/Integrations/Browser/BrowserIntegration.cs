using Beckon.Events;
using Beckon.Orders;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Integrations.Browser;

/// <summary>The browser snippet: what shoppers look at and put into their carts, told by the pages of the shop themselves.</summary>
public static class BrowserIntegration
{
    public const string Kind = "browser";

    public static BuiltInSource Source { get; } = new(Kind, "Website", CartAbandonment.Dynamic)
    {
        Settings = SourceSettings.Of([new(SourceSettings.IdleCart, IntegrationSetting.IdleCart.Default)]),
    };

    public static Integration Declaration { get; } = new()
    {
        Kind = Kind,
        Name = Source.Name,
        Title = "Website tracking",
        Group = IntegrationGroup.Own,
        Description = "A few lines in the pages of your shop tell what shoppers look at and leave in their carts. No programming for the usual.",
        CartAbandonment = Source.CartAbandonment,
        Events =
        [
            EventNames.ViewedPage, EventNames.ViewedProduct, EventNames.ViewedBrand, EventNames.ViewedCategory, EventNames.AddedToCart,
            EventNames.RemovedFromCart, EventNames.CartUpdated, EventNames.CheckoutStarted, EventNames.ActiveOnSite, EventNames.CustomerUpdated,
            EventNames.CartAbandoned,
        ],
        Settings = [IntegrationSetting.IdleCart],
        BuiltIn = Source,
        Authentication = "A browser key (pk_…), which is no secret, from the sites that it is given for.",
        Connect = place => Connect(place.At),
        Doors =
        [
            new(Kind, call => new BrowserBatch(BrowserCall.Parse(call)).Read),
            // Not a platform's door: what Beckon itself tells of carts of any source.
            new(IdleCart.Door, IdleCartReader.Read),
        ],
        Map = BrowserApi.MapBrowser,
        Add = services => services.AddSingleton<BrowserLimit>().AddSingleton<BrowserDoor>(),
    };

    private static Connection Connect(string at) => new(
        [new("Script", $"{at}/beckon.js"), new("Events", $"{at}/browser/events")],
        Declaration.Authentication,
        $$$$"""
        curl '{{{{at}}}}/browser/events?key=pk_YOUR_KEY' \
          -H 'Origin: https://shop.example' -H 'Content-Type: text/plain' \
          -d '{"events": [{"event": "viewed_product", "messageId": "1", "anonymousId": "browser-0001", "properties": {"productId": "p-7"}}]}'
        """)
    {
        Steps =
        [
            "Make a browser key under Settings, API & tracking, for the addresses of your shop.",
            "Paste the lines that are shown there into every page, before the end of its head.",
            "Open your shop: the first event appears within a second.",
        ],
    };
}
