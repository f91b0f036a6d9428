using Beckon.Events;

namespace Beckon.Integrations.Jane;

/// <summary>iHeartJane's webhooks: carts abandoned and orders on their way.</summary>
public static class JaneIntegration
{
    public const string Kind = "jane";

    public static Integration Declaration { get; } = new()
    {
        Kind = Kind,
        Name = "Jane",
        Description = "iHeartJane reports abandoned carts and each change of an order's status.",
        CartAbandonment = CartAbandonment.Simple,
        Events = [EventNames.CartAbandoned, EventNames.CartStatusUpdated],
        Settings =
        [
            new("token", "Token", "What Jane sends as 'Authorization: Bearer'. Empty: Beckon makes one.", Secret: true, Required: false),
            new("signingSecret", "Signing secret", "The secret of X-Jane-Signature, when Jane has given you one: then unsigned calls are refused.", Secret: true, Required: false),
            SettingFields.TimeZone with { Description = "The zone of Jane's times, which come without an offset. Empty: that of the workspace." },
            new("shopUrl", "Shop address", "Where shoppers go back to: Jane does not say where a cart is.", Secret: false, Required: false),
        ],
        Authentication = "The header 'Authorization: Bearer' with the token and, when a signing secret is set, X-Jane-Signature.",
    };
}
