using Beckon.Storage;
using Npgsql;

namespace Beckon.Identity;

/// <summary>Moves what an anonymous contact left behind to the contact it turned out to be, and keeps the journal.</summary>
public static class MergeStore
{
    /// <summary>Every table whose rows simply change hands. Traits and consent add up instead, below.</summary>
    private const string Move =
        """
        update event set contact_id = $3 where workspace_id = $1 and contact_id = $2;
        update cart set contact_id = $3 where workspace_id = $1 and contact_id = $2;
        update shop_order set contact_id = $3 where workspace_id = $1 and contact_id = $2;
        update flow_run set contact_id = $3 where workspace_id = $1 and contact_id = $2;
        update message set contact_id = $3 where workspace_id = $1 and contact_id = $2;
        update message_touch set contact_id = $3 where workspace_id = $1 and contact_id = $2;
        update order_credit set contact_id = $3 where workspace_id = $1 and contact_id = $2;
        update consent_log set contact_id = $3 where workspace_id = $1 and contact_id = $2
        """;

    private const string AddTraits =
        """
        with moved as (
            delete from trait where workspace_id = $1 and contact_id = $2
            returning name, status, first_at, last_at, count
        )
        insert into trait (workspace_id, contact_id, name, status, first_at, last_at, count)
        select $1, $3, name, status, first_at, last_at, count from moved
        on conflict (workspace_id, contact_id, name, status) do update set
            first_at = least(trait.first_at, excluded.first_at),
            last_at = greatest(trait.last_at, excluded.last_at),
            count = trait.count + excluded.count
        """;

    // The more restrictive consent of the two stands: an opt-out of either is an opt-out of both.
    private const string JoinConsent =
        """
        with moved as (
            delete from consent where workspace_id = $1 and contact_id = $2
            returning channel, status, changed_at
        )
        insert into consent (workspace_id, contact_id, channel, status, changed_at)
        select $1, $3, channel, status, changed_at from moved
        on conflict (workspace_id, contact_id, channel) do update set status = excluded.status, changed_at = excluded.changed_at
        where excluded.status = 'unsubscribed' and consent.status <> 'unsubscribed'
        """;

    private static readonly string[] Moves = [.. Move.Split(';'), AddTraits, JoinConsent];

    private const string MoveIdentifiers =
        """
        with moved as (
            update contact_identifier set contact_id = $3 where workspace_id = $1 and contact_id = $2
            returning kind, scope, value
        )
        insert into contact_merge (workspace_id, id, from_contact, into_contact, event_id, identifiers, at)
        select $1, $4, $2, $3, $5, coalesce((select jsonb_agg(to_jsonb(moved)) from moved), '[]'), $6
        """;

    /// <summary>Moves the identifiers and keeps the journal: whose an event is follows from this at once.</summary>
    public static async Task JournalAsync(NpgsqlConnection connection, Guid workspaceId, List<Merge> merges, TimeProvider time, CancellationToken ct)
    {
        foreach (var merge in merges)
        {
            await connection
                .Command(MoveIdentifiers)
                .With(workspaceId).With(merge.From).With(merge.Into)
                .With(Guid.CreateVersion7(time.GetUtcNow())).With(merge.EventId).With(merge.At.UtcDateTime)
                .RunAsync(ct);
        }
    }

    /// <summary>Moves what came of the events until then: in their order, so where the effects of events are written.</summary>
    public static async Task MoveAsync(NpgsqlConnection connection, Guid workspaceId, List<Merge> merges, CancellationToken ct)
    {
        foreach (var merge in merges)
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var statement in Moves)
            {
                var command = new NpgsqlBatchCommand(statement);
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = workspaceId });
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = merge.From });
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = merge.Into });
                batch.BatchCommands.Add(command);
            }
            await batch.ExecuteNonQueryAsync(ct);
        }
    }

    public static async Task WriteConflictsAsync(
        NpgsqlConnection connection, Guid workspaceId, List<Conflict> conflicts, TimeProvider time, CancellationToken ct)
    {
        await connection
            .Command(
                """
                insert into identity_conflict (workspace_id, id, event_id, kept_contact, other_contact, at)
                select $1, i, e, k, o, a from unnest($2, $3, $4, $5, $6) as t(i, e, k, o, a)
                where not exists (
                    select 1 from identity_conflict known
                    where known.workspace_id = $1 and known.kept_contact = k and known.other_contact = o and known.resolved_at is null)
                """)
            .With(workspaceId)
            .With(conflicts.Select(_ => Guid.CreateVersion7(time.GetUtcNow())).ToArray())
            .With(conflicts.Select(conflict => conflict.EventId).ToArray())
            .With(conflicts.Select(conflict => conflict.Kept).ToArray())
            .With(conflicts.Select(conflict => conflict.Other).ToArray())
            .With(conflicts.Select(conflict => conflict.At.UtcDateTime).ToArray())
            .RunAsync(ct);
    }
}
