using System.Security.Cryptography;
using System.Text;
using Beckon.Tests.Integrations;

namespace Beckon.Server.Tests.Integrations;

public sealed class WooCommerceConformanceTests(TestWorkspace shop) : IntegrationConformance(shop), IClassFixture<TestWorkspace>
{
    protected override string Kind => "woocommerce";

    protected override object Connecting => new { kind = Kind, signingSecret = Secret };

    protected override IReadOnlyList<PlatformCall> Calls(string unique) =>
    [
        .. new[]
        {
            ("order.created", "order.draft"), ("order.updated", "order.draft"), ("order.updated", "order.created"), ("order.created", "order.created"),
            ("order.updated", "order.completed"), ("order.updated", "order.partly_refunded"), ("order.updated", "order.cancelled"),
            ("customer.created", "customer.created"), ("customer.updated", "customer.updated"), ("product.created", "product.created"),
            ("product.updated", "product.low_and_cheaper"), ("product.updated", "product.sold_out"), ("product.updated", "product.back"),
            ("product.deleted", "product.deleted"),
        }.Select(call => new PlatformCall(Fixture.Read($"WooCommerce/{call.Item2}.json", unique)) { Headers = [("X-WC-Webhook-Topic", call.Item1)] }),
    ];

    protected override (string Name, string Value)[] Prove(PlatformCall call, string key) =>
        [("X-WC-Webhook-Signature", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), call.Bytes)))];

    [Fact]
    public async Task The_ping_that_comes_when_a_webhook_is_switched_on_is_answered_and_says_nothing()
    {
        var workspace = await TestWorkspace.CreateAsync();
        var door = await OpenAsync(workspace);
        var ping = new StringContent("webhook_id=142", Encoding.UTF8, "application/x-www-form-urlencoded");

        (await workspace.Anonymous.AskAsync(HttpMethod.Post, door.Path, ping)).Expect();

        (await workspace.EventsAsync()).ShouldBeEmpty();
        (await workspace.PayloadsAsync()).ShouldBe(0);
        (await workspace.Anonymous.AskAsync(HttpMethod.Post, door.Path, "webhook_id=142&topic=order.created")).Expect(401);
    }
}
