namespace Beckon.Events.Catalogue;

/// <summary>What a shop learns of its customers. Their identifiers and names stand beside the properties.</summary>
internal static class CustomerEvents
{
    private static readonly PropertyType[] OfACustomer =
    [
        new("birthday", PropertyKind.Day, "The day of birth.", "\"1990-12-10\""),
        new("language", PropertyKind.Text, "BCP 47.", "\"en-US\""),
        new("city", PropertyKind.Text, "Where the customer lives.", "\"Boulder\""),
        new("region", PropertyKind.Text, "State or province.", "\"CO\""),
        new("postalCode", PropertyKind.Id, "Of where the customer lives.", "\"80302\""),
        new("country", PropertyKind.Text, "ISO 3166, two letters.", "\"US\""),
        Say.Store with { Sentence = "The customer's store, by its id at the sender." },
    ];

    public static EventType[] All { get; } =
    [
        new(EventNames.CustomerCreated, EventGroup.Customer, "Somebody became a customer.")
        {
            Properties = [.. OfACustomer, new("channel", PropertyKind.Text, "Where they signed up.", "\"in_store\"") { Choices = ["online", "in_store"] }],
        },
        new(EventNames.CustomerUpdated, EventGroup.Customer, "What is known of a customer has changed.")
        {
            Properties = [.. OfACustomer, new("changed", PropertyKind.List, "The names of what is new.", "[\"phone\"]")],
        },
        new(EventNames.CustomerOptinStatusChanged, EventGroup.Customer, "A customer said yes or no to messages.")
        {
            Properties =
            [
                new("channel", PropertyKind.Text, "What kind of messages.", "\"email\"")
                {
                    Choices = ["email", "sms", "push"],
                    NeededFor = "knowing which messages",
                },
                new("subscribed", PropertyKind.Flag, "true for yes, false for no.", "true") { NeededFor = "knowing what was chosen" },
                new("consentText", PropertyKind.Text, "The words that the customer agreed to.", "\"Yes, send me offers.\""),
                Say.Store,
            ],
        },
    ];
}
