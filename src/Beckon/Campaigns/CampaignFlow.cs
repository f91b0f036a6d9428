using Beckon.Audiences.Language;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Templates;

namespace Beckon.Campaigns;

/// <summary>Compiles a campaign into the flow that runs it: there is one engine that decides and sends.</summary>
public static class CampaignFlow
{
    // An abandonment that is a week old when it is heard of comes from loading history, not from a shopper who can still be won back.
    private static readonly Duration MaxAge = new(7, TimeUnit.Days);

    /// <summary>Abandoned Cart: each abandonment starts a run; it waits as set; whoever has bought meanwhile is taken out; one message.</summary>
    public static FlowDefinition OfAbandonedCart(Guid campaignId, Guid contentId, TemplateChannel channel, CampaignSettings settings) => new()
    {
        Trigger = new EventTrigger(new EventTest(EventNames.CartAbandoned)),
        CampaignId = campaignId,
        Exits = new FlowExits { Bought = true },
        MaxAge = MaxAge,
        Priority = settings.Priority,
        Steps = settings.DelayMinutes == 0
            ? [Send(contentId, channel, settings)]
            : [new WaitStep("wait", Wait(settings.DelayMinutes)), Send(contentId, channel, settings)],
    };

    private static SendStep Send(Guid contentId, TemplateChannel channel, CampaignSettings settings) =>
        new(channel == TemplateChannel.Sms ? "text" : "email") { ContentId = contentId, Channel = channel, Limits = settings.Limits };

    // As it was set: 90 minutes stay 90 minutes.
    private static Duration Wait(int minutes) => minutes % 1_440 == 0 ? new(minutes / 1_440, TimeUnit.Days) : minutes % 60 == 0 ? new(minutes / 60, TimeUnit.Hours) : new(minutes, TimeUnit.Minutes);
}
