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
        Description = "Any shop platform reports carts that are abandoned, changed or bought, with their products or without.",
        CartAbandonment = Source.CartAbandonment,
        Events = [EventNames.CartAbandoned, EventNames.CartUpdated, EventNames.CartConverted],
        Settings = [SettingFields.TimeZone],
        BuiltIn = Source,
        Authentication = "The header X-APIKEY with an API key that has the scope ingest.",
    };
}
