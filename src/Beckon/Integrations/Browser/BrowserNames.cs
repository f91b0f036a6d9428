using System.Reflection;
using Beckon.Events;

namespace Beckon.Integrations.Browser;

/// <summary>Which events a browser may tell of: what a shopper does in a page, and the shop's own. Nothing that counts as revenue, consent or stock.</summary>
public static class BrowserNames
{
    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal)
    {
        EventNames.ViewedPage, EventNames.ViewedProduct, EventNames.ViewedBrand, EventNames.ViewedCategory, EventNames.AddedToCart,
        EventNames.RemovedFromCart, EventNames.CartUpdated, EventNames.CheckoutStarted, EventNames.ActiveOnSite, EventNames.CustomerUpdated,
        EventNames.StartedProductReview, EventNames.CompletedProductReview,
    };

    // The whole catalogue, so that a name added to it tomorrow is not a browser's by accident.
    private static readonly HashSet<string> Known = new(
        typeof(EventNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetRawConstantValue()).OfType<string>()
            .Concat(Enum.GetValues<OrderStatus>().Select(EventNames.OfOrder)),
        StringComparer.OrdinalIgnoreCase);

    // How Beckon's own events begin, and those of orders.
    private static readonly string[] Reserved = ["message_", "contact_", "points_", "audience_", "campaign_", "flow_", "loyalty_", "order_", "consent_"];

    public static bool Allow(string name) =>
        Allowed.Contains(name) || (!Known.Contains(name) && !Reserved.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase)));
}
