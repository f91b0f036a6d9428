using System.Globalization;
using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.EventsApi;

/// <summary>The body of the events call: one event or a list of them.</summary>
public static class NativeEvents
{
    public const int MostEvents = 1_000;

    public static List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults)
    {
        var events = new List<CanonicalEvent>();
        if (body.ValueKind == JsonValueKind.Array)
        {
            var count = body.GetArrayLength();
            if (count > MostEvents)
            {
                faults.Add("$", string.Create(CultureInfo.InvariantCulture, $"There are {count} events; send at most {MostEvents} in one request."));
                return events;
            }
            foreach (var fields in Fields.Elements(body, Spot.Root, faults)) events.Add(NativeEvent.Read(arrival, fields, events.Count));
        }
        else if (Fields.Of(body, Spot.Root, faults) is { } fields)
        {
            events.Add(NativeEvent.Read(arrival, fields, 0));
        }
        return events;
    }
}
