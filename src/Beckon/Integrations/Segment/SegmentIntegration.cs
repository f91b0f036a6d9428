using Beckon.Events;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Integrations.Segment;

/// <summary>Segment's HTTP API, as the libraries of Segment, RudderStack, Jitsu and Dittofeed speak it.</summary>
public static class SegmentIntegration
{
    public static BuiltInSource Source { get; } = new("segment", "Segment", CartAbandonment.Dynamic)
    {
        Settings = SourceSettings.Of([new(SourceSettings.IdleCart, IntegrationSetting.IdleCart.Default)]),
    };

    public static Integration Declaration { get; } = new()
    {
        Kind = Source.Kind,
        Name = Source.Name,
        Title = "Segment-compatible API",
        Group = IntegrationGroup.Compatible,
        Description = "Point any Segment or RudderStack library at Beckon: page views, carts and orders of the e-commerce specification, and events of your own.",
        CartAbandonment = Source.CartAbandonment,
        Events = EcommerceNames.Events,
        Settings = [IntegrationSetting.Zone, IntegrationSetting.IdleCart],
        BuiltIn = Source,
        Authentication = "The write key: on servers an API key that has the scope ingest, in web pages a browser key (pk_…).",
        Connect = Connect,
        Doors = [new(Source.Kind, call => SegmentCall.Parse(call).Read)],
        Map = SegmentApi.MapSegment,
        Add = services => services.AddSingleton<SegmentDoor>(),
    };

    private static Connection Connect(Place place) => new(
        [
            new("Libraries that ask for a host or data plane", place.At),
            new("Libraries that ask for an API host with its path", $"{place.At}/v1"),
        ],
        Declaration.Authentication,
        $$$$"""
        curl {{{{place.At}}}}/v1/track \
          -u 'YOUR_API_KEY:' -H 'Content-Type: application/json' \
          -d '{"userId": "77", "event": "Product Added", "messageId": "m-1", "properties": {"product_id": "p-7", "name": "Ceramic mug", "price": 17.00, "quantity": 2}}'
        """)
    {
        Steps =
        [
            "Under Settings > API & tracking make an API key with the scope ingest for servers, and a browser key for web pages. It is the write key.",
            "Give your library the write key and the address below, in place of Segment's.",
            "Send one event, and see it under Automation > Event history.",
        ],
    };
}
