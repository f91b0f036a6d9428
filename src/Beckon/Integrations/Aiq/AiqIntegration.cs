using Beckon.Events;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Integrations.Aiq;

/// <summary>The calls that points of sale and web shops make to AIQ: sales, members, opt-ins and inventory in, look-ups and the wallet out.</summary>
public static class AiqIntegration
{
    public static BuiltInSource Source { get; } = new("aiq_api", "AIQ-compatible API", CartAbandonment.None);

    /// <summary>How its doors are named in the payloads that are kept.</summary>
    public const string SaleDoor = "aiq_sale";
    public const string MemberDoor = "aiq_member";
    public const string LoyaltyDoor = "aiq_loyalty";
    public const string OptInDoor = "aiq_optin";
    public const string InventoryDoor = "aiq_inventory";

    public static Integration Declaration { get; } = new()
    {
        Kind = Source.Kind,
        Name = Source.Name,
        Group = IntegrationGroup.Compatible,
        Description = "Points of sale and checkouts built for AIQ report sales and members, sign people up for loyalty and look them up, as they do there.",
        CartAbandonment = Source.CartAbandonment,
        Events =
        [
            EventNames.OrderCompleted, EventNames.CustomerAssignedToBudtender, EventNames.CustomerUpdated, EventNames.CustomerOptinStatusChanged,
            MemberCall.SignedUp, InventoryCall.Updated, EventNames.PriceDrop, EventNames.BackInStock, EventNames.LowInventory,
        ],
        Settings = [IntegrationSetting.Zone],
        BuiltIn = Source,
        Authentication = "The header X-APIKEY with an API key: the scope ingest for what is reported, the scope contacts for what is looked up.",
        Connect = Connect,
        Doors =
        [
            new(SaleDoor, SaleCall.Read), new(MemberDoor, MemberCall.ReadMembers), new(LoyaltyDoor, MemberCall.ReadSignUp),
            new(OptInDoor, OptInCall.Read), new(InventoryDoor, InventoryCall.Read),
        ],
        Map = Map,
        Add = services => services.AddSingleton<AiqDesk>().AddSingleton<AiqWallets>(),
    };

    private static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapAiqReports();
        routes.MapAiqLoyalty();
        routes.MapAiqPersonas();
    }

    private static Connection Connect(Place place) => new(
        [
            new("The API, where a partner asks for its address", place.At),
            new("Sales", $"{place.At}/api/v1.1/createUpdateSale/YOUR_UID"),
            new("Loyalty sign-up", $"{place.At}/api/v2/loyalty"),
            new("Wallet", $"{place.At}/api/v2/wallet"),
        ],
        Declaration.Authentication,
        $$$$"""
        curl {{{{place.At}}}}/api/v1.1/createUpdateSale/YOUR_UID \
          -H 'X-APIKEY: YOUR_API_KEY' -H 'Content-Type: application/json' \
          -d '{"member": {"email": "ada@example.com", "mobilePhone": "15005550101", "firstName": "Ada", "lastName": "Byron"}, "visit": {"pos_id": "till-1-5001", "pos_type": "in-store", "transaction_date": "2026-03-08 09:30:00 +0000", "location": "Pearl Street", "visit_details_attributes": [{"sku": "MUG-B", "name": "Ceramic mug", "category": "Kitchen", "price": 17.00, "quantity": 2}], "transaction_total": 34.00}}'
        """)
    {
        Steps =
        [
            "Copy the UID under Settings, API & tracking, and make an API key there with the scopes Send data and Look up contacts.",
            "At the partner, choose AIQ (Alpine IQ) as the loyalty provider, and enter the key and the UID.",
            "Replace https://lab.alpineiq.com by the address of this Beckon, where the partner lets you choose it.",
            "Make a sale with a test customer, and see it under Orders.",
        ],
    };
}
