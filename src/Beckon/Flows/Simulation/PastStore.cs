using Beckon.Audiences.Matching;
using Beckon.Contacts;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Loyalty;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Flows.Simulation;

/// <summary>Reads what happened to contacts, many at a time, as far as a flow hears of it.</summary>
public static class PastStore
{
    /// <summary>The contacts to whom something happened that starts the flow.</summary>
    public static async Task<Guid[]> ContactsAsync(NpgsqlConnection connection, Guid workspaceId, PastAsked asked, CancellationToken ct) =>
    [
        .. asked.Calls is { } calls ? calls.Contacts : await connection
            .LongCommand($"select distinct contact_id from event where {Within} and name = any($6) and contact_id is not null order by 1")
            .With(workspaceId).WithSpan(asked).With(new[] { asked.Flow.Trigger.EventName })
            .ReadAsync(row => row.GetGuid(0), ct),
    ];

    public static async Task<List<ContactPast>> LoadAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, PastAsked asked, CancellationToken ct)
    {
        var facts = asked.Needed is { } needed ? await FactStore.LoadAsync(connection, workspaceId, contacts, needed, ct) : [];
        var pasts = (await connection
            .Command(
                $"""
                select c.id, v.fields ->> 'time_zone', {StoreStore.ZoneOf("c.id")}, c.email, s.reason, s.at, c.phone, t.reason, t.at from contact c
                left join contact_value v on v.workspace_id = $1 and v.contact_id = c.id
                left join suppression s on s.workspace_id = $1 and s.channel = 'email' and s.address = c.email
                left join suppression t on t.workspace_id = $1 and t.channel = 'sms' and t.address = c.phone
                where c.workspace_id = $1 and c.id = any($2) and c.merged_into is null order by c.id
                """)
            .With(workspaceId).With(contacts)
            .ReadAsync(
                row => new ContactPast
                {
                    ContactId = row.GetGuid(0),
                    Zone = row.TextOrNull(1),
                    StoreZone = row.TextOrNull(2),
                    Email = ReachAt(row, 3),
                    Sms = ReachAt(row, 6),
                    Facts = facts.GetValueOrDefault(row.GetGuid(0)),
                },
                ct)).ToDictionary(past => past.ContactId);
        await LoadConsentsAsync(connection, workspaceId, pasts, ct);
        if (asked.Rules.Caps.Count > 0) await LoadSentAsync(connection, workspaceId, pasts, asked, ct);
        await LoadEventsAsync(connection, workspaceId, pasts, asked, ct);
        // Who is not there any more is left out.
        return [.. pasts.Values.Where(past => asked.Needed is null || past.Facts is not null)];
    }

    // Reads the columns address, reason and time of a suppression from the given one on.
    private static PastReach ReachAt(NpgsqlDataReader row, int first) =>
        new(row.TextOrNull(first), row.TextOrNull(first + 1) is { } reason ? (reason, row.Time(first + 2)) : null);

    // What the flow itself has sent is what is simulated.
    private static async Task LoadSentAsync(NpgsqlConnection connection, Guid workspaceId, Dictionary<Guid, ContactPast> pasts, PastAsked asked, CancellationToken ct)
    {
        var sent = await connection
            .Command(
                """
                select contact_id, handed_at, channel from message
                where workspace_id = $1 and contact_id = any($2) and flow_id <> $3 and limits <> 'ignore'
                  and status in ('sent', 'delivered', 'uncertain') and handed_at > $4 and handed_at < $5
                """)
            .With(workspaceId).With(pasts.Keys.ToArray()).With(asked.FlowId).With((asked.From - asked.Rules.Memory).UtcDateTime).With(asked.Until.UtcDateTime)
            .ReadAsync(row => (Contact: row.GetGuid(0), Sent: new Delivery.SentMessage(row.Time(1), Words.Read<Channel>(row.GetString(2)))), ct);
        foreach (var (contact, message) in sent) pasts[contact].Sent.Add(message);
    }

    // Where nothing was said of it, it is what it always was; before the first word the workspace's default stood.
    private static async Task LoadConsentsAsync(NpgsqlConnection connection, Guid workspaceId, Dictionary<Guid, ContactPast> pasts, CancellationToken ct)
    {
        var known = await connection
            .Command(
                """
                select c.contact_id, c.channel, c.status, case when c.channel = 'email' and w.email_consent_default = 'subscribed' then 'subscribed' else 'never' end,
                       exists (select from consent_log l where l.workspace_id = $1 and l.contact_id = c.contact_id and l.channel = c.channel)
                from consent c join workspace w on w.id = $1
                where c.workspace_id = $1 and c.contact_id = any($2)
                """)
            .With(workspaceId).With(pasts.Keys.ToArray())
            .ReadAsync(
                row => (Contact: row.GetGuid(0), Channel: Words.Read<Channel>(row.GetString(1)), Status: Words.Read<ConsentStatus>(row.GetString(row.GetBoolean(4) ? 3 : 2))), ct);
        foreach (var (contact, channel, status) in known) pasts[contact].Consents.Add((channel, status, DateTimeOffset.UnixEpoch));
        var told = await connection
            .Command("select contact_id, channel, status, at from consent_log where workspace_id = $1 and contact_id = any($2) order by at, id")
            .With(workspaceId).With(pasts.Keys.ToArray())
            .ReadAsync(row => (Contact: row.GetGuid(0), Channel: Words.Read<Channel>(row.GetString(1)), Status: Words.Read<ConsentStatus>(row.GetString(2)), At: row.Time(3)), ct);
        foreach (var (contact, channel, status, at) in told) pasts[contact].Consents.Add((channel, status, at));
    }

    private static async Task LoadEventsAsync(NpgsqlConnection connection, Guid workspaceId, Dictionary<Guid, ContactPast> pasts, PastAsked asked, CancellationToken ct)
    {
        string[] names = [.. asked.Flow.Listens().Append(asked.Flow.Trigger.EventName).Distinct(StringComparer.Ordinal)];
        var events = await connection
            .Command(
                $$"""
                select id, contact_id, source_id, name, status, occurred_at, received_at, cart_key, cart_status, order_key, order_status, order_placed_at,
                       coalesce(loaded, false), case when name = any($6) then properties::text else '{}' end
                from event
                where {{Within}} and contact_id = any($7)
                  and (name = any($6) or cart_key is not null or order_key is not null)
                order by id
                """)
            .With(workspaceId).WithSpan(asked).With(names).With(pasts.Keys.ToArray())
            .ReadAsync(Read, ct);
        if (asked.Loaded) events = [.. events.Select(AsItHappened).OrderBy(resolved => resolved.Event.ReceivedAt).ThenBy(resolved => resolved.Event.Id)];
        if (asked.Calls is { } calls) events = [.. events.Where(calls.IsNoCall).Concat(calls.Of(pasts.Keys)).OrderBy(resolved => resolved.Event.ReceivedAt)];
        foreach (var resolved in events) pasts[resolved.ContactId!.Value].Events.Add(resolved);
    }

    // History that was loaded counts as if it had come when it happened.
    private static ResolvedEvent AsItHappened(ResolvedEvent resolved) =>
        resolved.Event is { Backfill: true } e ? resolved with { Event = e with { Backfill = false, ReceivedAt = e.OccurredAt } } : resolved;

    private static ResolvedEvent Read(NpgsqlDataReader row) => new(
        new CanonicalEvent
        {
            Id = row.GetGuid(0),
            SourceId = row.GetGuid(2),
            MessageId = "",
            Name = row.GetString(3),
            Status = row.TextOrNull(4),
            OccurredAt = row.Time(5),
            ReceivedAt = row.Time(6),
            Cart = row.TextOrNull(7) is { } cart ? new CartChange { ExternalId = cart, Status = Words.Read<CartStatus>(row.GetString(8)) } : null,
            Order = row.TextOrNull(9) is { } order
                ? new OrderChange { ExternalId = order, Status = Words.Read<OrderStatus>(row.GetString(10)), PlacedAt = row.Time(11), Total = 0, Currency = "" }
                : null,
            Backfill = row.GetBoolean(12),
            Properties = RawJson.Parse(row.GetString(13)),
        },
        row.GetGuid(1));

    /// <summary>What else was sent to the same people within a day of what would have been, by flow.</summary>
    public static Task<List<(Guid FlowId, SimulatedOverlap Overlap)>> OverlapsAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid flowId, IReadOnlyCollection<(Guid ContactId, DateTimeOffset At)> sent, CancellationToken ct) => connection
        .Command(
            """
            select f.id, coalesce(c.name, f.name), count(*), count(distinct t.contact_id)
            from (select row_number() over () as n, contact_id, at from unnest($3, $4) as t(contact_id, at)) t
            cross join lateral (
                select distinct m.flow_id, m.campaign_id from message m
                where m.workspace_id = $1 and m.contact_id = t.contact_id and m.flow_id <> $2
                  and m.sent_at > t.at - interval '1 day' and m.sent_at < t.at + interval '1 day') m
            join flow f on f.workspace_id = $1 and f.id = m.flow_id
            left join campaign c on c.workspace_id = $1 and c.id = m.campaign_id
            group by f.id, 2
            """)
        .With(workspaceId).With(flowId)
        .With(sent.Select(one => one.ContactId).ToArray())
        .With(sent.Select(one => one.At.UtcDateTime).ToArray())
        .ReadAsync(row => (row.GetGuid(0), new SimulatedOverlap(row.GetString(1), row.GetInt64(2), row.GetInt64(3))), ct);

    private const string Within =
        "workspace_id = $1 and id >= $2 and id < $3 and (loaded is not true or occurred_at >= $4 and occurred_at < $5)";

    private static NpgsqlCommand WithSpan(this NpgsqlCommand command, PastAsked asked) => command
        .With(First(asked.From)).With(First(asked.Until)).With(asked.From.UtcDateTime).With(asked.Until.UtcDateTime);

    // Reads through all that came in within the span of time.
    private static NpgsqlCommand LongCommand(this NpgsqlConnection connection, string sql)
    {
        var command = connection.Command(sql);
        command.CommandTimeout = 0;
        return command;
    }

    private static Guid First(DateTimeOffset at) => Ids.First(at) ?? Guid.Empty;
}

/// <summary>What of the past is asked for.</summary>
/// <param name="Flow">What the flow is to do.</param>
/// <param name="From">From when on.</param>
/// <param name="Until">Before when.</param>
/// <param name="Needed">What its filters ask; null: nothing.</param>
/// <param name="Loaded">Whether history that was loaded counts as if it had come when it happened; else it starts nothing, as it did.</param>
public sealed record PastAsked(FlowDefinition Flow, DateTimeOffset From, DateTimeOffset Until, FactsNeeded? Needed, bool Loaded)
{
    /// <summary>Which flow it is.</summary>
    public Guid FlowId { get; init; }

    /// <summary>The rules of sending.</summary>
    public Delivery.SendingRules Rules { get; init; } = Delivery.SendingRules.None;

    /// <summary>Of a flow that begins with dates: when whose have come.</summary>
    public PastCalls? Calls { get; init; }
}
