using Beckon.Delivery;
using Beckon.Events;
using Beckon.Flows;

namespace Beckon.Campaigns;

/// <summary>Compiles a campaign into the flow that runs it: there is one engine that decides and sends.</summary>
public static class CampaignFlow
{
    // An abandonment that is a week old when it is heard of comes from loading history, not from a shopper who can still be won back.
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(7);

    /// <summary>Abandoned Cart: each abandonment starts a run; it waits as set; whoever has bought meanwhile is taken out; one e-mail.</summary>
    public static FlowDefinition OfAbandonedCart(Guid campaignId, Guid contentId, CampaignSettings settings) => new()
    {
        Trigger = EventNames.CartAbandoned,
        CampaignId = campaignId,
        ExitRule = ExitRule.CartBought,
        MaxAge = MaxAge,
        Steps = settings.DelayMinutes == 0
            ? [new SendStep("email", contentId)]
            : [new WaitStep("wait", TimeSpan.FromMinutes(settings.DelayMinutes)), new SendStep("email", contentId)],
    };
}
