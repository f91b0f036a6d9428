namespace Beckon.Events.Catalogue;

/// <summary>What happens in a store.</summary>
internal static class OtherEvents
{
    public static EventType[] All { get; } =
    [
        Of(EventNames.CustomerCheckedIn, "A customer came into a store and said who they are."),
        Of(
            EventNames.CustomerCheckedOut,
            "A customer left a store.",
            new PropertyType("minutes", PropertyKind.Quantity, "How long they were there.", "18") { Unit = "minutes" },
            Say.OrderId),
        Of(
            EventNames.CustomerAssignedToBudtender,
            "A customer is served by a member of the staff.",
            new PropertyType("budtenderId", PropertyKind.Id, "The member of the staff, by the sender's id.", "\"bt-4\"") { NeededFor = "knowing who serves them" },
            new PropertyType("budtenderName", PropertyKind.Text, "As customers know them.", "\"Sam\"")),
    ];

    private static EventType Of(string name, string sentence, params PropertyType[] own) => new(name, EventGroup.Other, sentence)
    {
        Properties = [.. own, Say.Store, Say.StoreName],
    };
}
