using System.Text;
using Beckon.Events.Erasing;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Orders;

/// <summary>
/// Takes a person out of carts and orders. Carts go. Orders stay as what the shop sold: number, status, total, times, and which products at what
/// price; what somebody may have typed (names of products can be engravings), links and the document go.
/// </summary>
public static class OrderEraseStore
{
    private const int Together = 1_000;

    public static Task<int> EraseCartsAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        connection.Command("delete from cart where workspace_id = $1 and contact_id = any($2)").With(person.WorkspaceId).With(person.Ids).RunAsync(ct);

    public static Task<int> EmptyOrdersAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        connection
            .Command(
                """
                update shop_order o set document = '{}', cart_external_id = null, items = coalesce((
                    select jsonb_agg(
                        jsonb_strip_nulls(jsonb_build_object(
                            'productId', t.item -> 'productId', 'sku', t.item -> 'sku', 'brand', t.item -> 'brand', 'category', t.item -> 'category',
                            'price', t.item -> 'price', 'quantity', t.item -> 'quantity'))
                        order by t.place)
                    from jsonb_array_elements(o.items) with ordinality as t(item, place)), '[]')
                where o.workspace_id = $1 and o.contact_id = any($2)
                """)
            .With(person.WorkspaceId).With(person.Ids)
            .RunAsync(ct);

    /// <summary>What orders of others say of them.</summary>
    public static async Task<int> EraseMentionsAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct)
    {
        if (person.Neighbours.Length == 0) return 0;
        var traces = new PersonTraces(person);
        var orders = await connection
            .Command("select id, document::text from shop_order where workspace_id = $1 and contact_id = any($2) limit $3")
            .With(person.WorkspaceId).With(person.Neighbours).With(Together)
            .ReadAsync(row => (Id: row.GetGuid(0), Left: traces.Without(Encoding.UTF8.GetBytes(row.GetString(1)))), ct);
        var changed = orders.FindAll(order => order.Left is not null);
        if (changed.Count == 0) return 0;
        return await connection
            .Command("update shop_order o set document = t.document::jsonb from unnest($2, $3) as t(id, document) where o.workspace_id = $1 and o.id = t.id")
            .With(person.WorkspaceId)
            .With(changed.Select(order => order.Id).ToArray())
            .With(changed.Select(order => Encoding.UTF8.GetString(order.Left ?? [])).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .RunAsync(ct);
    }
}
