namespace Beckon.Events.Catalogue;

/// <summary>What people decide about who is who. Nobody else can send these.</summary>
internal static class IdentityEvents
{
    private static readonly PropertyType By = new("by", PropertyKind.Text, "Who decided it.", "\"user:ada@shop.example\"");

    private static readonly PropertyType Other =
        new("other", PropertyKind.Text, "The other contact.", "\"con_0za3296vbvhrrsz1dxghfgweyk\"");

    public static EventType[] All { get; } =
    [
        Of(EventNames.ContactsMerged, "Two contacts were said to be one person."),
        Of(EventNames.ContactsKeptApart, "Two contacts were said to be two people."),
        Of(
            EventNames.MergeUndone,
            "A merge of two contacts was undone.",
            new PropertyType("merge", PropertyKind.Text, "Which merge.", "\"mrg_0za3296vbvhrrsz1dxghfgweyk\"")),
    ];

    private static EventType Of(string name, string sentence, params PropertyType[] own) => new(name, EventGroup.Identity, sentence)
    {
        Properties = [By, Other, .. own],
    };
}
