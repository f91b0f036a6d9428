using Beckon.Events;

namespace Beckon.Integrations.Klaviyo;

/// <summary>Klaviyo's call that creates an event, for shops and programs that were built for it.</summary>
public static class KlaviyoIntegration
{
    public static BuiltInSource Source { get; } = new("klaviyo", "Klaviyo events", CartAbandonment.Dynamic)
    {
        Settings = SourceSettings.Of([new(SourceSettings.IdleCart, IntegrationSetting.IdleCart.Default)]),
    };

    public static Integration Declaration { get; } = new()
    {
        Kind = Source.Kind,
        Name = Source.Name,
        Title = "Klaviyo-compatible events API",
        Group = IntegrationGroup.Compatible,
        Description = "Programs that create events in Klaviyo send them to Beckon instead: views, carts, checkouts, orders, and metrics of your own.",
        CartAbandonment = Source.CartAbandonment,
        Events = [.. KlaviyoMetrics.Events, EventNames.CartAbandoned],
        Settings = [IntegrationSetting.Zone, IntegrationSetting.IdleCart],
        BuiltIn = Source,
        Authentication = "The header 'Authorization: Klaviyo-API-Key' with an API key of Beckon that has the scope ingest.",
        Connect = Connect,
        Doors = [new(Source.Kind, KlaviyoEvent.Read)],
        Map = KlaviyoApi.MapKlaviyo,
    };

    private static Connection Connect(Place place) => new(
        [new("Programs that ask for a base address", $"{place.At}/klaviyo"), new("Create event", $"{place.At}/klaviyo/api/events")],
        Declaration.Authentication,
        $$$$"""
        curl {{{{place.At}}}}/klaviyo/api/events \
          -H 'Authorization: Klaviyo-API-Key YOUR_API_KEY' -H 'Content-Type: application/vnd.api+json' \
          -d '{"data": {"type": "event", "attributes": {"metric": {"data": {"type": "metric", "attributes": {"name": "Viewed Product"}}}, "profile": {"data": {"type": "profile", "attributes": {"email": "ada@example.com"}}}, "properties": {"ProductID": "p-7", "ProductName": "Ceramic mug", "Price": 17.00}, "unique_id": "v-1"}}}'
        """)
    {
        Steps =
        [
            "Make an API key with the scope ingest under Settings > API & tracking.",
            "In your program, put the address below in place of https://a.klaviyo.com, and the key in place of Klaviyo's private key.",
            "Create one event, and see it under Automation > Event history.",
        ],
    };
}
