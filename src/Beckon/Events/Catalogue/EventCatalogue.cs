using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Beckon.Events.Catalogue;

/// <summary>All events that Beckon knows the meaning of, in the order in which people read of them. Senders may use any other name as well.</summary>
public static class EventCatalogue
{
    private static readonly FrozenDictionary<string, EventType> ByName;

    static EventCatalogue()
    {
        All =
        [
            .. OrderEvents.All, .. EcommerceEvents.All, .. BehaviourEvents.All, .. CustomerEvents.All, .. InventoryEvents.All, .. OtherEvents.All,
            .. OrderStatusEvents.All, .. MessageEvents.All, .. IdentityEvents.All,
            .. AudienceEvents.All,
        ];
        ByName = All.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);
    }

    public static IReadOnlyList<EventType> All { get; }

    public static bool TryFind(string name, [NotNullWhen(true)] out EventType? type) => ByName.TryGetValue(name, out type);

    public static bool Knows(string name) => ByName.ContainsKey(name);

    /// <summary>Whether Beckon alone tells it: from outside it would be a claim about messages, or about who is who.</summary>
    public static bool IsOwn(string name) => TryFind(name, out var type) && type.IsOwn;

    /// <summary>Whether it happens to a product, and so to nobody in particular.</summary>
    public static bool IsOfProduct(string name) => TryFind(name, out var type) && type.Subject == EventSubject.Product;
}
