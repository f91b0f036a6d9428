using Beckon.Delivery;
using Beckon.Templates;

namespace Beckon.Campaigns;

/// <summary>Sends a campaign to one address or number, with the cart of whoever left one last.</summary>
public sealed class CampaignTester(PreviewStore previews, TemplateRenderer renderer, ChannelTester channel)
{
    public async Task<ChannelTested> SendAsync(Guid workspaceId, Campaign campaign, string to, CancellationToken ct)
    {
        var subject = await previews.ForAsync(workspaceId, contactId: null, cartId: null, ct)
            ?? throw new InvalidOperationException("A preview without a contact always has a made-up one.");
        var rendered = renderer.Render(campaign.Content.ToTemplate(campaign.Channel), subject.Context);
        if (rendered.Blocking is { } problem) return new ChannelTested(ProviderOutcome.Refused, $"It cannot be sent like this: {problem.Sentence}");
        return campaign.Channel == TemplateChannel.Sms
            ? await channel.SendTextAsync(workspaceId, to, rendered.Text, ct)
            : await channel.SendAsync(workspaceId, new Delivery.Email.EmailAddress(to), rendered, subject.ContactId, ct);
    }
}
