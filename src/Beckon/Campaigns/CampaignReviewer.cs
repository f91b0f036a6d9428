using Beckon.Templates;
using Npgsql;

namespace Beckon.Campaigns;

/// <summary>Gathers what a review looks at and asks <see cref="CampaignReview"/>.</summary>
public sealed class CampaignReviewer(NpgsqlDataSource source, TemplateRenderer renderer)
{
    public async Task<CampaignReviewView> ReviewAsync(Guid workspaceId, Campaign campaign, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var counts = await ReviewStore.ReadAsync(connection, workspaceId, campaign.Channel, ct);
        var faults = renderer.Compile(campaign.Content.ToTemplate(campaign.Channel)).Problems.Where(problem => problem.Blocking).Select(problem => problem.Sentence);
        var facts = new ReviewFacts(counts.Trigger, counts.Subscribed, counts.UsesTestInbox, [.. faults]);
        var problems = CampaignReview.Check(campaign, facts);
        return new CampaignReviewView(
            [.. problems.OrderByDescending(problem => problem.Blocking)], counts.Subscribed, counts.Contacts, counts.Trigger, counts.Sources, CampaignSchedule.Ongoing);
    }
}
