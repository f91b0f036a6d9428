using System.Text.Json;
using System.Text.Json.Serialization;
using Beckon.Events;
using Beckon.Events.Payloads;
using Beckon.Kernel;

namespace Beckon.Catalog;

/// <summary>Tells the news of products as events, which are nobody's. Pure: a replay tells the same news under the same ids.</summary>
public static class ProductEvents
{
    public static CanonicalEvent Of(CanonicalEvent cause, Product product, ProductNews news) => new()
    {
        Id = RequestId.FollowerOf(cause.Id, NumberOf(news.Name)),
        SourceId = cause.SourceId,
        MessageId = $"{news.Name}:{cause.MessageId}",
        Name = news.Name,
        OccurredAt = cause.OccurredAt,
        ReceivedAt = cause.ReceivedAt,
        Properties = new RawJson(JsonSerializer.SerializeToUtf8Bytes(PropertiesOf(product, news, cause.Product), ProductJson.Default.ProductProperties)),
        Backfill = cause.Backfill,
        Replayed = cause.Replayed,
    };

    // What is new has neither become cheaper nor come back.
    private static int NumberOf(string name) => name switch
    {
        EventNames.BackInStock => 2,
        EventNames.LowInventory => 3,
        _ => 1,
    };

    // The variant that speaks for all: the one that costs least, of those that became cheaper the one that did so most, of few the fewest.
    private static ProductProperties PropertiesOf(Product product, ProductNews news, ProductChange? change)
    {
        var leading = Leading(news);
        var counted = news.Variants.Where(one => one.Variant.Quantity is not null).ToList();
        return new ProductProperties
        {
            ProductId = product.ExternalId,
            Sku = leading.Variant.Sku,
            Name = product.Name,
            Brand = product.Brand,
            Category = product.Category,
            Price = leading.Variant.Price,
            PreviousPrice = news.Name == EventNames.PriceDrop ? leading.PreviousPrice : null,
            Currency = product.Currency,
            Url = product.Url,
            ImageUrl = product.ImageUrl,
            Quantity = news.Name == EventNames.PriceDrop || counted.Count == 0 ? null
                : news.Name == EventNames.LowInventory ? leading.Variant.Quantity
                : counted.Sum(one => one.Variant.Quantity),
            Threshold = news.Name == EventNames.LowInventory ? change?.LowFrom : null,
            Variants = [.. news.Variants.Select(one => VariantOf(one, news.Name))],
        };
    }

    private static VariantNews Leading(ProductNews news) => news.Name switch
    {
        EventNames.PriceDrop => news.Variants.MaxBy(one => one.PreviousPrice - one.Variant.Price),
        EventNames.LowInventory => news.Variants.MinBy(one => one.Variant.Quantity),
        _ => news.Variants.MinBy(one => one.Variant.Price),
    } ?? throw new ArgumentException("News are about at least one variant.", nameof(news));

    private static VariantProperties VariantOf(VariantNews one, string name) => new(
        one.Variant.Id, one.Variant.Sku, one.Variant.Name, one.Variant.Price, name == EventNames.PriceDrop ? one.PreviousPrice : null, one.Variant.Quantity);
}

/// <summary>The properties of the events about products.</summary>
public sealed record ProductProperties
{
    public required string ProductId { get; init; }

    public string? Sku { get; init; }

    public string? Name { get; init; }

    public string? Brand { get; init; }

    public string? Category { get; init; }

    public decimal? Price { get; init; }

    public decimal? PreviousPrice { get; init; }

    public string? Currency { get; init; }

    public string? Url { get; init; }

    public string? ImageUrl { get; init; }

    public decimal? Quantity { get; init; }

    public int? Threshold { get; init; }

    public required IReadOnlyList<VariantProperties> Variants { get; init; }
}

/// <summary>A variant that the event concerns.</summary>
public sealed record VariantProperties(string VariantId, string? Sku, string? Name, decimal? Price, decimal? PreviousPrice, decimal? Quantity);

/// <summary>Source-generated JSON of the events about products.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProductProperties))]
public sealed partial class ProductJson : JsonSerializerContext;
