using Beckon.Delivery;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Kernel;
using Beckon.Templates;

namespace Beckon.Campaigns;

/// <summary>A campaign.</summary>
/// <param name="Id">Starts with <c>cmp_</c>.</param>
/// <param name="Name">What its makers call it.</param>
/// <param name="Type">Abandoned Cart: sent for each new abandonment.</param>
/// <param name="Status">Draft, live or paused.</param>
/// <param name="Channel">What it is sent over; it stays so from when it was first live.</param>
/// <param name="Recipients">All subscribed users.</param>
/// <param name="Schedule">Ongoing, by itself: from the moment it is live.</param>
/// <param name="TemplateId">The template the content was taken from.</param>
/// <param name="Content">What is sent.</param>
/// <param name="Settings">How it is sent.</param>
/// <param name="Version">The ETag: send it back in <c>If-Match</c> when editing.</param>
/// <param name="HasUnpublishedChanges">It was edited since it went live; set it live again to send the new content.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was last edited.</param>
/// <param name="LiveAt">When it was last set live.</param>
public sealed record CampaignView(
    string Id,
    string Name,
    CampaignType Type,
    CampaignStatus Status,
    TemplateChannel Channel,
    CampaignRecipients Recipients,
    CampaignSchedule Schedule,
    string? TemplateId,
    CampaignContent Content,
    CampaignSettings Settings,
    int Version,
    bool HasUnpublishedChanges,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? LiveAt)
{
    public static CampaignView Of(Campaign campaign) => new(
        Ids.Out(Ids.Campaign, campaign.Id),
        campaign.Name,
        CampaignType.AbandonedCart,
        campaign.Status,
        campaign.Channel,
        CampaignRecipients.AllSubscribed,
        CampaignSchedule.Ongoing,
        Ids.Out(Ids.Template, campaign.TemplateId),
        campaign.Content,
        campaign.Settings,
        campaign.Version,
        campaign.LiveVersion is { } live && live != campaign.Version,
        campaign.CreatedAt,
        campaign.UpdatedAt,
        campaign.LiveAt);
}

/// <summary>What starts it.</summary>
public enum CampaignType
{
    AbandonedCart,
}

/// <summary>Whom it is for.</summary>
public enum CampaignRecipients
{
    AllSubscribed,
}

/// <summary>When it is sent.</summary>
public enum CampaignSchedule
{
    Ongoing,
}

/// <summary>Makes a campaign.</summary>
/// <param name="Name">Up to 200 characters; "Abandoned cart" when left out.</param>
/// <param name="TemplateId">Takes the content from this template, which is of the campaign's channel.</param>
/// <param name="Channel">What it is sent over; <c>email</c> when left out.</param>
public sealed record NewCampaign(string? Name = null, string? TemplateId = null, TemplateChannel? Channel = null);

/// <summary>Changes what is given and leaves the rest.</summary>
/// <param name="Name">Up to 200 characters.</param>
/// <param name="TemplateId">Takes the content from this template, replacing the present one unless content is given too.</param>
/// <param name="Content">What is sent.</param>
/// <param name="Settings">How it is sent.</param>
/// <param name="Channel">What it is sent over; it can be changed while the campaign was never live.</param>
public sealed record CampaignEdit(
    string? Name = null, string? TemplateId = null, CampaignContent? Content = null, CampaignSettingsEdit? Settings = null, TemplateChannel? Channel = null);

/// <summary>Changes of how a campaign is sent; what is left out stays.</summary>
/// <param name="DelayMinutes">How long after the abandonment, 0 to 10,080 (7 days); 0 is at once.</param>
/// <param name="Limits">How its message takes quiet hours and frequency caps.</param>
/// <param name="Priority">Whether its message goes before those of flows and other campaigns where somebody may get one only.</param>
public sealed record CampaignSettingsEdit(int? DelayMinutes = null, SendLimits? Limits = null, FlowPriority? Priority = null);

/// <summary>What stands between the campaign and going live.</summary>
/// <param name="Problems">Blocking ones first.</param>
/// <param name="Subscribed">Contacts that could be written to now.</param>
/// <param name="Contacts">All contacts.</param>
/// <param name="Trigger">The abandonment trigger of the connected sources.</param>
/// <param name="Sources">Their names.</param>
/// <param name="Schedule">Ongoing.</param>
public sealed record CampaignReviewView(
    IReadOnlyList<CampaignProblem> Problems, long Subscribed, long Contacts, CartAbandonment Trigger, string? Sources, CampaignSchedule Schedule);

/// <summary>What a campaign did.</summary>
/// <param name="Triggered">Abandonments it decided on.</param>
/// <param name="Sent">Messages handed to the provider and taken.</param>
/// <param name="Opened">Of these, opened at least once.</param>
/// <param name="Clicked">Of these, clicked at least once.</param>
/// <param name="Unsubscribed">Of these, led to an unsubscribe.</param>
/// <param name="Waiting">Messages on their way.</param>
/// <param name="Scheduled">Abandonments whose message is to go out later, unless the cart is bought until then.</param>
/// <param name="NextAt">When the first of these goes out.</param>
/// <param name="Bounced">Messages that came back.</param>
/// <param name="Failed">Messages refused, or given up after a day of trying.</param>
/// <param name="Uncertain">Messages of which it is not known whether they were sent: a person decides.</param>
/// <param name="Reasons">Why messages were not sent, most frequent first.</param>
/// <param name="Orders">Delivered orders credited to it.</param>
/// <param name="Revenue">Their total, in <paramref name="Currency"/>.</param>
/// <param name="Currency">The workspace's.</param>
/// <param name="AttributionClickDays">An order counts for so many days after a click.</param>
/// <param name="AttributionOpenDays">An order counts for so many days after an open.</param>
/// <param name="Days">Day by day, quiet days too.</param>
public sealed record CampaignReportView(
    long Triggered,
    long Sent,
    long Opened,
    long Clicked,
    long Unsubscribed,
    long Waiting,
    long Scheduled,
    DateTimeOffset? NextAt,
    long Bounced,
    long Failed,
    long Uncertain,
    IReadOnlyList<ReasonCount> Reasons,
    long Orders,
    decimal Revenue,
    string Currency,
    int AttributionClickDays,
    int AttributionOpenDays,
    IReadOnlyList<CampaignDay> Days);
