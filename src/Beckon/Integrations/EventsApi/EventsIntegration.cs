using Beckon.Events;

namespace Beckon.Integrations.EventsApi;

/// <summary>Beckon's own way in: any event, in Beckon's own words.</summary>
public static class EventsIntegration
{
    public static BuiltInSource Source { get; } = new("events_api", "Events API", CartAbandonment.Dynamic);

    public static Integration Declaration { get; } = new()
    {
        Kind = Source.Kind,
        Name = Source.Name,
        Group = IntegrationGroup.Own,
        Description = "Your own programs send any event, one at a time or up to a thousand together.",
        CartAbandonment = Source.CartAbandonment,
        Events = [],
        Settings = [IntegrationSetting.Zone, IntegrationSetting.IdleCart with { Default = null }],
        BuiltIn = Source,
        Authentication = "The header 'Authorization: Bearer' with an API key that has the scope ingest.",
        Connect = place => Connect($"{place.At}/api/events"),
        Doors = [new(Source.Kind, NativeEvents.Read)],
        Map = NativeEventsApi.MapNativeEvents,
    };

    private static Connection Connect(string url) => new(
        [new("Events", url)],
        Declaration.Authentication,
        $$$$"""
        curl {{{{url}}}} \
          -H 'Authorization: Bearer YOUR_API_KEY' -H 'Content-Type: application/json' \
          -d '{"event": "viewed_product", "email": "ada@example.com", "properties": {"productId": "p-7"}}'
        """);
}
