using System.Collections.Frozen;
using Beckon.Events;

namespace Beckon.Integrations.Klaviyo;

/// <summary>
/// The metrics that Klaviyo's users know by name, and what the catalogue calls them. <c>Ordered Product</c> is not among them: it tells once more, line by
/// line, what Placed Order tells, and would count revenue twice. It and all other metrics are custom events under their own names.
/// </summary>
public static class KlaviyoMetrics
{
    private static readonly FrozenDictionary<string, KlaviyoMetric> Known = new Dictionary<string, KlaviyoMetric>(StringComparer.Ordinal)
    {
        ["Active on Site"] = new(EventNames.ActiveOnSite),
        ["Viewed Product"] = new(EventNames.ViewedProduct),
        ["Added to Cart"] = new(EventNames.AddedToCart, KlaviyoPart.Added),
        ["Started Checkout"] = new(EventNames.CheckoutStarted, KlaviyoPart.Checkout),
        // Klaviyo counts revenue by it, as Beckon does by this.
        ["Placed Order"] = new(EventNames.OrderCompleted, KlaviyoPart.Placed),
        ["Fulfilled Order"] = new(EventNames.OrderFulfilled, KlaviyoPart.Fulfilled),
        ["Cancelled Order"] = new(EventNames.OrderCanceled, KlaviyoPart.Cancelled),
        ["Refunded Order"] = new(EventNames.OrderRefunded, KlaviyoPart.Refunded),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<string> Events { get; } = [.. Known.Values.Select(one => one.Name).Order(StringComparer.Ordinal)];

    public static KlaviyoMetric? Find(string name) => Known.GetValueOrDefault(name);
}

/// <summary>What a metric is in the catalogue, and what it tells of beside the person.</summary>
public sealed record KlaviyoMetric(string Name, KlaviyoPart Part = KlaviyoPart.None);

/// <summary>What an event tells of.</summary>
public enum KlaviyoPart
{
    None,
    Added,
    Checkout,
    Placed,
    Fulfilled,
    Cancelled,
    Refunded,
}
