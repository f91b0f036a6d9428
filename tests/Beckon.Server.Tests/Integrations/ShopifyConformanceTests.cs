using System.Security.Cryptography;
using System.Text;
using Beckon.Tests.Integrations;

namespace Beckon.Server.Tests.Integrations;

public sealed class ShopifyConformanceTests(TestWorkspace shop) : IntegrationConformance(shop), IClassFixture<TestWorkspace>
{
    protected override string Kind => "shopify";

    protected override object Connecting => new { kind = Kind, signingSecret = Secret, settings = new { lowStock = "5" } };

    protected override IReadOnlyList<string> AlsoSent => ["shopify_fulfillments_create", "shopify_customers_redact"];

    protected override IReadOnlyList<PlatformCall> Calls(string unique) =>
    [
        .. new[]
        {
            ("carts/update", "carts_update"), ("checkouts/create", "checkouts_create"), ("checkouts/update", "checkouts_update"),
            ("customers/create", "customers_create"), ("customers/update", "customers_update"), ("orders/create", "orders_create"),
            ("checkouts/update", "checkouts_completed"), ("orders/paid", "orders_paid"), ("orders/updated", "orders_fulfilled"),
            ("fulfillments/create", "fulfillments_create"), ("orders/updated", "orders_partly_refunded"), ("orders/cancelled", "orders_cancelled"),
            ("customers_email_marketing_consent/update", "customers_email_marketing_consent_update"),
            ("customers_marketing_consent/update", "customers_marketing_consent_update"), ("products/create", "products_create"),
            ("products/update", "products_cheaper"), ("products/update", "products_restocked"), ("products/update", "products_low"),
            ("products/delete", "products_delete"), ("customers/redact", "customers_redact"),
        }.Select((call, i) => new PlatformCall(Fixture.Read($"Shopify/{call.Item2}.json", unique))
        {
            Headers = [("X-Shopify-Topic", call.Item1), ("X-Shopify-Webhook-Id", $"wh-{unique}-{i}"), ("X-Shopify-Shop-Domain", "timberly.myshopify.com")],
        }),
    ];

    protected override (string Name, string Value)[] Prove(PlatformCall call, string key) => [("X-Shopify-Hmac-Sha256", Sign(key, call.Bytes))];

    [Fact]
    public async Task While_the_secret_is_exchanged_both_count()
    {
        var connected = (await Shop.Owner.PostAnswerAsync("/api/sources", new { kind = Kind, signingSecret = "the new secret", secrets = new { previousSecret = "the old secret" } })).Expect(201);
        var door = new OpenedDoor(Shop, "/webhooks/" + connected.GetProperty("source").GetProperty("id").GetString(), "");

        foreach (var (secret, status) in ((string, int)[])[("the new secret", 200), ("the old secret", 200), ("an older one", 401)])
            (await KnockAsync(door with { Key = secret }, Calls(secret)[0])).Expect(status);
    }

    private static string Sign(string secret, byte[] body) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
}
