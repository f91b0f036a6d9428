using Beckon.Delivery;
using Beckon.Flows;
using Beckon.Templates;

namespace Beckon.Campaigns;

/// <summary>The simple way to send: channel, recipients, content, and it goes. A live campaign runs as a flow.</summary>
public sealed record Campaign
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required CampaignStatus Status { get; init; }

    /// <summary>What it is sent over; it stays so from when it was first live.</summary>
    public TemplateChannel Channel { get; init; }

    /// <summary>The template that the content was taken from; editing one does not change the other.</summary>
    public Guid? TemplateId { get; init; }

    public required CampaignContent Content { get; init; }

    public required CampaignSettings Settings { get; init; }

    public required Guid FlowId { get; init; }

    /// <summary>Grows with each edit: the ETag.</summary>
    public required int Version { get; init; }

    /// <summary>The version that is or was last live.</summary>
    public int? LiveVersion { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? LiveAt { get; init; }
}

/// <summary>Where a campaign stands.</summary>
public enum CampaignStatus
{
    Draft,
    Live,
    Paused,
}

/// <summary>How it is sent.</summary>
/// <param name="DelayMinutes">How long after the abandonment, 0 to 10,080 (7 days); 0 is at once.</param>
/// <param name="Limits">How its message takes quiet hours and frequency caps.</param>
/// <param name="Priority">Whether its message goes before those of flows and other campaigns where somebody may get one only.</param>
public sealed record CampaignSettings(int DelayMinutes = 0, SendLimits Limits = SendLimits.Workspace, FlowPriority Priority = FlowPriority.Normal)
{
    public const int LongestDelayMinutes = 7 * 24 * 60;
}

/// <summary>What is sent: Handlebars in each part. An empty text part is made from the HTML.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Preheader">What mail programs show beside the subject.</param>
/// <param name="Html">The HTML part.</param>
/// <param name="Text">The plain-text part.</param>
public sealed record CampaignContent(string Subject, string Preheader, string Html, string Text)
{
    public static CampaignContent Empty { get; } = new("", "", "", "");

    /// <summary>For the renderer. Of a text message only the text is meant, whatever else is kept from when it was an e-mail.</summary>
    public TemplateContent ToTemplate(TemplateChannel channel) => channel switch
    {
        TemplateChannel.Email => new(Subject, Preheader, Html, Text),
        TemplateChannel.Sms => new("", "", "", Text),
    };
}
