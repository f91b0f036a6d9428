namespace Beckon.Events.Catalogue;

/// <summary>Who comes into audiences and who leaves them. Nobody else can send these.</summary>
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
    ];
}
