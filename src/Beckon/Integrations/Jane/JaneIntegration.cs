using Beckon.Events;
using Beckon.Integrations.Doors;

namespace Beckon.Integrations.Jane;

/// <summary>iHeartJane's webhooks: carts abandoned and orders on their way.</summary>
public static class JaneIntegration
{
    public const string Kind = "jane";

    public static Integration Declaration { get; } = new()
    {
        Kind = Kind,
        Name = "Jane",
        Title = "IHeartJane Webhooks",
        Description = "iHeartJane reports abandoned carts and each change of an order's status.",
        CartAbandonment = CartAbandonment.Simple,
        Events = [EventNames.CartAbandoned, EventNames.CartStatusUpdated],
        Settings =
        [
            new(IntegrationSetting.Token, "Token", "What Jane sends as 'Authorization: Bearer'. Empty: Beckon makes one.", SettingKind.Secret),
            new(IntegrationSetting.SigningSecret, "Signing secret", "The secret of X-Jane-Signature, when Jane has given you one: then unsigned calls are refused.", SettingKind.Secret),
            IntegrationSetting.Zone with { Description = "The zone of Jane's times, which come without an offset. Empty: that of the workspace." },
            new(IntegrationSetting.ShopUrl, "Shop address", "Where shoppers go back to: Jane does not say where a cart is.", SettingKind.Url),
        ],
        Authentication = "The header 'Authorization: Bearer' with the token and, when a signing secret is set, X-Jane-Signature.",
        Connect = Connect,
        Doors = [new(Kind, call => JaneCall.Parse(call).Read)],
        Webhook = new Webhook { MostBytes = 1 << 20, Admit = JaneProof.AdmitAsync, Verify = JaneProof.Verify, Read = Read },
    };

    private static Calling Read(WebhookCall call, ReadOnlyMemory<byte> body)
    {
        var said = new JaneCall(call.Request.Query["event"], call.Header(JaneProof.TimestampHeader));
        return new Calling(Kind, said.Read, said.ToJson());
    }

    private static Connection Connect(Place place) => new(
        [new("Order status updates", place.Webhook), new("Abandoned carts", $"{place.Webhook}?event=cart_abandoned")],
        Declaration.Authentication,
        $$$$"""
        curl {{{{place.Webhook}}}} \
          -H 'Authorization: Bearer TOKEN' -H 'Content-Type: application/json' \
          -d '{"cart": {"id": 7001, "status": "verification", "amount": 41.80, "customer_email_address": "ada@example.com"}}'
        """)
    {
        Steps = ["Give Jane the addresses and the API key below. Jane switches the webhooks on for your stores; there is nothing to set up in your Jane account."],
    };
}
