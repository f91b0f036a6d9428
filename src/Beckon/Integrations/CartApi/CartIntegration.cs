using Beckon.Events;

namespace Beckon.Integrations.CartApi;

/// <summary>The cart call: any shop platform tells of abandoned carts.</summary>
public static class CartIntegration
{
    public static BuiltInSource Source { get; } = new("cart_api", "Cart API", CartAbandonment.Dynamic);

    public static Integration Declaration { get; } = new()
    {
        Kind = Source.Kind,
        Name = Source.Name,
        Group = IntegrationGroup.Compatible,
        Description = "Any shop platform reports carts that are abandoned, changed or bought, with their products or without.",
        CartAbandonment = Source.CartAbandonment,
        Events = [EventNames.CartAbandoned, EventNames.CartUpdated, EventNames.CartConverted],
        Settings = [IntegrationSetting.Zone, IntegrationSetting.IdleCart with { Default = null }],
        BuiltIn = Source,
        Authentication = "The header X-APIKEY with an API key that has the scope ingest.",
        Connect = place => Connect($"{place.At}/v2/cart"),
        Doors = [new(Source.Kind, CartCall.Read)],
        Map = CartCallApi.MapCartCall,
    };

    private static Connection Connect(string url) => new(
        [new("Carts", url)],
        Declaration.Authentication,
        $$$$"""
        curl {{{{url}}}} \
          -H 'X-APIKEY: YOUR_API_KEY' -H 'Content-Type: application/json' \
          -d '{"email": "ada@example.com", "event": "abandoned", "cart": {"id": "c-1001", "url": "https://shop.example/cart/c-1001", "currency": "USD", "total": 34.00, "items": [{"productId": "p-7", "name": "Ceramic mug", "price": 17.00, "quantity": 2, "url": "https://shop.example/p/7", "imageUrl": "https://shop.example/p/7.png"}]}}'
        """);
}
