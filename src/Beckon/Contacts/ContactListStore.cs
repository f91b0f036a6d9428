using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Contacts;

/// <summary>Lists, searches and counts contacts. Those that were merged away are not among them.</summary>
public sealed class ContactListStore(NpgsqlDataSource database)
{
    /// <summary>A search looks at this many hits of each kind: whoever finds more has to say more.</summary>
    public const int MostHits = 1_000;

    private const string NameKey = "lower(coalesce(c.first_name || ' ' || c.last_name, c.first_name, c.last_name, c.email, c.phone, ''))";

    public async Task<List<ContactListed>> ListAsync(Guid workspaceId, ContactListing listing, CancellationToken ct)
    {
        var values = new Placeholders();
        values.Of(workspaceId);
        var (with, from) = ContactFilterStore.From(listing.Filter, listing.CallingCode, MostHits, values);
        var after = listing.After is { } cursor ? "and " + After(listing.Sort, cursor, values) : "";
        await using var connection = await database.OpenConnectionAsync(ct);
        return await values
            .Bind(connection.Command(
                $"""
                {with}
                select c.id, c.first_name, c.last_name, c.email, c.phone, c.anonymous, coalesce(s.status, 'never'), c.order_count, c.order_total,
                       c.last_order_at, c.last_seen_at, c.created_at, {NameKey}, coalesce(sms.status, 'never'), coalesce(v.fields, jsonb_build_object())::text,
                       array(select g.name from contact_group_member m
                             join contact_group g on g.workspace_id = $1 and g.id = m.group_id and g.kind = 'tag'
                             where m.workspace_id = $1 and m.contact_id = c.id order by lower(g.name))
                from (
                    -- The page first: what else is shown is then read of it alone.
                    select c.* from {from}
                    where c.workspace_id = $1 and c.merged_into is null {ContactFilterStore.Where(listing.Filter, values)} {after}
                    order by {Order(listing.Sort)}
                    limit {values.Of(listing.Limit)}
                ) c
                left join consent s on s.workspace_id = $1 and s.contact_id = c.id and s.channel = 'email'
                left join consent sms on sms.workspace_id = $1 and sms.contact_id = c.id and sms.channel = 'sms'
                left join contact_value v on v.workspace_id = $1 and v.contact_id = c.id
                order by {Order(listing.Sort)}
                """))
            .ReadAsync(Read, ct);
    }

    /// <summary>How many contacts there are, or fit a filter: a search counts at most what it looks at.</summary>
    public async Task<ContactCount> CountAsync(Guid workspaceId, ContactFilter filter, string callingCode, CancellationToken ct)
    {
        var values = new Placeholders();
        values.Of(workspaceId);
        var (with, from) = ContactFilterStore.From(filter, callingCode, MostHits, values);
        await using var connection = await database.OpenConnectionAsync(ct);
        var count = (await values
            .Bind(connection.Command(
                $"{with} select count(*) from {from} where c.workspace_id = $1 and c.merged_into is null {ContactFilterStore.Where(filter, values)}"))
            .ReadAsync(row => row.GetInt64(0), ct))[0];
        return new ContactCount(count, AtLeast: filter.Q is not null && count >= MostHits);
    }

    /// <summary>The ids of contacts that fit a filter, behind one, in the order of their ids.</summary>
    public static Task<List<Guid>> IdsAsync(
        NpgsqlConnection connection, Guid workspaceId, ContactFilter filter, string callingCode, Guid? after, int limit, CancellationToken ct)
    {
        var values = new Placeholders();
        values.Of(workspaceId);
        var (with, from) = ContactFilterStore.From(filter, callingCode, mostHits: null, values);
        return values
            .Bind(connection.Command(
                $"""
                {with} select c.id from {from}
                where c.workspace_id = $1 and c.merged_into is null {ContactFilterStore.Where(filter, values)} and c.id > {values.Of(after ?? Guid.Empty)}
                order by c.id limit {values.Of(limit)}
                """))
            .ReadAsync(row => row.GetGuid(0), ct);
    }

    /// <summary>How many contacts fit a filter, without a limit.</summary>
    public static async Task<long> CountAllAsync(
        NpgsqlConnection connection, Guid workspaceId, ContactFilter filter, string callingCode, CancellationToken ct)
    {
        var values = new Placeholders();
        values.Of(workspaceId);
        var (with, from) = ContactFilterStore.From(filter, callingCode, mostHits: null, values);
        return (await values
            .Bind(connection.Command(
                $"{with} select count(*) from {from} where c.workspace_id = $1 and c.merged_into is null {ContactFilterStore.Where(filter, values)}"))
            .ReadAsync(row => row.GetInt64(0), ct))[0];
    }

    // Only these words reach the statement, never a caller's.
    private static string Order(ContactSort sort) => sort switch
    {
        ContactSort.LastSeenAt => "c.seen_quarter desc, c.last_seen_at desc, c.id desc",
        ContactSort.CreatedAt => "c.created_at desc, c.id desc",
        ContactSort.OrderTotal => "c.order_total desc, c.id desc",
        ContactSort.Name => $"{NameKey}, c.id",
    };

    private static string After(ContactSort sort, Cursor cursor, Placeholders values)
    {
        var id = values.Of(cursor.Id);
        return sort switch
        {
            ContactSort.LastSeenAt when values.Of(cursor.Time) is var at => $"(c.seen_quarter, c.last_seen_at, c.id) < ({QuarterOf(at)}, {at}, {id})",
            ContactSort.CreatedAt => $"(c.created_at, c.id) < ({values.Of(cursor.Time)}, {id})",
            ContactSort.OrderTotal => $"(c.order_total, c.id) < ({values.Of(cursor.Number)}, {id})",
            _ => $"({NameKey}, c.id) > ({values.Of(cursor.Sort)}, {id})",
        };
    }

    private static string QuarterOf(string time) => $"date_bin(interval '15 minutes', {time}, timestamptz '2000-01-01 00:00:00+00')";

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
        SmsConsent = Words.Read<ConsentStatus>(row.GetString(13)),
        Fields = row.GetString(14),
        Tags = row.GetFieldValue<string[]>(15),
    };
}

/// <summary>Which contacts to list, in which order.</summary>
/// <param name="Limit">How many at most.</param>
/// <param name="CallingCode">Of the workspace, for phone numbers that are searched for.</param>
public sealed record ContactListing(int Limit, string CallingCode)
{
    public ContactFilter Filter { get; init; } = new();

    public ContactSort Sort { get; init; }

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
    public required ConsentStatus SmsConsent { get; init; }
    public required string Fields { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
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
