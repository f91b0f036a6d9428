using Beckon.Storage;
using Npgsql;

namespace Beckon.Loyalty;

/// <summary>Reads the stores in which people have joined, and keeps where they are.</summary>
public static class StoreStore
{
    /// <summary>In SQL, the time zone of the store in which a contact has joined; null where none is known. The workspace is <c>$1</c>.</summary>
    public static string ZoneOf(string contactId) =>
        $"""
        (select s.time_zone from loyalty_member l join store s on s.workspace_id = $1 and s.id = l.store_id
         where l.workspace_id = $1 and l.contact_id = {contactId} order by l.joined_at limit 1)
        """;

    /// <summary>By name.</summary>
    public static Task<List<Store>> ListAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) => connection
        .Command(
            """
            select coalesce(m.id, s.id), m.name, coalesce(m.members, 0), s.time_zone
            from (select store_id as id, max(store_name) as name, count(distinct contact_id) as members
                  from loyalty_member where workspace_id = $1 and store_id is not null group by store_id) m
            full join (select id, time_zone from store where workspace_id = $1) s on s.id = m.id
            order by lower(coalesce(m.name, m.id, s.id)), 1
            """)
        .With(workspaceId)
        .ReadAsync(row => new Store(row.GetString(0), row.TextOrNull(1), row.GetInt64(2), row.TextOrNull(3)), ct);

    /// <summary>Says where a store is; null: where the shop is.</summary>
    public static Task PlaceAsync(NpgsqlConnection connection, Guid workspaceId, string id, string? zone, CancellationToken ct) => zone is null
        ? connection.Command("delete from store where workspace_id = $1 and id = $2").With(workspaceId).With(id).RunAsync(ct)
        : connection
            .Command("insert into store (workspace_id, id, time_zone) values ($1, $2, $3) on conflict (workspace_id, id) do update set time_zone = excluded.time_zone")
            .With(workspaceId).With(id).With(zone)
            .RunAsync(ct);
}

/// <summary>A store in which people have joined the loyalty programme.</summary>
/// <param name="Id">Its id at whoever signs people up.</param>
/// <param name="Name">What it is called there; null: it was not said.</param>
/// <param name="Members">How many people have joined in it.</param>
/// <param name="TimeZone">Where it is, by the IANA name of the zone, such as <c>America/Denver</c>; null: where the shop is.</param>
public sealed record Store(string Id, string? Name, long Members, string? TimeZone);
