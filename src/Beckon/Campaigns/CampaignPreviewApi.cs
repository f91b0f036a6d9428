using Beckon.Accounts;
using Beckon.Delivery;
using Beckon.Kernel;
using Beckon.Templates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Campaigns;

/// <summary>A campaign as a real contact would get it, on the screen or in a mailbox.</summary>
public static class CampaignPreviewApi
{
    public static void MapCampaignPreviewRoutes(this IEndpointRouteBuilder routes)
    {
        var campaigns = routes.MapGroup("/api/campaigns/{id}").WithTags("Campaigns");
        campaigns.MapPost("preview", PreviewAsync).Requires(Permission.CampaignsRead).WithSummary("The campaign as a contact would get it, with their cart");
        campaigns.MapPost("test", TestAsync).Requires(Permission.CampaignsWrite).WithSummary("Send the campaign to one address or number, as a test that nothing counts");
    }

    private static async Task<Results<Ok<TemplatePreview>, ValidationProblem, ProblemHttpResult>> PreviewAsync(
        string id, CampaignPreviewRequest request, Caller caller, CampaignDesk desk, PreviewStore previews, TemplateRenderer renderer, CancellationToken ct)
    {
        if (await desk.FindAsync(caller.WorkspaceId, id, ct) is not { } campaign) return CampaignProblems.Unknown(id);
        var contactId = default(Guid);
        var known = request.ContactId is null || PublicId.TryParse(Ids.Contact, request.ContactId, out contactId);
        var subject = known ? await previews.ForAsync(caller.WorkspaceId, request.ContactId is null ? null : contactId, cartId: null, ct) : null;
        if (subject is null)
        {
            var faults = new Faults();
            faults.Add("contactId", $"This workspace has no contact {request.ContactId}. GET /api/contacts lists them.");
            return faults.ToProblem("Correct what is named below and send it again.");
        }
        return TypedResults.Ok(TemplatePreview.Of(renderer.Render(campaign.Content.ToTemplate(campaign.Channel), subject.Context, explain: true), subject.Contact));
    }

    private static async Task<Results<Ok<ChannelTested>, ValidationProblem, ProblemHttpResult>> TestAsync(
        string id, CampaignTestRequest request, Caller caller, CampaignDesk desk, CampaignTester tester, WorkspaceStore workspaces, CancellationToken ct)
    {
        if (await desk.FindAsync(caller.WorkspaceId, id, ct) is not { } campaign) return CampaignProblems.Unknown(id);
        var isText = campaign.Channel == TemplateChannel.Sms;
        var address = isText ? PhoneNumber.Normalize(request.To, (await workspaces.GetAsync(caller.WorkspaceId, ct)).CallingCode) : EmailAddress.Normalize(request.To);
        if (address is { } to) return TypedResults.Ok(await tester.SendAsync(caller.WorkspaceId, campaign, to, ct));
        var faults = new Faults();
        faults.Add("to", isText ? "Give the number that the test is to go to, such as +1 312 555 0142." : "Give the e-mail address that the test is to go to.");
        return faults.ToProblem("Correct what is named below and send it again.");
    }
}

/// <summary>Whose eyes to look through.</summary>
/// <param name="ContactId">A contact; the last one who abandoned a cart when left out.</param>
public sealed record CampaignPreviewRequest(string? ContactId = null);

/// <summary>Where a test is to go.</summary>
/// <param name="To">An e-mail address; for a campaign by SMS a phone number.</param>
public sealed record CampaignTestRequest(string? To = null);
