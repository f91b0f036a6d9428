using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.WooCommerce;

/// <summary>WooCommerce's webhooks: orders with refunds, customers, products, and the drafts that its checkout begins with.</summary>
public static class WooCommerceIntegration
{
    public const string Kind = "woocommerce";

    public static Integration Declaration { get; } = new()
    {
        Kind = Kind,
        Name = "WooCommerce",
        Description = "Orders with their status and refunds, customers, products with price and stock, and checkouts that were begun.",
        CartAbandonment = CartAbandonment.Dynamic,
        Events =
        [
            EventNames.CheckoutStarted, EventNames.CartUpdated, EventNames.CartAbandoned, EventNames.OrderCreated, PlatformEvents.OrderUpdated,
            EventNames.OrderCompleted, EventNames.OrderFulfilled, EventNames.OrderCanceled, EventNames.OrderRefunded, EventNames.CustomerCreated,
            EventNames.CustomerUpdated, PlatformEvents.ProductUpdated, PlatformEvents.ProductDeleted, EventNames.NewProductAdded, EventNames.PriceDrop,
            EventNames.BackInStock, EventNames.LowInventory,
        ],
        Settings =
        [
            new(IntegrationSetting.SigningSecret, "Secret", "The same secret that you enter at each webhook in WooCommerce.", SettingKind.Secret, Required: true),
            IntegrationSetting.IdleCart,
            new(IntegrationSetting.ShopUrl, "Cart page", "Where shoppers go back to, such as https://shop.example/cart.", SettingKind.Url),
            IntegrationSetting.LowStock,
            IntegrationSetting.Zone,
        ],
        Authentication = "The header X-WC-Webhook-Signature: the Base64 HMAC-SHA256 of the body under the secret.",
        Connect = Connect,
        Doors = [new(Kind, call => WooCommerceCall.Parse(call).Read)],
        Webhook = new Webhook { MostBytes = 8 << 20, Verify = WooCommerceProof.Verify, Read = Read },
    };

    private static Calling? Read(WebhookCall call, ReadOnlyMemory<byte> body)
    {
        if (WooCommerceProof.IsPing(body.Span)) return null;
        var said = WooCommerceCall.Of(call);
        return new Calling(Kind, said.Read, said.ToJson());
    }

    private static Connection Connect(Place place) => new(
        [new("Delivery URL", place.Webhook)],
        Declaration.Authentication,
        $$$"""
        BODY='{"id": 727, "status": "processing", "total": "29.35", "currency": "USD", "billing": {"email": "ada@example.com"}, "line_items": []}'
        curl {{{place.Webhook}}} \
          -H 'X-WC-Webhook-Topic: order.created' -H 'Content-Type: application/json' \
          -H "X-WC-Webhook-Signature: $(printf %s "$BODY" | openssl dgst -sha256 -hmac 'SECRET' -binary | base64)" -d "$BODY"
        """)
    {
        Steps =
        [
            "Think of a long secret and enter it in this form.",
            "In WordPress open WooCommerce > Settings > Advanced > Webhooks and press Add webhook.",
            "Give it a name, the status Active, the topic Order created, the delivery URL below and the secret; save it. The API version stays the latest.",
            "Do the same for Order updated, Order deleted, Customer created, Customer updated, Product created, Product updated and Product deleted.",
            "Change any order: Settings > Integrations shows that it came.",
        ],
    };
}
