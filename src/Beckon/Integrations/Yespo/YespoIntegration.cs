using Beckon.Events;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Integrations.Yespo;

/// <summary>
/// The calls of Yespo (eSputnik), as its plugins and the shops that were built for it make them. They are one source, because they all know people
/// by the same <c>externalCustomerId</c>.
/// </summary>
public static class YespoIntegration
{
    public static BuiltInSource Source { get; } = new("orders_api", "Yespo-compatible API", CartAbandonment.Dynamic);

    /// <summary>How its doors are named in the payloads that are kept.</summary>
    public const string EventDoor = "yespo_event";
    public const string ContactDoor = "yespo_contact";
    public const string ContactsDoor = "yespo_contacts";
    public const string SubscribeDoor = "yespo_subscribe";
    public const string UnsubscribedDoor = "yespo_unsubscribed";
    public const string TrackerDoor = "yespo_tracker";

    public static Integration Declaration { get; } = new()
    {
        Kind = Source.Kind,
        Name = Source.Name,
        Group = IntegrationGroup.Compatible,
        Description = "Shops, tills and plugins built for Yespo (eSputnik) send orders, events, contacts and what happens on the site, as they do there.",
        CartAbandonment = Source.CartAbandonment,
        Events =
        [
            .. Enum.GetValues<OrderStatus>().Select(EventNames.OfOrder), EventNames.CartAbandoned, EventNames.CartUpdated, EventNames.CartConverted,
            EventNames.ViewedProduct, EventNames.ViewedCategory, EventNames.CustomerUpdated, EventNames.CustomerOptinStatusChanged,
        ],
        Settings = [IntegrationSetting.Zone, IdleCart],
        BuiltIn = Source,
        Authentication = "Basic authentication: any user name, and as password an API key that has the scope ingest, for calls that read also contacts.",
        Connect = Connect,
        Doors =
        [
            new(Source.Kind, AddOrders.Read),
            new(EventDoor, call => YespoCall.Parse(call).ReadEvent),
            new(ContactDoor, call => YespoCall.Parse(call).ReadContact),
            new(ContactsDoor, call => YespoCall.Parse(call).ReadContacts),
            new(SubscribeDoor, call => YespoCall.Parse(call).ReadSubscription),
            new(UnsubscribedDoor, UnsubscribedCall.Read),
            new(TrackerDoor, call => YespoCall.Parse(call).ReadTracker),
        ],
        Map = Map,
        Add = services => services.AddSingleton<YespoDesk>().AddSingleton<ImportStore>(),
    };

    // What happens on the site is told as it happens, and nobody tells that a cart was left.
    private static IntegrationSetting IdleCart => new(
        "abandonAfterMinutes", "Abandoned after (minutes)",
        "A cart that the tracker or an event told of counts as abandoned after so many minutes without change. Empty: only what is sent as abandoned counts.",
        SettingKind.Minutes);

    private static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapAddOrders();
        routes.MapEventCalls();
        routes.MapContactCalls();
        routes.MapContactReads();
        routes.MapSubscriptionCalls();
        routes.MapTrackerCalls();
    }

    private static Connection Connect(Place place) => new(
        [
            new("Everything: what plugins call the address of the API", $"{place.At}/api/v1"),
            new("Orders", $"{place.At}/api/v1/orders"),
            new("Events", $"{place.At}/api/v2/event"),
            new("Contacts", $"{place.At}/api/v1/contacts"),
            new("What happens on the site", $"{place.At}/tracker/api/v2"),
        ],
        Declaration.Authentication,
        $$$$"""
        curl {{{{place.At}}}}/api/v1/orders \
          -u 'any:YOUR_API_KEY' -H 'Content-Type: application/json' \
          -d '{"orders": [{"externalOrderId": "5001", "externalCustomerId": "77", "totalCost": 34.00, "status": "DELIVERED", "date": "2026-03-08T09:30:00+02:00", "email": "ada@example.com", "currency": "USD", "items": [{"externalItemId": "p-7", "name": "Ceramic mug", "quantity": 2, "cost": 17.00}]}]}'
        """)
    {
        Steps =
        [
            "Make an API key under Settings, API & tracking, with the scopes Send data and Look up contacts.",
            "In the shop or plugin, replace https://yespo.io or https://esputnik.com by the address of this Beckon, and https://tracker.yespo.io by its address with /tracker.",
            "Enter the key where the API key of Yespo was: as the password of Basic authentication, whatever the user name.",
            "Send the customers and the orders once more from the plugin; orders that are known already are only updated.",
        ],
    };
}
