using Beckon.Events;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.BigCommerce;

/// <summary>What a call is about: its scope, and what has to be fetched to understand it.</summary>
/// <param name="Scope">Such as <c>store/order/created</c>.</param>
/// <param name="Kind">What changed; null: nothing that can be fetched.</param>
/// <param name="Id">Of what changed.</param>
public sealed record BigCommerceScope(string Scope, BigCommerceKind? Kind, string? Id)
{
    private const int LongestScope = 90;
    private const int LongestId = 64;

    public static BigCommerceScope Of(Fields call)
    {
        var scope = call.Text("scope"u8, LongestScope) ?? "";
        var data = call.Nested("data"u8);
        var kind = KindOf(scope);
        var id = (kind == BigCommerceKind.Cart ? data?.Id("cartId"u8) : null) ?? data?.Id("id"u8);
        // It becomes a part of an address.
        return id is { Length: <= LongestId } && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? new(scope, kind, id) : new(scope, null, null);
    }

    /// <summary>What is told when the resource was fetched: calls that lead to the same are answered by one fetch.</summary>
    public string EventName => Scope switch
    {
        "store/cart/abandoned" => EventNames.CartAbandoned,
        "store/order/refund/created" => EventNames.OrderRefunded,
        "store/order/created" => EventNames.OrderCreated,
        "store/customer/created" => EventNames.CustomerCreated,
        "store/product/created" => EventNames.NewProductAdded,
        _ => Kind switch
        {
            BigCommerceKind.Cart => EventNames.CartUpdated,
            BigCommerceKind.Order => PlatformEvents.OrderUpdated,
            BigCommerceKind.Customer => EventNames.CustomerUpdated,
            BigCommerceKind.Product => PlatformEvents.ProductUpdated,
            null => CustomName,
        },
    };

    public string CustomName =>
        "bigcommerce" + (Scope.StartsWith("store/", StringComparison.Ordinal) ? "_" + string.Concat(Scope["store/".Length..].Select(Plain)) : "_call");

    private static char Plain(char c) => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_';

    private static BigCommerceKind? KindOf(string scope) => scope switch
    {
        "store/cart/created" or "store/cart/updated" or "store/cart/couponApplied" or "store/cart/abandoned" => BigCommerceKind.Cart,
        "store/order/created" or "store/order/updated" or "store/order/archived" or "store/order/statusUpdated" or "store/order/refund/created" => BigCommerceKind.Order,
        "store/customer/created" or "store/customer/updated" => BigCommerceKind.Customer,
        "store/product/created" or "store/product/updated" or "store/product/inventory/updated" or "store/product/inventory/order/updated" => BigCommerceKind.Product,
        _ => scope.StartsWith("store/cart/lineItem/", StringComparison.Ordinal) ? BigCommerceKind.Cart : null,
    };
}

/// <summary>What is fetched.</summary>
public enum BigCommerceKind
{
    Cart,
    Order,
    Customer,
    Product,
}
