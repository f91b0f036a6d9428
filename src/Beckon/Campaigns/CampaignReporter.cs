using Beckon.Accounts;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Storage;
using Beckon.Templates;
using Npgsql;

namespace Beckon.Campaigns;

/// <summary>Puts a campaign's report together and answers "why?".</summary>
public sealed class CampaignReporter(NpgsqlDataSource source, WorkspaceStore workspaces, TimeProvider time)
{
    public async Task<CampaignReportView> ReportAsync(Guid workspaceId, Campaign campaign, int days, CancellationToken ct)
    {
        var workspace = await workspaces.GetAsync(workspaceId, ct);
        await using var connection = await source.OpenConnectionAsync(ct);
        var totals = await CampaignReportStore.TotalsAsync(connection, workspaceId, campaign.Id, ct);
        var reasons = await CampaignReportStore.ReasonsAsync(connection, workspaceId, campaign, ct);
        var (orders, revenue) = await CampaignReportStore.RevenueAsync(connection, workspaceId, campaign.Id, ct);
        var series = await CampaignReportStore.DaysAsync(connection, workspaceId, campaign.Id, days, time.GetUtcNow(), ct);
        var runs = await CampaignReportStore.RunsAsync(connection, workspaceId, campaign.FlowId, ct);
        return new CampaignReportView(
            totals.Triggered + runs.Waiting + runs.Failed, totals.Sent, totals.Opened, totals.Clicked, totals.Unsubscribed, totals.Waiting, runs.Waiting,
            runs.NextAt, totals.Bounced, totals.Failed + runs.Failed, totals.Uncertain,
            reasons, orders, revenue, workspace.Currency, workspace.AttributionClickDays, workspace.AttributionOpenDays, series);
    }

    /// <summary>The latest decision about the contact or, where nothing has triggered, what would be decided now; null for an unknown contact.</summary>
    public async Task<CampaignWhy?> WhyAsync(Guid workspaceId, Campaign campaign, Guid contactId, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        if (await FlowRunStore.FindWaitingAsync(connection, workspaceId, campaign.FlowId, contactId, ct) is { DueAt: { } due } run)
            return new CampaignWhy($"The message goes out on {due:yyyy-MM-dd} at {due:HH:mm} UTC, unless the cart is bought before.", null, run.Trace);
        if (await CampaignMessageStore.LatestAsync(connection, workspaceId, campaign.Id, contactId, ct) is { } message)
            return new CampaignWhy(Answer(message), MessageRow.Of(message), message.Trace);

        var recipients = await MessageStore.RecipientsAsync(connection, workspaceId, [contactId], ct);
        if (!recipients.TryGetValue(contactId, out var recipient)) return null;
        var abandoned = await connection
            .Command("select max(last_at) from trait where workspace_id = $1 and contact_id = $2 and name = $3 and status = ''")
            .With(workspaceId).With(contactId).With(EventNames.CartAbandoned)
            .ReadAsync(row => row.TimeOrNull(0), ct);
        return NothingYet(campaign, recipient, abandoned[0]);
    }

    private static CampaignWhy NothingYet(Campaign campaign, Recipient recipient, DateTimeOffset? abandonedAt)
    {
        var since = campaign.LiveAt is { } live && abandonedAt > live;
        List<TraceLine> trace =
        [
            new("campaign is live", campaign.Status.ToString().ToLowerInvariant(), campaign.Status == CampaignStatus.Live),
            new("left a cart since it went live", abandonedAt is { } at ? $"last on {at:yyyy-MM-dd HH:mm} UTC" : "never", since),
            .. SendPolicy.MayWrite(recipient, campaign.Channel.Over()).Trace,
        ];
        return new CampaignWhy($"Nothing was sent: {trace.Find(line => !line.Passed)?.Rule ?? "no abandonment has been processed"} does not hold.", null, trace);
    }

    private static string Answer(MessageRead message) => message.Status switch
    {
        "skipped" => $"Nothing was sent: {message.Reason?.Replace('_', ' ')}.",
        "sent" or "delivered" => "The message was sent.",
        "queued" or "sending" => "The message is on its way.",
        "bounced" => "The message was sent and came back.",
        _ => $"The message could not be sent: {message.Detail ?? message.Reason}.",
    };
}
