using Beckon.Integrations.CartApi;
using Beckon.Integrations.EventsApi;
using Beckon.Integrations.Jane;
using Beckon.Integrations.Yespo;

namespace Beckon.Integrations.Doors;

/// <summary>How to read again what came through a door. Names stay as they are, because payloads bear them.</summary>
public static class KnownDoors
{
    /// <summary>The adapter of the door; null when there is no such door any more.</summary>
    /// <param name="door">The name that the payload bears.</param>
    /// <param name="call">What the call said beside the body.</param>
    public static Adapter? Find(string door, string? call) => door switch
    {
        JaneIntegration.Kind => JaneCall.Parse(call).Read,
        _ when door == CartIntegration.Source.Kind => CartCall.Read,
        _ when door == OrdersIntegration.Source.Kind => AddOrders.Read,
        _ when door == EventsIntegration.Source.Kind => NativeEvents.Read,
        _ => null,
    };
}
