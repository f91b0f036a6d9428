namespace Beckon.Server.Tests.Integrations;

public sealed class JaneConformanceTests(TestWorkspace shop) : IntegrationConformance(shop), IClassFixture<TestWorkspace>
{
    protected override string Kind => "jane";

    protected override IReadOnlyList<PlatformCall> Calls(string unique) =>
    [
        new(Cart(unique, "pending")) { Path = "?event=cart_abandoned" },
        new(Cart(unique, "verification")),
    ];

    protected override (string Name, string Value)[] Prove(PlatformCall call, string key) => [("Authorization", "Bearer " + key)];

    private static string Cart(string unique, string status) =>
        $$$"""{"cart": {"id": "{{{unique}}}", "status": "{{{status}}}", "amount": 12.5, "customer_email_address": "{{{unique}}}@example.com", "created_at": "2026-03-02 10:00:00"}}""";
}
