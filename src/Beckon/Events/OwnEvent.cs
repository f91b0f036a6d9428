using Beckon.Kernel;

namespace Beckon.Events;

/// <summary>What Beckon itself tells of a contact: an event like any other, from now.</summary>
public static class OwnEvent
{
    public static CanonicalEvent Of(string name, Guid contactId, RawJson properties, TimeProvider time)
    {
        var (id, now) = (Ids.New(time), time.GetUtcNow());
        return new CanonicalEvent
        {
            Id = id,
            SourceId = Source.Own,
            MessageId = $"{name}:{id:n}",
            Name = name,
            OccurredAt = now,
            ReceivedAt = now,
            Who = new Identifiers { ContactId = contactId },
            Properties = properties,
        };
    }
}
