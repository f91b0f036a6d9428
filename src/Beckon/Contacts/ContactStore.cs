using System.Text.Json;
using Beckon.Contacts.Groups;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Contacts;

/// <summary>Reads one contact with all that belongs to them.</summary>
public sealed class ContactStore(NpgsqlDataSource database)
{
    private const int MostLogged = 50;
    private const int MostTraits = 500;
    private const int MostIdentifiers = 200;

    /// <summary>The contact that an id stands for today: a merged-away one stands for the one it was merged into. Null when there is none.</summary>
    public async Task<Guid?> ResolveAsync(Guid workspaceId, Guid id, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return (await FindAsync(connection, workspaceId, id, ct))?.Id;
    }

    /// <summary>Null when there is none.</summary>
    public async Task<ContactWhole?> ReadAsync(Guid workspaceId, Guid id, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        if (await FindAsync(connection, workspaceId, id, ct) is not { } contact) return null;
        var groups = await GroupStore.OfAsync(connection, workspaceId, contact.Id, ct);
        return contact with
        {
            Tags = [.. groups.Where(group => group.Kind == GroupKind.Tag).Select(group => group.Name)],
            Lists = [.. groups.Where(group => group.Kind == GroupKind.List).Select(group => new ContactListRef(Ids.Out(Ids.List, group.Id), group.Name))],
            Identifiers = await IdentifiersAsync(connection, workspaceId, contact.Id, ct),
            Consents = await ConsentsAsync(connection, workspaceId, contact.Id, ct),
            ConsentLog = await ConsentLogAsync(connection, workspaceId, contact.Id, ct),
            Suppressions = await SuppressionsAsync(connection, workspaceId, contact, ct),
            Traits = await TraitsAsync(connection, workspaceId, contact.Id, ct),
            CurrentCart = await CartAsync(connection, workspaceId, contact.Id, ct),
            Rfm = await ScoresAsync(connection, workspaceId, contact.Id, ct),
            Prediction = await PredictionAsync(connection, workspaceId, contact.Id, ct),
        };
    }

    private static Task<ContactScores?> ScoresAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) => connection
        .Command("select recency, frequency, monetary, segment, since from rfm_score where workspace_id = $1 and contact_id = $2")
        .With(workspaceId).With(id)
        .FindAsync(row => new ContactScores(row.GetInt16(0), row.GetInt16(1), row.GetInt16(2), row.GetString(3), row.Time(4)), ct);

    private static Task<ContactPrediction?> PredictionAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) => connection
        .Command(
            """
            select p.expected_orders, p.probability_active, p.lifetime_value, p.next_order_on, (r.settings ->> 'horizonDays')::int, r.day
            from prediction p join prediction_run r on r.workspace_id = $1
            where p.workspace_id = $1 and p.contact_id = $2
            """)
        .With(workspaceId).With(id)
        .FindAsync(
            row => new ContactPrediction(
                row.GetDecimal(0), row.GetDecimal(1), row.IsDBNull(2) ? null : row.GetDecimal(2),
                row.IsDBNull(3) ? null : row.GetFieldValue<DateOnly>(3), row.GetInt32(4), row.GetFieldValue<DateOnly>(5)),
            ct);

    /// <summary>Whether an event has taken effect. Its id says in which month it lies.</summary>
    public async Task<bool> HasHappenedAsync(Guid workspaceId, Guid eventId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return (await connection
            .Command("select exists (select from event e where e.workspace_id = $1 and e.id = $2)")
            .With(workspaceId).With(eventId)
            .ReadAsync(row => row.GetBoolean(0), ct))[0];
    }

    private static Task<ContactWhole?> FindAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) =>
        connection
            .Command(
                """
                with recursive known as (
                    select c.id, c.merged_into from contact c where c.workspace_id = $1 and c.id = $2
                    union
                    select c.id, c.merged_into from known join contact c on c.workspace_id = $1 and c.id = known.merged_into
                )
                select c.id, c.first_name, c.last_name, c.email, c.phone, c.anonymous, c.created_at, c.last_seen_at,
                       c.order_count, c.order_total, c.last_order_at, c.properties::text,
                       coalesce(v.fields, '{}')::text
                from known join contact c on c.workspace_id = $1 and c.id = known.id
                left join contact_value v on v.workspace_id = $1 and v.contact_id = c.id
                where known.merged_into is null
                """)
            .With(workspaceId).With(id)
            .FindAsync(
                row => new ContactWhole
                {
                    Id = row.GetGuid(0),
                    FirstName = row.TextOrNull(1),
                    LastName = row.TextOrNull(2),
                    Email = row.TextOrNull(3),
                    Phone = row.TextOrNull(4),
                    Anonymous = row.GetBoolean(5),
                    CreatedAt = row.Time(6),
                    LastSeenAt = row.Time(7),
                    OrderCount = row.GetInt32(8),
                    OrderTotal = row.GetDecimal(9),
                    LastOrderAt = row.TimeOrNull(10),
                    Properties = row.GetString(11),
                    Fields = row.GetString(12),
                },
                ct);

    private static Task<List<ContactIdentifier>> IdentifiersAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) =>
        connection
            .Command(
                """
                select i.kind, i.value, i.created_at, i.scope, s.kind, s.name
                from contact_identifier i
                left join source s on i.kind = 'customer_id' and s.workspace_id = $1 and s.id = i.scope
                where i.workspace_id = $1 and i.contact_id = $2
                order by array_position(array['customer_id', 'email', 'phone', 'anonymous_id'], i.kind), i.created_at, i.value
                limit $3
                """)
            .With(workspaceId).With(id).With(MostIdentifiers)
            .ReadAsync(
                row =>
                {
                    var kind = Words.Read<IdentifierKind>(row.GetString(0));
                    var source = kind == IdentifierKind.CustomerId ? SourceRef.Of(row.GetGuid(3), row.TextOrNull(4), row.TextOrNull(5)) : null;
                    return new ContactIdentifier(kind, row.GetString(1), source, row.Time(2));
                },
                ct);

    private static async Task<IReadOnlyDictionary<Channel, ConsentStand>> ConsentsAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct)
    {
        var consents = await connection
            .Command("select channel, status, changed_at from consent where workspace_id = $1 and contact_id = $2")
            .With(workspaceId).With(id)
            .ReadAsync(
                row => (Words.Read<Channel>(row.GetString(0)), new ConsentStand(Words.Read<ConsentStatus>(row.GetString(1)), row.Time(2))), ct);
        return consents.ToDictionary(pair => pair.Item1, pair => pair.Item2);
    }

    private static Task<List<ConsentEntry>> ConsentLogAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) =>
        connection
            .Command(
                """
                select channel, status, source, wording, ip, at from consent_log
                where workspace_id = $1 and contact_id = $2 order by at desc, id desc limit $3
                """)
            .With(workspaceId).With(id).With(MostLogged)
            .ReadAsync(
                row => new ConsentEntry(
                    Words.Read<Channel>(row.GetString(0)), Words.Read<ConsentStatus>(row.GetString(1)), row.GetString(2), row.TextOrNull(3),
                    row.TextOrNull(4), row.Time(5)),
                ct);

    private static Task<List<ContactSuppression>> SuppressionsAsync(
        NpgsqlConnection connection, Guid workspaceId, ContactWhole contact, CancellationToken ct) =>
        connection
            .Command(
                """
                select channel, address, reason, at from suppression
                where workspace_id = $1 and channel in ('email', 'sms') and address = any($2) order by at desc
                """)
            .With(workspaceId).With(new[] { contact.Email, contact.Phone }.OfType<string>().ToArray())
            .ReadAsync(
                row => new ContactSuppression(
                    Words.Read<Channel>(row.GetString(0)), row.GetString(1), Words.Read<SuppressionReason>(row.GetString(2)), row.Time(3)),
                ct);

    private static Task<List<ContactTrait>> TraitsAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) =>
        connection
            .Command(
                """
                select name, nullif(status, ''), first_at, last_at, count from trait
                where workspace_id = $1 and contact_id = $2 order by last_at desc, name, status limit $3
                """)
            .With(workspaceId).With(id).With(MostTraits)
            .ReadAsync(row => new ContactTrait(row.GetString(0), row.TextOrNull(1), row.Time(2), row.Time(3), row.GetInt64(4)), ct);

    private static Task<ContactCart?> CartAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) =>
        connection
            .Command(
                """
                select k.id, k.external_id, k.status, k.url, k.total, k.currency, k.items::text, k.source_id, s.kind, s.name,
                       k.changed_at, k.abandoned_at, k.converted_at
                from cart k
                left join source s on s.workspace_id = $1 and s.id = k.source_id
                where k.workspace_id = $1 and k.contact_id = $2
                order by k.changed_at desc
                limit 1
                """)
            .With(workspaceId).With(id)
            .FindAsync(ReadCart, ct);

    private static ContactCart ReadCart(NpgsqlDataReader row) => new(
        Ids.Out(Ids.Cart, row.GetGuid(0)),
        // The nameless cart of a Simple trigger is stored under a name of ours.
        row.GetString(1) is var name && name.StartsWith("contact:", StringComparison.Ordinal) ? null : name,
        Words.Read<CartStatus>(row.GetString(2)),
        row.TextOrNull(3),
        row.IsDBNull(4) ? null : row.GetDecimal(4),
        row.TextOrNull(5),
        JsonSerializer.Deserialize(row.GetString(6), EventJson.Default.ListLineItem) ?? [],
        SourceRef.Of(row.GetGuid(7), row.TextOrNull(8), row.TextOrNull(9)),
        row.Time(10),
        row.TimeOrNull(11),
        row.TimeOrNull(12));
}

/// <summary>Where a contact stands on a channel, as stored.</summary>
public sealed record ConsentStand(ConsentStatus Status, DateTimeOffset ChangedAt);

/// <summary>A contact with all that belongs to them, as read.</summary>
public sealed record ContactWhole
{
    public required Guid Id { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public required bool Anonymous { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset LastSeenAt { get; init; }
    public required int OrderCount { get; init; }
    public required decimal OrderTotal { get; init; }
    public DateTimeOffset? LastOrderAt { get; init; }
    public required string Properties { get; init; }
    public string Fields { get; init; } = "{}";
    public IReadOnlyList<string> Tags { get; init; } = [];
    public IReadOnlyList<ContactListRef> Lists { get; init; } = [];
    public ContactScores? Rfm { get; init; }

    public ContactPrediction? Prediction { get; init; }
    public IReadOnlyList<ContactIdentifier> Identifiers { get; init; } = [];
    public IReadOnlyDictionary<Channel, ConsentStand> Consents { get; init; } = new Dictionary<Channel, ConsentStand>();
    public IReadOnlyList<ConsentEntry> ConsentLog { get; init; } = [];
    public IReadOnlyList<ContactSuppression> Suppressions { get; init; } = [];
    public IReadOnlyList<ContactTrait> Traits { get; init; } = [];
    public ContactCart? CurrentCart { get; init; }
}
