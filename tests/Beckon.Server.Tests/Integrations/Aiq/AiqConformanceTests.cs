namespace Beckon.Server.Tests.Integrations.Aiq;

public sealed class AiqConformanceTests(TestWorkspace shop) : IntegrationConformance(shop), IClassFixture<TestWorkspace>
{
    protected override string Kind => "aiq_api";

    protected override int MostBytes => 16 << 20;

    protected override (string Name, string Value)[] Prove(PlatformCall call, string key) => [("X-APIKEY", key)];

    protected override IReadOnlyList<PlatformCall> Calls(string unique) =>
    [
        new($$"""
            {"member": {"email": "{{unique}}@example.com", "mobilePhone": "", "firstName": "Mia"},
             "visit": {"pos_id": "{{unique}}", "pos_type": "in-store", "transaction_date": "2026-03-02 09:15:30 +0000", "location": "Pearl Street", "budtenderName": "Kai",
               "budtenderID": 7, "visit_details_attributes": [{"sku": "TEA-1", "name": "Green tea", "price": "20.0", "discount": 5, "quantity": 2}], "transaction_total": "35.0"} }
            """) { Path = "/api/v1.1/createUpdateSale/{uid}" },
        new($$$"""[{"visit": {"pos_id": "{{{unique}}}-2", "transaction_total": 5}}, {"visit": {"pos_id": "{{{unique}}}-3", "transaction_total": 5}}]""")
        {
            Path = "/api/v1.1/createUpdateSales/{uid}",
        },
        new($$"""{"member": {"email": "{{unique}}@example.com", "lastName": "Ono"} }""") { Path = "/api/v1.1/createUpdateMember/{uid}" },
        new($$"""{"members": [{"email": "{{unique}}-m@example.com"}]}""") { Path = "/api/v1.1/createUpdateMembers/{uid}" },
        new($$"""
            {"email": "{{unique}}@example.com", "mobilePhone": "", "favoriteStore": "Pearl Street", "favoriteStoreID": 12, "loyalty": true, "emailOptIn": true}
            """) { Path = "/api/v2/loyalty" },
        new($$"""{"email": "{{unique}}-l@example.com", "favoriteStoreID": "12"}""") { Path = "/api/v1.1/loyaltyContact/{uid}" },
        Inventory(unique, "20.00", 0),
        Inventory(unique, "15.00", 12),
        Inventory(unique, "15.00", 2),
    ];

    private static PlatformCall Inventory(string unique, string price, int quantity) =>
        new($$"""{"inventory": [{"sku": "{{unique}}", "name": "Green tea", "price": "{{price}}", "quantity": {{quantity}}}]}""") { Path = "/api/v1.1/createUpdateInventory/{uid}" };
}
