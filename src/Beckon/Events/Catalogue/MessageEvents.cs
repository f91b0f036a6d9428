namespace Beckon.Events.Catalogue;

/// <summary>What Beckon itself tells of its messages. Nobody else can send these.</summary>
internal static class MessageEvents
{
    private static readonly PropertyType Message =
        new("messageId", PropertyKind.Text, "Which message.", "\"msg_0za3296vbvhrrsz1dxghfgweyk\"") { NeededFor = "finding the message" };

    private static readonly PropertyType[] Origin =
    [
        new("campaignId", PropertyKind.Text, "Of which campaign the message is; left out for one of a flow alone.", "\"cmp_0za3296vbvhrrsz1dxghfgweyk\""),
        new("flowId", PropertyKind.Text, "Of which flow the message is.", "\"flw_0za3296vbvhrrsz1dxghfgweyk\""),
    ];

    private static readonly PropertyType Subject = new("subject", PropertyKind.Text, "The message's subject.", "\"You left something\"");

    public static EventType[] All { get; } =
    [
        Of(EventNames.MessageSent, "A message was handed to the provider.", Subject),
        Of(EventNames.MessageDelivered, "A message reached its mailbox or phone."),
        Of(EventNames.MessageOpened, "A message was opened."),
        Of(
            EventNames.MessageClicked,
            "A link in a message was followed.",
            new PropertyType("url", PropertyKind.Url, "Where the link leads.", "\"https://shop.example/cart/c-1001\"")),
        Of(
            EventNames.MessageBounced,
            "A message came back.",
            Subject,
            new PropertyType("reason", PropertyKind.Text, "What the other side said.", "\"mailbox_full\""),
            new PropertyType("detail", PropertyKind.Text, "The same in words.", "\"The phone could not be reached.\"")),
        Of(
            EventNames.MessageSkipped,
            "A message was not sent, for a reason.",
            Subject,
            new PropertyType("reason", PropertyKind.Text, "Which rule held it back.", "\"no_consent\"")),
        new(EventNames.MessageReceived, EventGroup.Message, "A person answered a text message; STOP and START are told as unsubscribing and subscribing.")
        {
            Properties =
            [
                new("text", PropertyKind.Text, "What they wrote.", "\"Is it still there?\""),
                new("channel", PropertyKind.Text, "On which channel.", "\"sms\""),
            ],
        },
        Of(EventNames.ContactUnsubscribed, "A person no longer wants messages."),
    ];

    private static EventType Of(string name, string sentence, params PropertyType[] own) => new(name, EventGroup.Message, sentence)
    {
        Properties = [Message, .. Origin, .. own],
    };
}
