using Beckon.Storage;
using Npgsql;

namespace Beckon.Campaigns;

/// <summary>Counts what a campaign did. Revenue is that of delivered orders only, so a cancellation takes its part back out.</summary>
public static class CampaignReportStore
{
    public static async Task<CampaignTotals> TotalsAsync(NpgsqlConnection connection, Guid workspaceId, Guid campaignId, CancellationToken ct)
    {
        var rows = await connection
            .Command(
                """
                select count(*), count(sent_at), count(opened_at), count(clicked_at), count(unsubscribed_at),
                       count(*) filter (where status in ('queued', 'sending')),
                       count(*) filter (where status = 'bounced'),
                       count(*) filter (where status = 'failed'),
                       count(*) filter (where status = 'uncertain')
                from message where workspace_id = $1 and campaign_id = $2
                """)
            .With(workspaceId).With(campaignId)
            .ReadAsync(
                row => new CampaignTotals(
                    row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7),
                    row.GetInt64(8)),
                ct);
        return rows[0];
    }

    /// <summary>The runs that have not come to a message: those that wait, and those that could not go on.</summary>
    public static async Task<CampaignRuns> RunsAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, CancellationToken ct)
    {
        var rows = await connection
            .Command(
                """
                select count(*), min(due_at), (select count(*) from flow_run where workspace_id = $1 and flow_id = $2 and status = 'failed')
                from flow_run where workspace_id = $1 and flow_id = $2 and status = 'waiting'
                """)
            .With(workspaceId).With(flowId)
            .ReadAsync(row => new CampaignRuns(row.GetInt64(0), row.TimeOrNull(1), row.GetInt64(2)), ct);
        return rows[0];
    }

    public static Task<List<ReasonCount>> ReasonsAsync(NpgsqlConnection connection, Guid workspaceId, Campaign campaign, CancellationToken ct) =>
        connection
            .Command(
                """
                select reason, count(*) from (
                    select reason from message where workspace_id = $1 and campaign_id = $2 and reason is not null and (status <> 'queued' or held_since is null)
                    union all
                    select reason from flow_run where workspace_id = $1 and flow_id = $3 and status = 'failed'
                ) as decided
                group by reason order by count(*) desc
                """)
            .With(workspaceId).With(campaign.Id).With(campaign.FlowId)
            .ReadAsync(row => new ReasonCount(row.GetString(0), row.GetInt64(1)), ct);

    public static async Task<(long Orders, decimal Revenue)> RevenueAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid campaignId, CancellationToken ct)
    {
        var rows = await connection
            .Command(
                """
                select count(*), coalesce(sum(o.total), 0)
                from order_credit c
                join shop_order o on o.workspace_id = $1 and o.id = c.order_id and o.status = 'DELIVERED'
                join workspace w on w.id = $1 and w.currency = o.currency
                where c.workspace_id = $1 and c.campaign_id = $2
                """)
            .With(workspaceId).With(campaignId)
            .ReadAsync(row => (row.GetInt64(0), row.GetDecimal(1)), ct);
        return rows[0];
    }

    /// <summary>Messages sent and revenue credited, by calendar day of the workspace's zone, for the last so many days, quiet days too.</summary>
    public static Task<List<CampaignDay>> DaysAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid campaignId, int days, DateTimeOffset now, CancellationToken ct) =>
        connection
            .Command(
                """
                with zone as (
                    select time_zone, currency, ($3 at time zone time_zone)::date as today from workspace where id = $1
                ), day as (
                    select generate_series(today - ($4 - 1), today, interval '1 day')::date as day from zone
                ), sent as (
                    select (m.sent_at at time zone z.time_zone)::date as day, count(*) as sent, count(m.clicked_at) as clicked
                    from message m, zone z
                    where m.workspace_id = $1 and m.campaign_id = $2 and m.sent_at >= $3 - make_interval(days => $4 + 1)
                    group by 1
                ), revenue as (
                    select (c.credited_at at time zone z.time_zone)::date as day, sum(o.total) as revenue
                    from zone z
                    join order_credit c on c.workspace_id = $1 and c.campaign_id = $2 and c.credited_at >= $3 - make_interval(days => $4 + 1)
                    join shop_order o on o.workspace_id = $1 and o.id = c.order_id and o.status = 'DELIVERED' and o.currency = z.currency
                    group by 1
                )
                select day.day, coalesce(sent.sent, 0), coalesce(sent.clicked, 0), coalesce(revenue.revenue, 0)
                from day left join sent using (day) left join revenue using (day)
                order by day.day
                """)
            .With(workspaceId).With(campaignId).With(now.UtcDateTime).With(days)
            .ReadAsync(row => new CampaignDay(row.GetFieldValue<DateOnly>(0), row.GetInt64(1), row.GetInt64(2), row.GetDecimal(3)), ct);
}

/// <summary>How many messages a campaign decided on, and what became of them.</summary>
public sealed record CampaignTotals(
    long Triggered, long Sent, long Opened, long Clicked, long Unsubscribed, long Waiting, long Bounced, long Failed, long Uncertain);

/// <summary>How many runs of a campaign wait, until when the first does, and how many could not go on.</summary>
public sealed record CampaignRuns(long Waiting, DateTimeOffset? NextAt, long Failed);

/// <summary>How many messages were not sent for one reason.</summary>
/// <param name="Reason">Such as <c>not_subscribed</c> or <c>bought</c>.</param>
/// <param name="Count">How many.</param>
public sealed record ReasonCount(string Reason, long Count);

/// <summary>One calendar day of a campaign in the workspace's zone.</summary>
/// <param name="Day">The day.</param>
/// <param name="Sent">Messages sent on it.</param>
/// <param name="Clicked">Of these, how many were clicked, then or later.</param>
/// <param name="Revenue">Credited on it, in the workspace's currency.</param>
public sealed record CampaignDay(DateOnly Day, long Sent, long Clicked, decimal Revenue);
