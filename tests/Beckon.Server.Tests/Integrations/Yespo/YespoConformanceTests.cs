using System.Text;

namespace Beckon.Server.Tests.Integrations.Yespo;

public sealed class YespoConformanceTests(TestWorkspace shop) : IntegrationConformance(shop), IClassFixture<TestWorkspace>
{
    private static readonly string[] Statuses = ["INITIALIZED", "IN_PROGRESS", "DELIVERED", "CANCELLED", "ABANDONED_SHOPPING_CART"];

    protected override string Kind => "orders_api";

    protected override int MostBytes => 16 << 20;

    protected override IReadOnlyList<string> AlsoSent => ["quizFinished", "subscribeFromApi-footer", "subscribeUpdateFromApi-footer"];

    protected override (string Name, string Value)[] Prove(PlatformCall call, string key) =>
        [("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(":" + key)))];

    protected override IReadOnlyList<PlatformCall> Calls(string unique) =>
    [
        new($$"""{"orders": [{{string.Join(',', Statuses.Select(status => Order($"{unique}-{status}", status)))}}]}""") { Path = "/api/v1/orders" },
        new($$$"""{"eventTypeKey": "quizFinished", "keyValue": "{{{unique}}}@example.com", "params": {"email": "{{{unique}}}@example.com", "score": "7"}}""") { Path = "/api/v1/event" },
        new($$"""
            {"eventTypeKey": "AbandonedCart", "params": [{"name": "email", "value": "{{unique}}@example.com"}, {"name": "cartId", "value": "{{unique}}"},
             {"name": "totalValue", "value": "99.90"}, {"name": "currency", "value": "USD"}]}
            """) { Path = "/api/v2/event" },
        new($$"""{"firstName": "Ada", "channels": [{"type": "email", "value": "{{unique}}@example.com"}, {"type": "sms", "value": " "}], "externalCustomerId": "{{unique}}"}""") { Path = "/api/v1/contact" },
        new($$"""
            {"dedupeOn": "externalCustomerId", "contacts": [{"channels": [{"type": "email", "value": "{{unique}}-1@example.com"}], "externalCustomerId": "{{unique}}-1"},
             {"channels": [{"type": "sms", "value": "12065550123"}]}, {"channels": []}]}
            """) { Path = "/api/v1/contacts" },
        new($$$"""{"contact": {"channels": [{"type": "email", "value": "{{{unique}}}-form@example.com"}]}, "formType": "footer"}""") { Path = "/api/v1/contact/subscribe" },
        new($$"""{"emails": ["{{unique}}-no@example.com"]}""") { Path = "/api/v1/emails/unsubscribed/add" },
        Tracked(unique, "ProductPage", """{"Product": {"productKey": "7", "price": "754 USD", "isInStock": "1"}}""", "/api/v2"),
        Tracked(unique, "CategoryPage", """{"Category": {"categoryKey": "mugs"}}""", "/tracker/api/v2"),
        Tracked(unique, "StatusCart", """{"GUID": "g", "Products": [{"productKey": "7", "price": "754", "quantity": 2, "price_currency_code": "USD"}]}""", "/tracker/api/v2"),
        Tracked(unique, "PurchasedItems", """{"Products": [{"product_id": "7", "unit_price": "754", "quantity": 2}], "OrderNumber": "5001"}""", "/tracker/api/v2"),
    ];

    private static string Order(string id, string status) =>
        $$"""{"externalOrderId": "{{id}}", "externalCustomerId": "{{id}}", "totalCost": "12.00", "status": "{{status}}", "date": "2026-03-01T10:00:00+02:00", "email": "{{id}}@example.com", "shipping": "", "items": [{"externalItemId": 5, "quantity": 1, "cost": 12}]}""";

    private static PlatformCall Tracked(string unique, string name, string about, string path) => new($$$"""
        {"GeneralInfo": {"eventName": "{{{name}}}", "siteId": "3F09B2", "datetime": 1772452000456, "user_email": "{{{unique}}}@example.com", "user_name": "",
         "cookies": {"sc": "{{{unique}}}"}}, "{{{name}}}": {{{about}}}}
        """) { Path = path };
}
