using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Contacts;

/// <summary>Lists, searches and counts contacts. Those that were merged away are not among them.</summary>
public sealed class ContactListStore(NpgsqlDataSource database)
{
    /// <summary>A search looks at this many hits of each kind: whoever finds more has to say more.</summary>
    public const int MostHits = 1_000;

    private const string NameKey = "lower(coalesce(c.first_name || ' ' || c.last_name, c.first_name, c.last_name, c.email, c.phone, ''))";

    private const string Quarter = "date_bin(interval '15 minutes', $4, timestamptz '2000-01-01 00:00:00+00')";

    private static readonly string Found =
        $"""
        with found as (
            select i.contact_id as id
            from unnest($6) as t(beginning)
            cross join lateral (
                select i.contact_id from contact_identifier i
                where i.workspace_id = $1 and i.kind <> 'anonymous_id' and {Sql.StartsWith("i.value", "t.beginning")} limit $10
            ) i
            union
            (select c.id from contact c where c.workspace_id = $1 and {Sql.StartsWith("lower(c.first_name)", "$7")} limit $10)
            union
            (select c.id from contact c where c.workspace_id = $1 and {Sql.StartsWith("lower(c.last_name)", "$7")} limit $10)
            union
            (select c.id from contact c
             where c.workspace_id = $1 and lower(c.first_name) = $8 and {Sql.StartsWith("lower(c.last_name)", "$9")} limit $10)
        )
        """;

    public async Task<List<ContactListed>> ListAsync(Guid workspaceId, ContactFilter filter, CancellationToken ct)
    {
        var searches = filter.Search is not null;
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = connection.Command(
            $"""
            {(searches ? Found : "")}
            select c.id, c.first_name, c.last_name, c.email, c.phone, c.anonymous, coalesce(s.status, 'never'), c.order_count, c.order_total,
                   c.last_order_at, c.last_seen_at, c.created_at, {NameKey}
            from {(searches ? "found join contact c on c.workspace_id = $1 and c.id = found.id" : "contact c")}
            left join consent s on s.workspace_id = $1 and s.contact_id = c.id and s.channel = 'email'
            where c.workspace_id = $1 and c.merged_into is null {(filter.After is null ? "" : "and " + After(filter.Sort))}
            order by {Order(filter.Sort)}
            limit $2
            """);
        Bind(command.With(workspaceId).With(filter.Limit).With(filter.After?.Id, NpgsqlDbType.Uuid), filter);
        return await command.ReadAsync(Read, ct);
    }

    /// <summary>How many contacts there are, or fit a search: that one counts at most what it looks at.</summary>
    public async Task<ContactCount> CountAsync(Guid workspaceId, ContactSearch? search, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = connection.Command(
            search is null
                ? "select count(*) from contact c where c.workspace_id = $1 and c.merged_into is null"
                : $"{Found} select count(*) from found join contact c on c.workspace_id = $1 and c.id = found.id and c.merged_into is null");
        command.With(workspaceId);
        if (search is not null) Bind(command.With(0).With((Guid?)null, NpgsqlDbType.Uuid), new ContactFilter(0) { Search = search });
        var count = (await command.ReadAsync(row => row.GetInt64(0), ct))[0];
        return new ContactCount(count, AtLeast: search is not null && count >= MostHits);
    }

    private static void Bind(NpgsqlCommand command, ContactFilter filter)
    {
        command
            .With(filter.After?.Time ?? DateTime.UnixEpoch)
            .With(filter.Sort == ContactSort.Name ? null : filter.After?.Number, NpgsqlDbType.Numeric)
            .With<string[]>([.. filter.Search?.Identifiers ?? []])
            .With(filter.Search?.Name, NpgsqlDbType.Text)
            .With(filter.Search?.First, NpgsqlDbType.Text)
            .With(filter.Search?.Last, NpgsqlDbType.Text)
            .With(MostHits)
            .With(filter.After?.Sort, NpgsqlDbType.Text);
    }

    // Only these words reach the statement, never a caller's.
    private static string Order(ContactSort sort) => sort switch
    {
        ContactSort.LastSeenAt => "c.seen_quarter desc, c.last_seen_at desc, c.id desc",
        ContactSort.CreatedAt => "c.created_at desc, c.id desc",
        ContactSort.OrderTotal => "c.order_total desc, c.id desc",
        ContactSort.Name => $"{NameKey}, c.id",
    };

    private static string After(ContactSort sort) => sort switch
    {
        ContactSort.LastSeenAt => $"(c.seen_quarter, c.last_seen_at, c.id) < ({Quarter}, $4, $3)",
        ContactSort.CreatedAt => "(c.created_at, c.id) < ($4, $3)",
        ContactSort.OrderTotal => "(c.order_total, c.id) < ($5, $3)",
        ContactSort.Name => $"({NameKey}, c.id) > ($11, $3)",
    };

    private static ContactListed Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Name = PersonName.Of(row.TextOrNull(1), row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4)),
        Email = row.TextOrNull(3),
        Phone = row.TextOrNull(4),
        Anonymous = row.GetBoolean(5),
        EmailConsent = Words.Read<ConsentStatus>(row.GetString(6)),
        OrderCount = row.GetInt32(7),
        OrderTotal = row.GetDecimal(8),
        LastOrderAt = row.TimeOrNull(9),
        LastSeenAt = row.Time(10),
        CreatedAt = row.Time(11),
        NameKey = row.GetString(12),
    };
}

/// <summary>Which contacts to list, in which order.</summary>
public sealed record ContactFilter(int Limit)
{
    public ContactSort Sort { get; init; }

    public ContactSearch? Search { get; init; }

    public Cursor? After { get; init; }
}

/// <summary>A contact of the list, as read.</summary>
public sealed record ContactListed
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public required bool Anonymous { get; init; }
    public required ConsentStatus EmailConsent { get; init; }
    public required int OrderCount { get; init; }
    public required decimal OrderTotal { get; init; }
    public DateTimeOffset? LastOrderAt { get; init; }
    public required DateTimeOffset LastSeenAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string NameKey { get; init; }

    /// <summary>Where a page that ends with this contact ends.</summary>
    public Cursor CursorIn(ContactSort sort) => sort switch
    {
        ContactSort.LastSeenAt => new Cursor(Id, LastSeenAt),
        ContactSort.CreatedAt => new Cursor(Id, CreatedAt),
        ContactSort.OrderTotal => new Cursor(Id, OrderTotal),
        ContactSort.Name => new Cursor(Id, NameKey),
    };
}
