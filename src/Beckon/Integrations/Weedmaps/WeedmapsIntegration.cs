using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.Weedmaps;

/// <summary>Weedmaps' order callbacks: drafts and created orders.</summary>
public static class WeedmapsIntegration
{
    public const string Kind = "weedmaps";

    public static Integration Declaration { get; } = new()
    {
        Kind = Kind,
        Name = "Weedmaps",
        Description = "Shoppers who are about to order, and the orders that are placed, with their products.",
        CartAbandonment = CartAbandonment.Dynamic,
        Events = [EventNames.CheckoutStarted, EventNames.CartAbandoned, EventNames.OrderCreated, PlatformEvents.OrderUpdated],
        Settings =
        [
            new(IntegrationSetting.SigningSecret, "Client secret", "Weedmaps gives your integration one; it signs every callback with it.", SettingKind.Secret, Required: true),
            IntegrationSetting.IdleCart,
            new(IntegrationSetting.ShopUrl, "Menu address", "Where shoppers go back to: Weedmaps does not say where a cart is.", SettingKind.Url),
        ],
        Authentication = "The header Signature: the Base64 HMAC-SHA256 of the body under the client secret.",
        Connect = Connect,
        Doors = [new(Kind, WeedmapsOrder.Read)],
        Webhook = new Webhook { MostBytes = 4 << 20, Verify = WeedmapsProof.Verify, Read = (_, _) => new Calling(Kind, WeedmapsOrder.Read) },
    };

    private static Connection Connect(Place place) => new(
        [new("Draft and Create callbacks", place.Webhook)],
        Declaration.Authentication,
        $$$"""
        BODY='{"orderId": "9001", "status": "DRAFT", "currency": "USD", "customer": {"id": "7", "phone": "+12065550100"}, "lineItems": []}'
        curl {{{place.Webhook}}} \
          -H "Signature: $(printf %s "$BODY" | openssl dgst -sha256 -hmac 'CLIENT SECRET' -binary | base64)" -d "$BODY"
        """)
    {
        Steps =
        [
            "Write to Weedmaps' integration support: callbacks are set up by them.",
            "Give them the address below for the Create callback, and for the Draft callback unless your till already answers it: only one of your systems can.",
            "Enter the client secret that they give you in this form.",
        ],
    };
}
