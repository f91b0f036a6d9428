namespace Beckon.Events.Catalogue;

/// <summary>Who comes into audiences and segments, and who leaves them. Nobody else can send these.</summary>
internal static class AudienceEvents
{
    private static readonly PropertyType[] Which =
    [
        new("audienceId", PropertyKind.Text, "Which audience.", "\"aud_0za3296vbvhrrsz1dxghfgweyk\"") { NeededFor = "knowing which audience" },
        new("audience", PropertyKind.Text, "What it was called then.", "\"Left a cart today\""),
    ];

    public static EventType[] All { get; } =
    [
        new(EventNames.AudienceEntered, EventGroup.Audience, "A person came to fit a live audience.") { Properties = Which },
        new(EventNames.AudienceExited, EventGroup.Audience, "A person no longer fits a live audience.") { Properties = Which },
        new(EventNames.RfmSegmentChanged, EventGroup.Audience, "A customer moved from one RFM segment into another.")
        {
            Properties =
            [
                new("from", PropertyKind.Text, "The segment before; left out for somebody without a delivered order until then.", "\"Promising\""),
                new("to", PropertyKind.Text, "The segment now; left out for somebody who has no delivered order any more.", "\"Champions\""),
            ],
        },
        new(EventNames.FlowCalled, EventGroup.Audience, "A flow was started for a person: by another flow, a call, a date, a time, or news of a product, whose properties it then has too.")
        {
            Properties =
            [
                new("flowId", PropertyKind.Text, "Which flow.", "\"flw_0za3296vbvhrrsz1dxghfgweyk\"") { NeededFor = "starting it" },
                new("depth", PropertyKind.Number, "How many flows have called each other to come to it; 0 for a call from outside.", "0"),
            ],
        },
        new(EventNames.DiscountGiven, EventGroup.Audience, "A flow gave a person a code of a discount.")
        {
            Properties =
            [
                new("discountId", PropertyKind.Text, "Of which discount.", "\"dsc_0za3296vbvhrrsz1dxghfgweyk\""),
                new("code", PropertyKind.Text, "Which code.", "\"BACK-7Q2F\""),
                new("flowId", PropertyKind.Text, "Which flow gave it.", "\"flw_0za3296vbvhrrsz1dxghfgweyk\""),
            ],
        },
    ];
}
