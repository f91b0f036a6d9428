using Beckon.Events.Payloads;

namespace Beckon.Integrations.Doors;

/// <summary>The ids of a request's events, ascending, because an id is the event's place in the history.</summary>
public sealed class EventIds(Guid request)
{
    private int _count;

    public Guid Next() => RequestId.EventOf(request, ++_count);
}
