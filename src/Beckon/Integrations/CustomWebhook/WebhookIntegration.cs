using Beckon.Events;
using Beckon.Integrations.Doors;

namespace Beckon.Integrations.CustomWebhook;

/// <summary>Any system that can call an address: what its fields mean is said on the page of the source, by clicking through what it sent.</summary>
public static class WebhookIntegration
{
    public const string Kind = "webhook";

    /// <summary>The event of a body that is not read any further.</summary>
    public const string Received = "webhook_received";

    /// <summary>The setting that holds the mapping.</summary>
    public const string Mapping = "mapping";

    public static Integration Declaration { get; } = new()
    {
        Kind = Kind,
        Name = "Custom webhook",
        Group = IntegrationGroup.Own,
        Description = "Any system that can call an address. You say what its fields mean by clicking through what it sent: no code.",
        CartAbandonment = CartAbandonment.Dynamic,
        Events = [],
        Settings =
        [
            new(IntegrationSetting.Token, "Token", "What the system sends as 'Authorization: Bearer', or behind ?token= in the address. Empty: Beckon makes one.", SettingKind.Secret),
            new(IntegrationSetting.SigningSecret, "Signing secret", "When the system signs its calls: unsigned ones are refused then.", SettingKind.Secret),
            IntegrationSetting.Zone,
            IntegrationSetting.IdleCart with { Default = null },
            new(Mapping, "Fields", "What the fields of a call mean.", SettingKind.Mapping),
        ],
        Authentication = "The token in the header 'Authorization: Bearer' or behind ?token= in the address and, when a signing secret is set, a signature.",
        Connect = Connect,
        Doors = [new(Kind, WebhookBody.Read)],
        Webhook = new Webhook
        {
            MostBytes = 4 << 20,
            Admit = WebhookProof.AdmitAsync,
            Verify = WebhookProof.Verify,
            Read = (_, _) => new Calling(Kind, WebhookBody.Read),
        },
        Map = MappingApi.MapMapping,
    };

    private static Connection Connect(Place place) => new(
        [new("Everything", place.Webhook)],
        Declaration.Authentication,
        $$$$"""
        curl {{{{place.Webhook}}}} \
          -H 'Authorization: Bearer TOKEN' -H 'Content-Type: application/json' \
          -d '{"type": "order.paid", "customer": {"email": "ada@example.com"}, "order": {"id": "9001", "sum": 41.80}}'
        """)
    {
        Steps =
        [
            "Enter the address below in your system where it asks for a webhook or callback address.",
            "Send the token in the header 'Authorization: Bearer'. A system that cannot set headers takes it in the address: add ?token= and the token.",
            "Let it send something. The call is kept as webhook_received.",
            "Choose Map fields, and click what the fields of that call mean.",
        ],
    };
}
