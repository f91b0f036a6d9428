using System.Text.Json;
using Beckon.Delivery;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Flows;

/// <summary>Reads how flows and their runs stand.</summary>
public static class FlowReadStore
{
    private const string Runs =
        """
        select r.id, r.flow_id, f.name, r.version, r.contact_id,
               case when c.id is null then 'Erased contact' else coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email, c.phone, 'Anonymous contact') end,
               r.status, r.reason, r.detail, r.step, case when r.status in ('waiting', 'held') then r.due_at end, r.triggered_at, r.started_at, r.ended_at, r.trace::text,
               f.draft is null, r.goal_at
        from flow_run r
        join flow f on f.workspace_id = $1 and f.id = r.flow_id
        left join contact c on c.workspace_id = $1 and c.id = r.contact_id
        where r.workspace_id = $1
        """;

    /// <summary>How many are under way in each of the flows, and how many came in within the last thirty days.</summary>
    public static async Task<Dictionary<Guid, FlowSize>> SizesAsync(NpgsqlConnection connection, Guid workspaceId, DateTimeOffset now, CancellationToken ct)
    {
        var sizes = await connection
            .Command(
                """
                select f.id,
                       (select count(*) from flow_run r where r.workspace_id = $1 and r.flow_id = f.id and r.status in ('waiting', 'held')),
                       (select count(*) from flow_run r where r.workspace_id = $1 and r.flow_id = f.id and r.id >= $2 and r.status <> 'skipped')
                from flow f where f.workspace_id = $1 and f.draft is not null
                """)
            .With(workspaceId).With(Ids.First(now.AddDays(-30)) ?? Guid.Empty)
            .ReadAsync(row => (Id: row.GetGuid(0), Size: new FlowSize(row.GetInt64(1), row.GetInt64(2))), ct);
        return sizes.ToDictionary(one => one.Id, one => one.Size);
    }

    /// <summary>How many stand at each step now.</summary>
    public static Task<List<StepTally>> StandingAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, CancellationToken ct) => connection
        .Command("select r.step, '', count(*) from flow_run r where r.workspace_id = $1 and r.flow_id = $2 and r.status in ('waiting', 'held') group by 1")
        .With(workspaceId).With(flowId)
        .ReadAsync(row => new StepTally(row.GetString(0), "", row.GetInt64(2)), ct);

    /// <summary>How runs ended, with their reasons.</summary>
    public static Task<List<RunEnding>> EndingsAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, CancellationToken ct) => connection
        .Command("select r.status, r.reason, count(*) from flow_run r where r.workspace_id = $1 and r.flow_id = $2 and r.status not in ('waiting', 'held') group by 1, 2 order by 3 desc")
        .With(workspaceId).With(flowId)
        .ReadAsync(row => new RunEnding(Words.Read<FlowRunStatus>(row.GetString(0)), row.TextOrNull(1), row.GetInt64(2)), ct);

    /// <summary>What became of the messages of a flow. Revenue is that of delivered orders only, in the workspace's currency.</summary>
    public static async Task<FlowResults> ResultsAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, CancellationToken ct) => (await connection
        .Command(
            """
            select count(m.sent_at), count(m.opened_at), count(m.clicked_at), count(o.id), coalesce(sum(o.total), 0), (select w.currency from workspace w where w.id = $1)
            from message m
            left join order_credit c on c.workspace_id = $1 and c.message_id = m.id and (m.opened_at is not null or m.clicked_at is not null)
            left join shop_order o on o.workspace_id = $1 and o.id = c.order_id and o.status = 'DELIVERED'
                and o.currency = (select w.currency from workspace w where w.id = $1)
            where m.workspace_id = $1 and m.flow_id = $2 and m.campaign_id is null
            """)
        .With(workspaceId).With(flowId)
        .ReadAsync(row => new FlowResults(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetDecimal(4), row.GetString(5)), ct))[0];

    /// <summary>Runs, the latest first.</summary>
    public static Task<List<RunRead>> RunsAsync(NpgsqlConnection connection, Guid workspaceId, RunFilter filter, CancellationToken ct) => connection
        .Command(
            $"""
            {Runs}
              and ($2::uuid is null or r.flow_id = $2) and ($3::uuid is null or r.contact_id = $3) and ($4::text is null or r.status = $4)
              and ($5::text is null or r.reason = $5) and ($6::uuid is null or r.id < $6)
            order by r.id desc limit $7
            """)
        .With(workspaceId)
        .With(filter.FlowId, NpgsqlDbType.Uuid).With(filter.ContactId, NpgsqlDbType.Uuid)
        .With(filter.Status is { } status ? Words.Of(status) : null, NpgsqlDbType.Text).With(filter.Reason, NpgsqlDbType.Text)
        .With(filter.Before, NpgsqlDbType.Uuid).With(filter.Most)
        .ReadAsync(Read, ct);

    public static Task<RunRead?> RunAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) => connection
        .Command($"{Runs} and r.id = $2")
        .With(workspaceId).With(id)
        .FindAsync(Read, ct);

    private static RunRead Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        FlowId = row.GetGuid(1),
        FlowName = row.GetString(2),
        Version = row.GetInt32(3),
        ContactId = row.GetGuid(4),
        ContactName = row.GetString(5),
        Status = Words.Read<FlowRunStatus>(row.GetString(6)),
        Reason = row.TextOrNull(7),
        Detail = row.TextOrNull(8),
        Step = row.TextOrNull(9),
        DueAt = row.TimeOrNull(10),
        TriggeredAt = row.TimeOrNull(11) ?? row.Time(12),
        StartedAt = row.Time(12),
        EndedAt = row.TimeOrNull(13),
        Trace = JsonSerializer.Deserialize(row.GetString(14), DeliveryJson.Default.ListTraceLine) ?? [],
        OfCampaign = row.GetBoolean(15),
        GoalAt = row.TimeOrNull(16),
    };
}

/// <summary>How many are in a flow now, and came into it within the last thirty days.</summary>
public readonly record struct FlowSize(long UnderWay, long CameIn);

/// <summary>What became of the messages of a flow.</summary>
/// <param name="Sent">How many were sent.</param>
/// <param name="Opened">How many of them were opened.</param>
/// <param name="Clicked">How many of them were clicked in.</param>
/// <param name="Orders">Delivered orders that are credited to them.</param>
/// <param name="Revenue">What those came to.</param>
/// <param name="Currency">The workspace's.</param>
public sealed record FlowResults(long Sent, long Opened, long Clicked, long Orders, decimal Revenue, string Currency);

/// <summary>How many runs ended so.</summary>
/// <param name="Status">How.</param>
/// <param name="Reason">Why; null for those that went through.</param>
/// <param name="Count">How many.</param>
public sealed record RunEnding(FlowRunStatus Status, string? Reason, long Count);

/// <summary>Which runs to list.</summary>
public sealed record RunFilter(int Most)
{
    public Guid? FlowId { get; init; }
    public Guid? ContactId { get; init; }
    public FlowRunStatus? Status { get; init; }
    public string? Reason { get; init; }
    public Guid? Before { get; init; }
}

/// <summary>A run with its flow and contact, as read.</summary>
public sealed record RunRead
{
    public required Guid Id { get; init; }
    public required Guid FlowId { get; init; }
    public required string FlowName { get; init; }
    public required int Version { get; init; }
    public required Guid ContactId { get; init; }
    public required string ContactName { get; init; }
    public required FlowRunStatus Status { get; init; }
    public string? Reason { get; init; }
    public string? Detail { get; init; }
    public string? Step { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public required DateTimeOffset TriggeredAt { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public DateTimeOffset? GoalAt { get; init; }
    public required IReadOnlyList<TraceLine> Trace { get; init; }
    public required bool OfCampaign { get; init; }
}
