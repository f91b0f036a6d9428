using Beckon.Events;

namespace Beckon.Integrations.Yespo;

/// <summary>The Add orders call, as shops and plugins of Yespo (eSputnik) send it.</summary>
public static class OrdersIntegration
{
    public static BuiltInSource Source { get; } = new("orders_api", "Orders API", CartAbandonment.Dynamic);

    public static Integration Declaration { get; } = new()
    {
        Kind = Source.Kind,
        Name = Source.Name,
        Title = "Add orders API",
        Group = IntegrationGroup.Compatible,
        Description = "Shops, tills and Yespo-compatible plugins add and update orders, up to a thousand in one call; an abandoned cart is an order too.",
        CartAbandonment = Source.CartAbandonment,
        Events = [.. Enum.GetValues<OrderStatus>().Select(EventNames.OfOrder), EventNames.CartAbandoned],
        Settings = [IntegrationSetting.Zone],
        BuiltIn = Source,
        Authentication = "Basic authentication: any user name, and as password an API key that has the scope ingest.",
        Connect = place => Connect($"{place.At}/api/v1/orders"),
        Doors = [new(Source.Kind, AddOrders.Read)],
        Map = AddOrdersApi.MapAddOrders,
    };

    private static Connection Connect(string url) => new(
        [new("Orders", url)],
        Declaration.Authentication,
        $$$$"""
        curl {{{{url}}}} \
          -u 'any:YOUR_API_KEY' -H 'Content-Type: application/json' \
          -d '{"orders": [{"externalOrderId": "5001", "externalCustomerId": "77", "totalCost": 34.00, "status": "DELIVERED", "date": "2026-03-08T09:30:00+02:00", "email": "ada@example.com", "currency": "USD", "items": [{"externalItemId": "p-7", "name": "Ceramic mug", "quantity": 2, "cost": 17.00}]}]}'
        """);
}
