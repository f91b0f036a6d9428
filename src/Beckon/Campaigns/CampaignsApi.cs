using Beckon.Accounts;
using Beckon.Kernel;
using Beckon.Templates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Beckon.Campaigns;

/// <summary>Campaigns: make, edit, set live, pause.</summary>
public static class CampaignsApi
{
    private const int LongestName = 200;
    private const int LongestContent = 500_000;

    public static void MapCampaignRoutes(this IEndpointRouteBuilder routes)
    {
        var campaigns = routes.MapGroup("/api/campaigns").WithTags("Campaigns");
        campaigns.MapGet("", ListAsync).Requires(Permission.CampaignsRead).WithSummary("All campaigns, newest first");
        campaigns.MapPost("", CreateAsync).Requires(Permission.CampaignsWrite).WithSummary("Make a draft of an Abandoned Cart campaign");
        campaigns.MapGet("{id}", GetAsync).Requires(Permission.CampaignsRead).WithSummary("One campaign");
        campaigns.MapPatch("{id}", EditAsync).Requires(Permission.CampaignsWrite).WithSummary("Edit a campaign; a live one sends the edit once it is set live again");
        campaigns.MapDelete("{id}", DeleteAsync).Requires(Permission.CampaignsWrite).WithSummary("Delete a draft that was never live");
        campaigns.MapPost("{id}/live", SetLiveAsync).Requires(Permission.CampaignsWrite).WithSummary("Set a campaign live with its present content");
        campaigns.MapPost("{id}/pause", PauseAsync).Requires(Permission.CampaignsWrite).WithSummary("Pause a campaign; what waits is recorded as skipped");
    }

    private static async Task<Ok<Page<CampaignView>>> ListAsync(Caller caller, NpgsqlDataSource source, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var campaigns = await CampaignStore.ListAsync(connection, caller.WorkspaceId, ct);
        return TypedResults.Ok(new Page<CampaignView>([.. campaigns.Select(CampaignView.Of)], NextCursor: null));
    }

    private static async Task<Results<Created<CampaignView>, ValidationProblem>> CreateAsync(
        NewCampaign request, Caller caller, CampaignDesk desk, CancellationToken ct)
    {
        var name = request.Name?.Trim() is { Length: > 0 } given ? given : "Abandoned cart";
        var faults = new Faults();
        CheckName(name, faults);
        var channel = request.Channel ?? TemplateChannel.Email;
        var (templateId, content) = await ContentAsync(caller, desk, request.TemplateId, channel, faults, ct);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");

        var campaign = await desk.CreateAsync(caller, name, channel, templateId, content ?? CampaignContent.Empty, ct);
        return TypedResults.Created($"/api/campaigns/{Ids.Out(Ids.Campaign, campaign.Id)}", CampaignView.Of(campaign));
    }

    private static async Task<Results<Ok<CampaignView>, ProblemHttpResult>> GetAsync(
        string id, Caller caller, CampaignDesk desk, HttpResponse response, CancellationToken ct)
    {
        if (await desk.FindAsync(caller.WorkspaceId, id, ct) is not { } campaign) return CampaignProblems.Unknown(id);
        response.Headers.ETag = Etag(campaign);
        return TypedResults.Ok(CampaignView.Of(campaign));
    }

    private static async Task<Results<Ok<CampaignView>, ValidationProblem, ProblemHttpResult>> EditAsync(
        string id, CampaignEdit request, Caller caller, CampaignDesk desk, HttpContext http, CancellationToken ct)
    {
        if (await desk.FindAsync(caller.WorkspaceId, id, ct) is not { } campaign) return CampaignProblems.Unknown(id);
        if (http.Request.Headers.IfMatch is { Count: > 0 } match && match != Etag(campaign)) return CampaignProblems.Stale();

        var faults = new Faults();
        var name = request.Name?.Trim() ?? campaign.Name;
        CheckName(name, faults);
        if (request.Content is { } given) CheckContent(given, faults);
        var settings = new CampaignSettings(
            request.Settings?.DelayMinutes ?? campaign.Settings.DelayMinutes, request.Settings?.Limits ?? campaign.Settings.Limits,
            request.Settings?.Priority ?? campaign.Settings.Priority);
        CheckSettings(settings, faults);
        var channel = request.Channel ?? campaign.Channel;
        if (channel != campaign.Channel && campaign.LiveVersion is not null) faults.Add("channel", "A campaign that has been live stays on its channel. Make another for the other.");
        var (templateId, content) = await ContentAsync(caller, desk, request.TemplateId, channel, faults, ct);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");

        // The template of the other channel is not where its content comes from any more.
        var template = templateId ?? (channel == campaign.Channel ? campaign.TemplateId : null);
        var edited = new CampaignEdited(name, channel, template, request.Content ?? content ?? campaign.Content, settings);
        if (await desk.EditAsync(caller, campaign, edited, ct) is not { } next) return CampaignProblems.Stale();
        http.Response.Headers.ETag = Etag(next);
        return TypedResults.Ok(CampaignView.Of(next));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, Caller caller, CampaignDesk desk, CancellationToken ct)
    {
        if (await desk.FindAsync(caller.WorkspaceId, id, ct) is not { } campaign) return CampaignProblems.Unknown(id);
        return await desk.DeleteAsync(caller, campaign, ct) ? TypedResults.NoContent() : CampaignProblems.HasRun();
    }

    private static async Task<Results<Ok<CampaignView>, ProblemHttpResult>> SetLiveAsync(
        string id, Caller caller, CampaignDesk desk, CampaignReviewer reviewer, CancellationToken ct)
    {
        if (await desk.FindAsync(caller.WorkspaceId, id, ct) is not { } campaign) return CampaignProblems.Unknown(id);
        var review = await reviewer.ReviewAsync(caller.WorkspaceId, campaign, ct);
        if (review.Problems.Where(problem => problem.Blocking).ToList() is { Count: > 0 } blocking) return CampaignProblems.NotReady(blocking);
        await desk.SetLiveAsync(caller, campaign, ct);
        return TypedResults.Ok(CampaignView.Of(await desk.FindAsync(caller.WorkspaceId, id, ct) ?? campaign));
    }

    private static async Task<Results<Ok<CampaignView>, ProblemHttpResult>> PauseAsync(string id, Caller caller, CampaignDesk desk, CancellationToken ct)
    {
        if (await desk.FindAsync(caller.WorkspaceId, id, ct) is not { } campaign) return CampaignProblems.Unknown(id);
        if (campaign.Status != CampaignStatus.Live) return CampaignProblems.NotLive();
        await desk.PauseAsync(caller, campaign, ct);
        return TypedResults.Ok(CampaignView.Of(await desk.FindAsync(caller.WorkspaceId, id, ct) ?? campaign));
    }

    private static async Task<(Guid? TemplateId, CampaignContent? Content)> ContentAsync(
        Caller caller, CampaignDesk desk, string? templateId, TemplateChannel channel, Faults faults, CancellationToken ct)
    {
        if (templateId is null) return (null, null);
        var content = PublicId.TryParse(Ids.Template, templateId, out var id) ? await desk.TemplateContentAsync(caller.WorkspaceId, id, channel, ct) : null;
        if (content is null) faults.Add("templateId", $"There is no template {templateId} for the channel {Words.Of(channel)}. GET /api/templates lists them.");
        return (id, content);
    }

    private static void CheckName(string name, Faults faults)
    {
        if (name.Length is 0 or > LongestName) faults.Add("name", $"Give it a name of 1 to {LongestName} characters.");
    }

    private static void CheckSettings(CampaignSettings settings, Faults faults)
    {
        if (settings.DelayMinutes is < 0 or > CampaignSettings.LongestDelayMinutes)
            faults.Add("settings.delayMinutes", "Wait between 0 minutes (at once) and 10,080 minutes (7 days) after the cart was abandoned.");
    }

    private static void CheckContent(CampaignContent content, Faults faults)
    {
        if (content.Subject.Length > 1_000) faults.Add("content.subject", "A subject has at most 1,000 characters.");
        if (content.Subject.AsSpan().ContainsAny('\r', '\n')) faults.Add("content.subject", "A subject is one line.");
        if (content.Preheader.Length > 1_000) faults.Add("content.preheader", "A preheader has at most 1,000 characters.");
        if (content.Html.Length > LongestContent) faults.Add("content.html", "The HTML has at most 500,000 characters; mail programs cut at 100,000.");
        if (content.Text.Length > LongestContent) faults.Add("content.text", "The text has at most 500,000 characters.");
    }

    private static string Etag(Campaign campaign) => $"\"{campaign.Version}\"";
}
