using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Kernel;
using Beckon.Orders;

namespace Beckon.Integrations.Browser;

/// <summary>Reads again what Beckon itself has told of carts that were left alone, for replays. Pure.</summary>
public static class IdleCartReader
{
    public static List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults)
    {
        try
        {
            var carts = body.Deserialize(IdleCartJson.Default.ListIdleCart) ?? [];
            return carts.ConvertAll(cart => cart.ToEvent(arrival.NewId(), arrival.Source.Id, arrival.ReceivedAt));
        }
        catch (JsonException error)
        {
            faults.Add(error.Path ?? "$", "This is not what Beckon writes of carts that were left alone.");
            return [];
        }
    }
}
