using Beckon.Events;
using Beckon.Templates;

namespace Beckon.Campaigns;

/// <summary>What stands between a campaign and going live, and what its owner should know. Pure.</summary>
public static class CampaignReview
{
    public static List<CampaignProblem> Check(Campaign campaign, ReviewFacts facts)
    {
        var problems = new List<CampaignProblem>();
        var isText = campaign.Channel == TemplateChannel.Sms;
        if (facts.UsesTestInbox)
        {
            problems.Add(new(CampaignStep.Channel, Blocking: false,
                isText
                    ? "Text messages go to the built-in test inbox, not to shoppers, until Twilio is set up under Settings > Channels."
                    : "E-mails go to the built-in test inbox, not to shoppers, until SMTP is set up under Settings > Channels."));
        }
        if (facts.Trigger == CartAbandonment.None)
        {
            problems.Add(new(CampaignStep.Recipients, Blocking: false,
                "No connected integration has reported abandoned carts yet. Connect one under Settings > Integrations; until then nothing is sent."));
        }
        if (facts.Subscribed == 0)
        {
            problems.Add(new(CampaignStep.Recipients, Blocking: false,
                isText
                    ? "Nobody is subscribed to text messages yet: that needs an explicit yes. The campaign reaches people as they subscribe."
                    : "Nobody is subscribed to e-mail yet. The campaign reaches people as they subscribe."));
        }
        problems.AddRange(facts.TemplateFaults.Select(fault => new CampaignProblem(CampaignStep.Content, Blocking: true, fault)));
        if (isText) CheckText(campaign.Content.Text, problems);
        else CheckEmail(campaign.Content, facts, problems);
        return problems;
    }

    private static void CheckText(string text, List<CampaignProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(text)) problems.Add(new(CampaignStep.Content, Blocking: true, "There is no text yet. Choose a template or write the message."));
    }

    private static void CheckEmail(CampaignContent content, ReviewFacts facts, List<CampaignProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(content.Subject)) problems.Add(new(CampaignStep.Content, Blocking: true, "The subject is empty. Write one."));
        if (string.IsNullOrWhiteSpace(content.Html))
            problems.Add(new(CampaignStep.Content, Blocking: true, "There is no content yet. Choose a template or write the e-mail."));
        if (!content.Html.Contains("unsubscribeUrl", StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(content.Html))
        {
            problems.Add(new(CampaignStep.Content, Blocking: false,
                "The e-mail has no unsubscribe link. Mail programs show their own button all the same; add {{unsubscribeUrl}} to the footer."));
        }
        if (content.Html.Contains("product_feed", StringComparison.Ordinal) && facts.Trigger == CartAbandonment.Simple)
        {
            problems.Add(new(CampaignStep.Content, Blocking: false,
                "The connected trigger is Simple: it tells who left a cart, not which products. The product feed will be empty."));
        }
    }
}

/// <summary>What the review looks at beside the campaign itself.</summary>
/// <param name="Trigger">The best abandonment trigger among the connected sources.</param>
/// <param name="Subscribed">How many contacts could be written to now.</param>
/// <param name="UsesTestInbox">No provider is set up for its channel.</param>
/// <param name="TemplateFaults">Why the content cannot be rendered, in sentences.</param>
public sealed record ReviewFacts(CartAbandonment Trigger, long Subscribed, bool UsesTestInbox, IReadOnlyList<string> TemplateFaults);

/// <summary>A fault of a campaign and the step of the wizard it is mended in.</summary>
/// <param name="Step">Where to mend it.</param>
/// <param name="Blocking">True: it cannot go live like this. False: advice.</param>
/// <param name="Sentence">What is wrong and what to do.</param>
public sealed record CampaignProblem(CampaignStep Step, bool Blocking, string Sentence);

/// <summary>The steps of the campaign wizard.</summary>
public enum CampaignStep
{
    Channel,
    Recipients,
    Content,
    Review,
}
