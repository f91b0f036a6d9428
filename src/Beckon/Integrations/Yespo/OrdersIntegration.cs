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
        Description = "Shops, tills and Yespo-compatible plugins add and update orders, up to a thousand in one call; an abandoned cart is an order too.",
        CartAbandonment = Source.CartAbandonment,
        Events = [.. Enum.GetValues<OrderStatus>().Select(EventNames.OfOrder), EventNames.CartAbandoned],
        Settings = [SettingFields.TimeZone],
        BuiltIn = Source,
        Authentication = "Basic authentication: any user name, and as password an API key that has the scope ingest.",
    };
}
