using System.Text.Json;
using Beckon.Events;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Delivery;

/// <summary>
/// Ends doubts about messages whose hand-over was interrupted: by proof (somebody opened what can only have been sent) or by a person's decision.
/// </summary>
public static class ReconciliationStore
{
    // A doubt that was about to be ended by sending again is ended by proof too: then nobody gets it twice.
    private const string InDoubt = "(m.status = 'uncertain' or m.status = 'queued' and m.reason in ('interrupted', 'no_answer', 'resent'))";

    /// <summary>Messages in doubt of which the proof is known are sent, and the history hears of it like of any other; how many there were.</summary>
    public static async Task<int> SettleAsync(
        NpgsqlConnection connection, Guid workspaceId, IReadOnlyList<Proof> proofs, DateTimeOffset now, CancellationToken ct)
    {
        if (proofs.Count == 0) return 0;
        var settled = await connection
            .Command(
                $"""
                update message m set
                    status = 'sent', reason = null, detail = null, sent_at = coalesce(m.sent_at, m.handed_at, t.at), trace = m.trace || t.trace::jsonb
                from unnest($2, $3, $4) as t(id, at, trace)
                where m.workspace_id = $1 and m.id = any($2) and m.id = t.id and {InDoubt}
                returning m.id, m.contact_id, m.subject, m.sent_at
                """)
            .With(workspaceId)
            .With(proofs.Select(proof => proof.MessageId).ToArray())
            .With(proofs.Select(proof => proof.At.UtcDateTime).ToArray())
            .With(proofs.Select(proof => JsonSerializer.Serialize([proof.Line], DeliveryJson.Default.IReadOnlyListTraceLine)).ToArray())
            .ReadAsync(
                row => new MessageOutcome { MessageId = row.GetGuid(0), ContactId = row.GetGuid(1), Status = "sent", Subject = row.TextOrNull(2), HandedAt = row.Time(3) },
                ct);
        var told = settled.Select(outcome => Outcomes.Event(outcome, Guid.CreateVersion7(now), now)).OfType<CanonicalEvent>().ToList();
        if (told.Count > 0) await InboxStore.WriteWithinAsync(connection, [InboxRow.From(workspaceId, told)], ct);
        return settled.Count;
    }

    /// <summary>An uncertain message goes back into the queue.</summary>
    public static async Task<bool> RequeueAsync(NpgsqlConnection connection, Guid workspaceId, Guid messageId, DateTimeOffset now, CancellationToken ct) =>
        await connection
            .Command(
                """
                update message set
                    status = 'queued', reason = 'resent', detail = null, due_at = $3, deferred_since = null,
                    trace = trace || '[{"rule":"a person lets it be sent again","seen":"","passed":true}]'
                where workspace_id = $1 and id = $2 and status = 'uncertain'
                """)
            .With(workspaceId).With(messageId)
            .With(now.UtcDateTime, NpgsqlDbType.TimestampTz)
            .RunAsync(ct) > 0;

    /// <summary>A message's status; null when there is no such message.</summary>
    public static Task<string?> StatusAsync(NpgsqlConnection connection, Guid workspaceId, Guid messageId, CancellationToken ct) =>
        connection
            .Command("select status from message where workspace_id = $1 and id = $2")
            .With(workspaceId).With(messageId)
            .FindAsync(row => row.GetString(0), ct);
}

/// <summary>What shows that a message was sent, and since when that is known.</summary>
public sealed record Proof(Guid MessageId, DateTimeOffset At, TraceLine Line);
