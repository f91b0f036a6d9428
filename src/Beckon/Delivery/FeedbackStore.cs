using System.Text.Json.Nodes;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Delivery;

/// <summary>Folds what became of messages (opens, clicks, unsubscribes) back into their rows.</summary>
public static class FeedbackStore
{
    /// <summary>
    /// Feedback knows its message; this tells whose it was, so that it is resolved like any other event, and of which campaign and flow, so that it can be
    /// asked for by them.
    /// </summary>
    public static async Task<List<CanonicalEvent>> AddressAsync(
        NpgsqlConnection connection, Guid workspaceId, List<CanonicalEvent> events, CancellationToken ct)
    {
        var ids = events.Select(e => e.Feedback?.MessageId).OfType<Guid>().Distinct().ToArray();
        if (ids.Length == 0) return events;
        var owners = (await connection
            .Command("select id, contact_id, campaign_id, flow_id from message where workspace_id = $1 and id = any($2)")
            .With(workspaceId)
            .With(ids)
            .ReadAsync(row => (Message: row.GetGuid(0), Contact: row.GetGuid(1), Campaign: row.IdOrNull(2), Flow: row.GetGuid(3)), ct))
            .ToDictionary(row => row.Message);
        return events.ConvertAll(e => e.Feedback is { } feedback && owners.TryGetValue(feedback.MessageId, out var of)
            ? e with { Who = e.Who with { ContactId = of.Contact }, Properties = WithOrigin(e.Properties, of.Campaign, of.Flow) }
            : e);
    }

    private static RawJson WithOrigin(RawJson properties, Guid? campaign, Guid flow)
    {
        if (JsonNode.Parse(properties.Utf8.Span) is not JsonObject said) return properties;
        if (campaign is { } id) said["campaignId"] = Ids.Out(Ids.Campaign, id);
        said["flowId"] = Ids.Out(Ids.Flow, flow);
        return RawJson.Parse(said.ToJsonString());
    }

    /// <summary>The contacts that opened or clicked something: their orders may now be credited.</summary>
    public static async Task<HashSet<Guid>> FoldAsync(NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, CancellationToken ct)
    {
        await ProveAsync(connection, workspaceId, events, ct);
        await SettleFatesAsync(connection, workspaceId, events, ct);
        var told = events
            .Where(resolved => resolved is { Event.Feedback: not null, ContactId: not null } && ColumnOf(resolved.Event) is not null)
            .OrderBy(resolved => resolved.Event.Feedback!.MessageId)
            .ToList();
        if (told.Count == 0) return [];

        foreach (var kind in told.GroupBy(resolved => ColumnOf(resolved.Event)!))
        {
            var first = kind
                .GroupBy(resolved => resolved.Event.Feedback!.MessageId)
                .Select(message => (Id: message.Key, At: message.Min(resolved => resolved.Event.OccurredAt).UtcDateTime))
                .ToList();
            // The ids are named once more by themselves: from a list the planner knows which months to look at, from a join it does not.
            await connection
                .Command(
                    $"""
                    update message m set {kind.Key} = least(m.{kind.Key}, t.at)
                    from unnest($2, $3) as t(id, at)
                    where m.workspace_id = $1 and m.id = any($2) and m.id = t.id
                    """)
                .With(workspaceId)
                .With(first.Select(one => one.Id).ToArray())
                .With(first.Select(one => one.At).ToArray())
                .RunAsync(ct);
        }
        return await TouchAsync(connection, workspaceId, told, ct);
    }

    // What was opened has been sent, whatever the provider did not say.
    private static Task<int> ProveAsync(NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, CancellationToken ct)
    {
        var proofs = events
            .Where(resolved => resolved.Event.Feedback is not null && IsProof(resolved.Event.Name))
            .GroupBy(resolved => resolved.Event.Feedback!.MessageId)
            .Select(message => message.MinBy(resolved => resolved.Event.OccurredAt)!.Event)
            .OrderBy(e => e.Feedback!.MessageId)
            .Select(e => new Proof(e.Feedback!.MessageId, e.OccurredAt, new TraceLine("feedback proves that it was sent", e.Name, true)))
            .ToList();
        return proofs.Count == 0
            ? Task.FromResult(0)
            : ReconciliationStore.SettleAsync(connection, workspaceId, proofs, events.Max(resolved => resolved.Event.ReceivedAt), ct);
    }

    // What the phone's network says in the end. It may come before the provider's own answer has been written down.
    private static async Task SettleFatesAsync(NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, CancellationToken ct)
    {
        var fates = events
            .Where(resolved => resolved.Event is { Feedback: not null, Name: EventNames.MessageDelivered or EventNames.MessageBounced } && resolved.Event.SourceId == Source.Own)
            .Select(resolved => resolved.Event)
            .GroupBy(e => e.Feedback!.MessageId)
            .Select(message => message.OrderByDescending(e => e.Name == EventNames.MessageDelivered).ThenBy(e => e.OccurredAt).First())
            .OrderBy(e => e.Feedback!.MessageId)
            .ToList();
        if (fates.Count == 0) return;
        await connection
            .Command(
                """
                update message m set
                    delivered_at = case when t.delivered then least(m.delivered_at, t.at) end,
                    status = case when not t.delivered then 'bounced' when m.status = 'sending' then m.status else 'delivered' end,
                    reason = case when not t.delivered then 'undelivered' end,
                    detail = case when not t.delivered then t.detail end
                from unnest($2, $3, $4, $5) as t(id, delivered, at, detail)
                where m.workspace_id = $1 and m.id = any($2) and m.id = t.id and case when t.delivered
                    then m.status in ('sending', 'sent', 'delivered') or m.status = 'bounced' and m.reason = 'undelivered'
                    else m.status in ('sending', 'sent') and m.delivered_at is null end
                """)
            .With(workspaceId)
            .With(fates.Select(e => e.Feedback!.MessageId).ToArray())
            .With(fates.Select(e => e.Name == EventNames.MessageDelivered).ToArray())
            .With(fates.Select(e => e.OccurredAt.UtcDateTime).ToArray())
            .With(fates.Select(DetailOf).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .RunAsync(ct);
    }

    private static string? DetailOf(CanonicalEvent e) =>
        e.Properties.ToElement() is { ValueKind: System.Text.Json.JsonValueKind.Object } said && said.TryGetProperty("detail", out var detail) ? detail.ToString() : null;

    private static bool IsProof(string name) => name is EventNames.MessageOpened or EventNames.MessageClicked or EventNames.MessageDelivered
        or EventNames.MessageBounced or EventNames.ContactUnsubscribed;

    private static async Task<HashSet<Guid>> TouchAsync(NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> told, CancellationToken ct)
    {
        var touches = told.Where(resolved => resolved.Event.Name is EventNames.MessageClicked or EventNames.MessageOpened).ToList();
        if (touches.Count == 0) return [];
        await connection
            .Command(
                """
                insert into message_touch (workspace_id, contact_id, touched_at, message_id, touch)
                select $1, c, a, m, k from unnest($2, $3, $4, $5) as t(c, a, m, k)
                on conflict do nothing
                """)
            .With(workspaceId)
            .With(touches.Select(resolved => resolved.ContactId!.Value).ToArray())
            .With(touches.Select(resolved => resolved.Event.OccurredAt.UtcDateTime).ToArray())
            .With(touches.Select(resolved => resolved.Event.Feedback!.MessageId).ToArray())
            .With(touches.Select(resolved => resolved.Event.Name == EventNames.MessageClicked ? "click" : "open").ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .RunAsync(ct);
        return [.. touches.Select(resolved => resolved.ContactId!.Value)];
    }

    // Columns, never words of a sender: only these three names reach the statement.
    private static string? ColumnOf(CanonicalEvent e) => e.Name switch
    {
        EventNames.MessageOpened => "opened_at",
        EventNames.MessageClicked => "clicked_at",
        EventNames.ContactUnsubscribed => "unsubscribed_at",
        _ => null,
    };
}
