using Beckon.Contacts;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Loyalty;

/// <summary>Reads contacts with their membership.</summary>
public sealed class ShopperStore(NpgsqlDataSource database)
{
    // The sign-up of a contact who has several, because others were merged into them: the first.
    private const string Membership =
        """
        left join lateral (
            select min(m.joined_at) as since,
                (array_agg(m.store_id order by m.joined_at) filter (where m.store_id is not null))[1] as store_id,
                (array_agg(m.store_name order by m.joined_at) filter (where m.store_name is not null))[1] as store_name,
                (array_agg(m.email_opt_in order by m.updated_at desc) filter (where m.email_opt_in is not null))[1] as email_opt_in,
                (array_agg(m.sms_opt_in order by m.updated_at desc) filter (where m.sms_opt_in is not null))[1] as sms_opt_in
            from loyalty_member m where m.workspace_id = $1 and m.contact_id = c.id
        ) m on true
        """;

    private const string Wanted =
        """
        c.workspace_id = $1 and c.merged_into is null
        and ($2 is null or (c.phone is not null) = $2) and ($3 is null or (c.email is not null) = $3)
        and ($4 is null or exists (select from loyalty_member j where j.workspace_id = $1 and j.contact_id = c.id) = $4)
        and ($5 is null or c.email = $5)
        and ($6 is null or lower(c.first_name || ' ' || c.last_name) = $6 or lower(c.first_name) = $6 or lower(c.last_name) = $6
            or c.email = $6 or c.phone = $6)
        """;

    /// <summary>Since when the contact is a member; null when they have not joined.</summary>
    public async Task<Member?> FindAsync(Guid workspaceId, Guid contactId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return (await connection
            .Command(
                $"""
                select m.since, m.store_id, m.store_name, m.email_opt_in, m.sms_opt_in
                from contact c {Membership}
                where c.workspace_id = $1 and c.id = $2 and m.since is not null
                """)
            .With(workspaceId).With(contactId)
            .FindAsync(row => ReadMember(row, 0), ct));
    }

    /// <summary>How many contacts the filter lets through.</summary>
    public async Task<long> CountAsync(Guid workspaceId, ShopperFilter filter, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var counted = await With(connection.Command($"select count(*) from contact c where {Wanted}"), workspaceId, filter)
            .ReadAsync(row => row.GetInt64(0), ct);
        return counted[0];
    }

    /// <summary>A page of them.</summary>
    public async Task<List<Shopper>> ListAsync(Guid workspaceId, ShopperFilter filter, ShopperPage page, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var ids = await With(
                connection.Command($"select c.id from contact c where {Wanted} order by {OrderOf(page)}, c.id limit $7 offset $8"), workspaceId, filter)
            .With(page.Limit).With(page.Start)
            .ReadAsync(row => row.GetGuid(0), ct);
        var shoppers = await ReadAsync(connection, workspaceId, [.. ids], ct);
        return ids.ConvertAll(id => shoppers[id]);
    }

    /// <summary>One contact; null when there is none.</summary>
    public async Task<Shopper?> ReadAsync(Guid workspaceId, Guid contactId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return (await ReadAsync(connection, workspaceId, [contactId], ct)).GetValueOrDefault(contactId);
    }

    private static async Task<Dictionary<Guid, Shopper>> ReadAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] ids, CancellationToken ct)
    {
        var shoppers = await connection
            .Command(
                $"""
                select c.id, c.first_name, c.last_name, c.email, c.phone, c.created_at, c.order_total, i.value, s.kind, k.status, k.changed_at,
                    m.since, m.store_id, m.store_name, m.email_opt_in, m.sms_opt_in
                from contact c
                left join lateral (
                    select i.value, i.scope from contact_identifier i
                    where i.workspace_id = $1 and i.contact_id = c.id and i.kind = 'customer_id' order by i.created_at, i.value limit 1
                ) i on true
                left join source s on s.workspace_id = $1 and s.id = i.scope
                left join consent k on k.workspace_id = $1 and k.contact_id = c.id and k.channel = 'sms'
                {Membership}
                where c.workspace_id = $1 and c.id = any($2)
                """)
            .With(workspaceId).With(ids)
            .ReadAsync(ReadShopper, ct);
        return shoppers.ToDictionary(shopper => shopper.Id);
    }

    private static NpgsqlCommand With(NpgsqlCommand command, Guid workspaceId, ShopperFilter filter) => command
        .With(workspaceId)
        .With(filter.HasPhone, NpgsqlDbType.Boolean).With(filter.HasEmail, NpgsqlDbType.Boolean).With(filter.IsMember, NpgsqlDbType.Boolean)
        .With(filter.Email, NpgsqlDbType.Text).With(filter.Name?.ToLowerInvariant(), NpgsqlDbType.Text);

    private static string OrderOf(ShopperPage page)
    {
        var column = page.Sort switch
        {
            ShopperSort.Inserted => "c.created_at",
            ShopperSort.Name => "lower(c.first_name), lower(c.last_name)",
            ShopperSort.Email => "c.email",
            ShopperSort.Phone => "c.phone",
        };
        return page.Descending ? column.Replace(",", " desc,", StringComparison.Ordinal) + " desc nulls last" : column;
    }

    private static Shopper ReadShopper(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        FirstName = row.TextOrNull(1),
        LastName = row.TextOrNull(2),
        Email = row.TextOrNull(3),
        Phone = row.TextOrNull(4),
        CreatedAt = row.Time(5),
        OrderTotal = row.GetDecimal(6),
        CustomerId = row.TextOrNull(7),
        Platform = row.TextOrNull(8),
        SmsConsent = row.IsDBNull(9) ? null : new ConsentStand(Words.Read<ConsentStatus>(row.GetString(9)), row.Time(10)),
        Member = row.IsDBNull(11) ? null : ReadMember(row, 11),
    };

    private static Member ReadMember(NpgsqlDataReader row, int at) => new(
        row.Time(at), row.TextOrNull(at + 1), row.TextOrNull(at + 2), row.IsDBNull(at + 3) ? null : row.GetBoolean(at + 3),
        row.IsDBNull(at + 4) ? null : row.GetBoolean(at + 4));
}
