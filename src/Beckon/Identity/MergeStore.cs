using System.Text.Json;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Identity;

/// <summary>
/// Moves what a contact left behind to the contact it turned out to be, and keeps the journal. What moves keeps whose it was by itself, so that
/// <see cref="SplitStore"/> can give it back.
/// </summary>
public static class MergeStore
{
    /// <summary>Every table whose rows simply change hands, and are given back. Traits and consent are added to those of the contact that stays, below.</summary>
    internal static readonly string[] Tables = ["event", "cart", "shop_order", "flow_run", "message", "message_touch", "order_credit", "consent_log"];

    private const string AddTraits =
        """
        insert into trait (workspace_id, contact_id, name, status, first_at, last_at, count)
        select $1, $3, name, status, first_at, last_at, count from trait where workspace_id = $1 and contact_id = $2
        on conflict (workspace_id, contact_id, name, status) do update set
            first_at = least(trait.first_at, excluded.first_at),
            last_at = greatest(trait.last_at, excluded.last_at),
            count = trait.count + excluded.count
        """;

    // The more restrictive consent of the two stands: an opt-out of either is an opt-out of both.
    private const string JoinConsent =
        """
        insert into consent (workspace_id, contact_id, channel, status, changed_at)
        select $1, $3, channel, status, changed_at from consent where workspace_id = $1 and contact_id = $2
        on conflict (workspace_id, contact_id, channel) do update set status = excluded.status, changed_at = excluded.changed_at
        where excluded.status = 'unsubscribed' and consent.status <> 'unsubscribed'
        """;

    private const string NoteConsent =
        """
        update contact_merge set before_consent = (
            select coalesce(jsonb_object_agg(channel, status), '{}') from consent where workspace_id = $1 and contact_id = $3)
        where workspace_id = $1 and id = $2
        """;

    private static readonly string[] Moves =
    [
        .. Tables.Select(table =>
            $"update {table} set contact_id = $3, own_contact = coalesce(own_contact, $2) where workspace_id = $1 and contact_id = $2"),
        AddTraits,
        JoinConsent,
    ];

    private const string MoveIdentifiers =
        """
        with moved as (
            update contact_identifier set contact_id = $3, own_contact = coalesce(own_contact, $2) where workspace_id = $1 and contact_id = $2
            returning kind, scope, value
        )
        insert into contact_merge (workspace_id, id, from_contact, into_contact, event_id, identifiers, at, before, merged_by)
        select $1, $4, $2, $3, $5, coalesce((select jsonb_agg(to_jsonb(moved)) from moved), '[]'), $6, $7, $8
        """;

    // Whom one of them is kept apart from, the contact that stays is.
    private const string KeepApart =
        """
        insert into contact_apart (workspace_id, contact_id, other_id, at, decided_by)
        select $1, $3, other_id, at, decided_by from contact_apart where workspace_id = $1 and contact_id = $2 and other_id <> $3
        union all
        select $1, contact_id, $3, at, decided_by from contact_apart where workspace_id = $1 and other_id = $2 and contact_id <> $3
        on conflict (workspace_id, contact_id, other_id) do nothing
        """;

    private const string LetMeet =
        """
        delete from contact_apart where workspace_id = $1 and ((contact_id = $2 and other_id = $3) or (contact_id = $3 and other_id = $2))
        """;

    /// <summary>Moves the identifiers and keeps the journal: whose an event is follows from this at once.</summary>
    public static async Task JournalAsync(NpgsqlConnection connection, Guid workspaceId, List<Regrouping> regroupings, CancellationToken ct)
    {
        foreach (var regrouping in regroupings)
        {
            await (regrouping switch
            {
                Merge merge => JournalAsync(connection, workspaceId, merge, ct),
                Split split => SplitStore.JournalAsync(connection, workspaceId, split, ct),
                HandOn handOn => HandOnAsync(connection, workspaceId, handOn, ct),
                _ => throw new ArgumentException($"{regrouping.GetType().Name} cannot be journalled.", nameof(regroupings)),
            });
        }
    }

    private static Task<int> HandOnAsync(NpgsqlConnection connection, Guid workspaceId, HandOn handOn, CancellationToken ct) => connection
        .Command(
            """
            update contact_identifier set contact_id = $5, own_contact = nullif($6, $5), created_at = $7
            where workspace_id = $1 and kind = $2 and scope = $3 and value = $4
            """)
        .With(workspaceId)
        .With(handOn.Browser.Kind).With(handOn.Browser.Scope).With(handOn.Browser.Value)
        .With(handOn.Contact).With(handOn.OwnContact).With(handOn.At.UtcDateTime)
        .RunAsync(ct);

    private static async Task JournalAsync(NpgsqlConnection connection, Guid workspaceId, Merge merge, CancellationToken ct)
    {
        await connection
            .Command(MoveIdentifiers)
            .With(workspaceId).With(merge.From).With(merge.Into)
            .With(merge.Id).With(merge.EventId).With(merge.At.UtcDateTime)
            .With(merge.Before is { } before ? JsonSerializer.Serialize(before, RegroupingJson.Default.ProfileBefore) : null, NpgsqlDbType.Jsonb)
            .With(merge.By, NpgsqlDbType.Text)
            .RunAsync(ct);
        if (merge.By is not null) await connection.Command(LetMeet).With(workspaceId).With(merge.From).With(merge.Into).RunAsync(ct);
        if (merge.OfApart) await connection.Command(KeepApart).With(workspaceId).With(merge.From).With(merge.Into).RunAsync(ct);
        if (merge.OfKnown) await ConflictStore.SettleAsync(connection, workspaceId, new Settled(merge.Into, merge.Into, "merged", merge.By, merge.At), ct);
    }

    /// <summary>Moves what came of the events until then: in their order, so where the effects of events are written.</summary>
    public static async Task MoveAsync(NpgsqlConnection connection, Guid workspaceId, List<Merge> merges, CancellationToken ct)
    {
        foreach (var merge in merges)
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(NoteConsent).With(workspaceId).With(merge.Id).With(merge.Into));
            foreach (var statement in Moves) batch.BatchCommands.Add(new NpgsqlBatchCommand(statement).With(workspaceId).With(merge.From).With(merge.Into));
            await batch.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Notes what the contact that stays got as a copy: an undone merge takes it back.</summary>
    public static async Task NoteGivenAsync(NpgsqlConnection connection, Guid workspaceId, Guid mergeId, string[] fields, Guid[] groups, CancellationToken ct)
    {
        if (fields.Length == 0 && groups.Length == 0) return;
        await connection
            .Command("update contact_merge set given_fields = $3, given_groups = $4 where workspace_id = $1 and id = $2")
            .With(workspaceId).With(mergeId).With(fields).With(groups)
            .RunAsync(ct);
    }
}
