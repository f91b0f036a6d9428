using Beckon.Events;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Flows;

/// <summary>Who reached what flows are for.</summary>
public static class FlowGoalStore
{
    /// <summary>Notes of runs, and of those who were left out to compare with, that the goal of their flow was reached by what a batch tells.</summary>
    public static Task ReachAsync(NpgsqlConnection connection, Guid workspaceId, IReadOnlyList<ResolvedEvent> events, LiveFlows live, DateTimeOffset now, CancellationToken ct)
    {
        if (live.Goals.Count == 0) return Task.CompletedTask;
        var today = live.TodayAt(now);
        var reached = events
            .Where(resolved => resolved.ContactId is not null)
            .SelectMany(resolved => live.Goals
                .Where(one => one.Goal.IsReachedBy(resolved.Event, today))
                .Select(one => (one.FlowId, Contact: resolved.ContactId!.Value, At: resolved.Event.OccurredAt, Since: one.Goal.Within.Before(resolved.Event.OccurredAt))))
            .ToList();
        return reached.Count == 0 ? Task.CompletedTask : connection
            .Command(
                """
                with hit as (
                    select r.id, min(t.at) as at
                    from unnest($2, $3, $4, $5) as t(flow_id, contact_id, at, since)
                    join flow_run r on r.workspace_id = $1 and r.contact_id = t.contact_id and r.flow_id = t.flow_id
                        and r.triggered_at < t.at and r.triggered_at >= t.since and r.goal_at is null and (r.status <> 'skipped' or r.reason = 'holdout')
                    group by r.id
                ), held as (
                    select r.id from flow_run r where r.workspace_id = $1 and r.id in (select id from hit) order by r.id for update
                )
                update flow_run r set goal_at = hit.at from hit join held on held.id = hit.id where r.workspace_id = $1 and r.id = hit.id
                """)
            .With(workspaceId)
            .With(reached.Select(one => one.FlowId).ToArray())
            .With(reached.Select(one => one.Contact).ToArray())
            .With(reached.Select(one => one.At.UtcDateTime).ToArray())
            .With(reached.Select(one => one.Since.UtcDateTime).ToArray())
            .RunAsync(ct);
    }

    /// <summary>How many people reached the goal, of those who came in and of those who were left out; only of versions that have one.</summary>
    public static async Task<GoalCounts> CountAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, CancellationToken ct) => (await connection
        .Command(
            """
            select count(distinct r.contact_id) filter (where r.status <> 'skipped'), count(distinct r.contact_id) filter (where r.status <> 'skipped' and r.goal_at is not null),
                   count(distinct r.contact_id) filter (where r.reason = 'holdout'), count(distinct r.contact_id) filter (where r.reason = 'holdout' and r.goal_at is not null)
            from flow_version v
            join flow_run r on r.workspace_id = $1 and r.flow_id = v.flow_id and r.version = v.version
            where v.workspace_id = $1 and v.flow_id = $2 and v.definition ? 'goal'
            """)
        .With(workspaceId).With(flowId)
        .ReadAsync(row => new GoalCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), ct))[0];
}

/// <summary>How many people reached what a flow is for.</summary>
/// <param name="People">How many came in.</param>
/// <param name="Reached">How many of them reached it in time.</param>
/// <param name="LeftOut">How many were left out to compare with.</param>
/// <param name="LeftOutReached">How many of those reached it all the same.</param>
public sealed record GoalCounts(long People, long Reached, long LeftOut, long LeftOutReached);
