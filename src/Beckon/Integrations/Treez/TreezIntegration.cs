using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.Treez;

/// <summary>Treez's webhooks: tickets of the till and the web shop, and how far they are.</summary>
public static class TreezIntegration
{
    public const string Kind = "treez";

    public static Integration Declaration { get; } = new()
    {
        Kind = Kind,
        Name = "Treez",
        Description = "Tickets of the till and of online orders, with their products, and each step until they are handed over.",
        CartAbandonment = CartAbandonment.None,
        Events =
        [
            EventNames.OrderCreated, PlatformEvents.OrderUpdated, EventNames.OrderCompleted, EventNames.OrderFulfilled, EventNames.OrderCanceled,
            EventNames.OrderRefunded,
        ],
        Settings =
        [
            new(IntegrationSetting.Token, "Token", "What Treez sends as 'Authorization: Bearer'. Empty: Beckon makes one.", SettingKind.Secret),
            IntegrationSetting.Zone,
        ],
        Authentication = "The header 'Authorization: Bearer' with the token.",
        Connect = Connect,
        Doors = [new(Kind, TreezWebhook.Read)],
        Webhook = new Webhook { MostBytes = 4 << 20, Admit = TreezProof.AdmitAsync, Read = (_, _) => new Calling(Kind, TreezWebhook.Read) },
    };

    private static Connection Connect(Place place) => new(
        [new("Ticket and ticket status webhooks", place.Webhook)],
        Declaration.Authentication,
        $$$$"""
        curl {{{{place.Webhook}}}} \
          -H 'Authorization: Bearer TOKEN' -H 'Content-Type: application/json' \
          -d '{"event_type": "TICKET", "data": {"ticket_id": "t-1", "customer_id": 233, "order_status": "COMPLETED", "total": 41.80, "items": []}}'
        """)
    {
        Steps =
        [
            "In Treez open the webhooks of your dispensary, or ask Treez to set them up for you.",
            "Add the webhooks Ticket and Ticket status, with the address and the token below as their authorization.",
            "Ring up a test ticket: Settings > Integrations shows that it came.",
        ],
    };
}
