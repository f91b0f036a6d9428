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
        Description = "Your own programs send any event, one at a time or up to a thousand together.",
        CartAbandonment = Source.CartAbandonment,
        Events = [],
        Settings = [SettingFields.TimeZone],
        BuiltIn = Source,
        Authentication = "The header 'Authorization: Bearer' with an API key that has the scope ingest.",
    };
}
