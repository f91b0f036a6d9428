using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Orders;

/// <summary>Reads what contacts buy most, from their delivered orders.</summary>
public sealed class FavouriteStore(NpgsqlDataSource database)
{
    // Enough to know somebody by; a till that is always the same contact has a hundred thousand.
    private const int LatestOrders = 500;
    private const int MostOfEach = 3;

    /// <summary>The most bought of each kind, of the latest orders.</summary>
    public async Task<List<Favourite>> OfAsync(Guid workspaceId, Guid contactId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection
            .Command(
                """
                with bought as (
                    select o.id, i.item, coalesce((i.item ->> 'quantity')::numeric, 1) as quantity
                    from (select id, items from shop_order
                          where workspace_id = $1 and contact_id = $2 and status = 'DELIVERED' order by placed_at desc limit $3) o
                    cross join lateral jsonb_array_elements(o.items) as i(item)),
                named as (
                    select 'product' as kind, coalesce(nullif(item ->> 'name', ''), item ->> 'productId') as name, id, quantity from bought
                    union all select 'brand', item ->> 'brand', id, quantity from bought
                    union all select 'category', item ->> 'category', id, quantity from bought),
                ranked as (
                    select kind, name, sum(quantity) as pieces, count(distinct id) as orders,
                           row_number() over (partition by kind order by sum(quantity) desc, count(distinct id) desc, name) as place
                    from named where name <> '' group by kind, name)
                select kind, name, pieces, orders from ranked where place <= $4 order by kind, place
                """)
            .With(workspaceId).With(contactId).With(LatestOrders).With(MostOfEach)
            .ReadAsync(row => new Favourite(Words.Read<FavouriteKind>(row.GetString(0)), row.GetString(1), row.GetDecimal(2), row.GetInt64(3)), ct);
    }
}

/// <summary>Something a contact buys often.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Pieces">How many they bought, in their latest 500 delivered orders.</param>
/// <param name="Orders">In how many orders.</param>
public sealed record Favourite(FavouriteKind Kind, string Name, decimal Pieces, long Orders);

/// <summary>What somebody may like.</summary>
public enum FavouriteKind
{
    Product,
    Brand,
    Category,
}
