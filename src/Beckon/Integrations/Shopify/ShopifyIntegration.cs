using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.Shopify;

/// <summary>Shopify's webhooks: carts and checkouts, orders, customers and their consent, products.</summary>
public static class ShopifyIntegration
{
    public const string Kind = "shopify";

    public static Integration Declaration { get; } = new()
    {
        Kind = Kind,
        Name = "Shopify",
        Description = "Checkouts that are left, orders with their delivery and refunds, customers with their consent, and products with price and stock.",
        CartAbandonment = CartAbandonment.Dynamic,
        Events =
        [
            EventNames.CheckoutStarted, EventNames.CartUpdated, EventNames.CartAbandoned, EventNames.CartConverted,
            EventNames.OrderCreated, PlatformEvents.OrderUpdated, EventNames.OrderCompleted, EventNames.OrderFulfilled, EventNames.OrderCanceled,
            EventNames.OrderRefunded, EventNames.CustomerCreated, EventNames.CustomerUpdated, EventNames.CustomerOptinStatusChanged,
            PlatformEvents.ProductUpdated, PlatformEvents.ProductDeleted, EventNames.NewProductAdded, EventNames.PriceDrop, EventNames.BackInStock,
            EventNames.LowInventory,
        ],
        Settings =
        [
            new(
                IntegrationSetting.SigningSecret, "Signing secret",
                "From Settings > Notifications > Webhooks, under the list; of a custom app: its API secret key.", SettingKind.Secret, Required: true),
            new(
                ShopifyProof.PreviousSecret, "Earlier signing secret",
                "While the secret is being exchanged, Shopify signs with the old one for up to an hour. Empty afterwards.", SettingKind.Secret),
            IntegrationSetting.IdleCart,
            new(IntegrationSetting.ShopUrl, "Shop address", "Where shoppers know the shop, for links to products. Empty: its myshopify.com address.", SettingKind.Url),
            IntegrationSetting.LowStock,
        ],
        Authentication = "The header X-Shopify-Hmac-Sha256: the Base64 HMAC-SHA256 of the body under the signing secret.",
        Connect = Connect,
        Doors = [new(Kind, call => ShopifyCall.Parse(call).Read)],
        Webhook = new Webhook { MostBytes = 8 << 20, Verify = ShopifyProof.Verify, Read = Read },
    };

    private static Calling Read(WebhookCall call, ReadOnlyMemory<byte> body)
    {
        var said = ShopifyCall.Of(call);
        return new Calling(Kind, said.Read, said.ToJson());
    }

    private static Connection Connect(Place place) => new(
        [new("All webhooks", place.Webhook)],
        Declaration.Authentication,
        $$$"""
        BODY='{"id": 5001, "email": "ada@example.com", "total_price": "34.00", "currency": "USD", "updated_at": "2026-03-08T09:30:00Z", "line_items": []}'
        curl {{{place.Webhook}}} \
          -H 'X-Shopify-Topic: orders/create' -H 'X-Shopify-Webhook-Id: try-1' -H 'Content-Type: application/json' \
          -H "X-Shopify-Hmac-Sha256: $(printf %s "$BODY" | openssl dgst -sha256 -hmac 'SIGNING SECRET' -binary | base64)" -d "$BODY"
        """)
    {
        Steps =
        [
            "In the Shopify admin open Settings > Notifications > Webhooks.",
            "Press Create webhook, choose an event, the format JSON, the address below and the latest API version. Do so for each of: Cart creation, Cart update, "
            + "Checkout creation, Checkout update, Order creation, Order update, Customer creation, Customer update, Product creation, Product update, Product deletion.",
            "Copy the signing secret that is shown under the list of webhooks into this form.",
            "Consent by itself and Shopify's data requests are only sent to apps: a custom app subscribes to customers_email_marketing_consent/update, "
            + "customers_marketing_consent/update, customers/redact, customers/data_request and shop/redact at the same address, and its API secret key is the signing secret.",
            "Press Send test notification at one of them: Settings > Integrations shows that it came.",
        ],
    };
}
