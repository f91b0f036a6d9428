using System.Text.Json;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Catalog;

/// <summary>Reads and writes products, a batch at a time.</summary>
public static class ProductStore
{
    /// <summary>Folds what the batch says of products into them, in order. The result is what that makes news: events that are yet to be taken in.</summary>
    public static async Task<List<CanonicalEvent>> FoldAsync(
        NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, TimeProvider time, CancellationToken ct)
    {
        var news = new List<CanonicalEvent>();
        var told = events.FindAll(resolved => resolved.Event.Product is not null);
        if (told.Count == 0) return news;

        var products = await LoadAsync(connection, workspaceId, told, ct);
        var known = new Dictionary<(Guid, string), Product>(products);
        foreach (var e in told.Select(resolved => resolved.Event))
        {
            var key = (e.SourceId, e.Product!.ExternalId);
            var before = products.GetValueOrDefault(key);
            var after = ProductRules.Apply(before, e, Ids.New(time));
            products[key] = after;
            news.AddRange(ProductRules.News(before, after, e.Product).Select(one => ProductEvents.Of(e, after, one)));
        }
        var changed = products.Where(pair => !ReferenceEquals(known.GetValueOrDefault(pair.Key), pair.Value)).Select(pair => pair.Value);
        await WriteAsync(connection, workspaceId, [.. changed.OrderBy(product => product.SourceId).ThenBy(product => product.ExternalId, StringComparer.Ordinal)], ct);
        return news;
    }

    private static async Task<Dictionary<(Guid, string), Product>> LoadAsync(
        NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> told, CancellationToken ct)
    {
        var keys = told.Select(resolved => (Source: resolved.Event.SourceId, resolved.Event.Product!.ExternalId)).Distinct().ToList();
        var products = await connection
            .Command(
                """
                select p.id, p.source_id, p.external_id, p.state, p.name, p.brand, p.category, p.currency, p.url, p.image_url, p.announced,
                       p.variants::text, p.created_at, p.updated_at, p.restocked_at
                from unnest($2, $3) as t(source_id, external_id)
                join product p on p.workspace_id = $1 and p.source_id = t.source_id and p.external_id = t.external_id
                """)
            .With(workspaceId)
            .With(keys.Select(key => key.Source).ToArray())
            .With(keys.Select(key => key.ExternalId).ToArray())
            .ReadAsync(Read, ct);
        return products.ToDictionary(product => (product.SourceId, product.ExternalId));
    }

    private static Product Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        SourceId = row.GetGuid(1),
        ExternalId = row.GetString(2),
        State = Words.Read<ProductState>(row.GetString(3)),
        Name = row.TextOrNull(4),
        Brand = row.TextOrNull(5),
        Category = row.TextOrNull(6),
        Currency = row.TextOrNull(7),
        Url = row.TextOrNull(8),
        ImageUrl = row.TextOrNull(9),
        Announced = row.GetBoolean(10),
        Variants = JsonSerializer.Deserialize(row.GetString(11), EventJson.Default.ListProductVariant) ?? [],
        CreatedAt = row.Time(12),
        UpdatedAt = row.Time(13),
        RestockedAt = row.TimeOrNull(14),
    };

    private static Task<int> WriteAsync(NpgsqlConnection connection, Guid workspaceId, List<Product> products, CancellationToken ct) => connection
        .Command(
            """
            insert into product (workspace_id, id, source_id, external_id, state, name, brand, category, price, currency, url, image_url, in_stock,
                                 announced, variants, created_at, updated_at, restocked_at)
            select $1, t.id, t.source_id, t.external_id, t.state, t.name, t.brand, t.category, t.price, t.currency, t.url, t.image_url, t.in_stock,
                   t.announced, t.variants::jsonb, t.created_at, t.updated_at, t.restocked_at
            from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) as t(
                id, source_id, external_id, state, name, brand, category, price, currency, url, image_url, in_stock, announced, variants, created_at,
                updated_at, restocked_at)
            on conflict (workspace_id, source_id, external_id) do update set
                state = excluded.state, name = excluded.name, brand = excluded.brand, category = excluded.category, price = excluded.price,
                currency = excluded.currency, url = excluded.url, image_url = excluded.image_url, in_stock = excluded.in_stock,
                announced = excluded.announced, variants = excluded.variants, updated_at = excluded.updated_at,
                restocked_at = excluded.restocked_at,
                stock_moved = product.stock_moved or (product.in_stock, product.state) is distinct from (excluded.in_stock, excluded.state)
            """)
        .With(workspaceId)
        .With(products.ConvertAll(product => product.Id).ToArray())
        .With(products.ConvertAll(product => product.SourceId).ToArray())
        .With(products.ConvertAll(product => product.ExternalId).ToArray())
        .With(products.ConvertAll(product => Words.Of(product.State)).ToArray())
        .With(products.ConvertAll(product => product.Name).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
        .With(products.ConvertAll(product => product.Brand).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
        .With(products.ConvertAll(product => product.Category).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
        .With(products.ConvertAll(product => product.Price).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Numeric)
        .With(products.ConvertAll(product => product.Currency).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
        .With(products.ConvertAll(product => product.Url).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
        .With(products.ConvertAll(product => product.ImageUrl).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
        .With(products.ConvertAll(product => product.InStock).ToArray())
        .With(products.ConvertAll(product => product.Announced).ToArray())
        .With(products.ConvertAll(product => JsonSerializer.Serialize(product.Variants, EventJson.Default.IReadOnlyListProductVariant)).ToArray())
        .With(products.ConvertAll(product => product.CreatedAt.UtcDateTime).ToArray())
        .With(products.ConvertAll(product => product.UpdatedAt.UtcDateTime).ToArray())
        .With(products.ConvertAll(product => product.RestockedAt?.UtcDateTime).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
        .RunAsync(ct);
}
