using Beckon.Accounts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Beckon.Campaigns;

/// <summary>What campaigns did, the rows behind each number, and the why behind each row.</summary>
public static class CampaignReportApi
{
    private static readonly string[] Statuses = ["queued", "sending", "sent", "delivered", "bounced", "failed", "uncertain", "skipped"];

    public static void MapCampaignReportRoutes(this IEndpointRouteBuilder routes)
    {
        var campaigns = routes.MapGroup("/api/campaigns/{id}").WithTags("Campaigns");
        campaigns.MapGet("review", ReviewAsync).Requires(Permission.CampaignsRead).WithSummary("What stands between the campaign and going live");
        campaigns.MapGet("report", ReportAsync).Requires(Permission.CampaignsRead).WithSummary("What the campaign did");
        campaigns.MapGet("messages", MessagesAsync).Requires(Permission.CampaignsRead).WithSummary("The campaign's messages, newest first");
        campaigns.MapGet("why", WhyAsync).Requires(Permission.CampaignsRead).WithSummary("Why a contact was or was not reached");
        routes.MapGet("/api/messages/{id}", MessageAsync).WithTags("Campaigns").Requires(Permission.CampaignsRead)
            .WithSummary("A message with every decision on its way");
    }

    private static async Task<Results<Ok<CampaignReviewView>, ProblemHttpResult>> ReviewAsync(
        string id, Caller caller, CampaignDesk desk, CampaignReviewer reviewer, CancellationToken ct) =>
        await desk.FindAsync(caller.WorkspaceId, id, ct) is { } campaign
            ? TypedResults.Ok(await reviewer.ReviewAsync(caller.WorkspaceId, campaign, ct))
            : CampaignProblems.Unknown(id);

    private static async Task<Results<Ok<CampaignReportView>, ProblemHttpResult>> ReportAsync(
        string id, Caller caller, CampaignDesk desk, CampaignReporter reporter, int? days, CancellationToken ct) =>
        await desk.FindAsync(caller.WorkspaceId, id, ct) is { } campaign
            ? TypedResults.Ok(await reporter.ReportAsync(caller.WorkspaceId, campaign, Math.Clamp(days ?? 30, 1, 365), ct))
            : CampaignProblems.Unknown(id);

    private static async Task<Results<Ok<Page<MessageRow>>, ValidationProblem, ProblemHttpResult>> MessagesAsync(
        string id, Caller caller, CampaignDesk desk, NpgsqlDataSource source, TimeProvider time, string? status, string? cursor, int? limit,
        CancellationToken ct)
    {
        if (await desk.FindAsync(caller.WorkspaceId, id, ct) is not { } campaign) return CampaignProblems.Unknown(id);
        var faults = new Faults();
        if (status is not null && !Statuses.Contains(status)) faults.Add("status", $"Use one of {string.Join(", ", Statuses)}.");
        var before = default(Guid);
        if (cursor is not null && !PublicId.TryParse(Ids.Message, cursor, out before)) faults.Add("cursor", "Use the nextCursor of the page before.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");

        var most = Math.Clamp(limit ?? 50, 1, 200);
        await using var connection = await source.OpenConnectionAsync(ct);
        var filter = new MessageFilter(status, cursor is null ? null : before, most + 1, time.GetUtcNow());
        var messages = await CampaignMessageStore.ListAsync(connection, caller.WorkspaceId, campaign.Id, filter, ct);
        var next = messages.Count > most ? Ids.Out(Ids.Message, messages[most - 1].Id) : null;
        return TypedResults.Ok(new Page<MessageRow>([.. messages.Take(most).Select(MessageRow.Of)], next));
    }

    private static async Task<Results<Ok<MessageDetail>, ProblemHttpResult>> MessageAsync(
        string id, Caller caller, NpgsqlDataSource source, CancellationToken ct)
    {
        if (!PublicId.TryParse(Ids.Message, id, out var messageId)) return UnknownMessage(id);
        await using var connection = await source.OpenConnectionAsync(ct);
        return await CampaignMessageStore.FindAsync(connection, caller.WorkspaceId, messageId, ct) is { } message
            ? TypedResults.Ok(MessageDetail.Of(message))
            : UnknownMessage(id);
    }

    private static async Task<Results<Ok<CampaignWhy>, ProblemHttpResult>> WhyAsync(
        string id, Caller caller, CampaignDesk desk, CampaignReporter reporter, string contactId, CancellationToken ct)
    {
        if (await desk.FindAsync(caller.WorkspaceId, id, ct) is not { } campaign) return CampaignProblems.Unknown(id);
        var why = PublicId.TryParse(Ids.Contact, contactId, out var contact)
            ? await reporter.WhyAsync(caller.WorkspaceId, campaign, contact, ct)
            : null;
        return why is null
            ? TypedResults.Problem($"This workspace has no contact {contactId}.", title: "There is no such contact.", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Ok(why);
    }

    private static ProblemHttpResult UnknownMessage(string id) => TypedResults.Problem(
        $"This workspace has no message {id}.", title: "There is no such message.", statusCode: StatusCodes.Status404NotFound);
}
