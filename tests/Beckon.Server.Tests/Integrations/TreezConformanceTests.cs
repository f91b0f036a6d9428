using Beckon.Tests.Integrations;

namespace Beckon.Server.Tests.Integrations;

public sealed class TreezConformanceTests(TestWorkspace shop) : IntegrationConformance(shop), IClassFixture<TestWorkspace>
{
    protected override string Kind => "treez";

    protected override IReadOnlyList<string> AlsoSent => ["treez_ticket"];

    protected override IReadOnlyList<PlatformCall> Calls(string unique) =>
    [
        .. new[] { "ticket_draft", "ticket", "ticket_status", "ticket_refund", "ticket_status_canceled" }
            .Select(name => new PlatformCall(Fixture.Read($"Treez/{name}.json", unique))),
    ];

    protected override (string Name, string Value)[] Prove(PlatformCall call, string key) => [("Authorization", "Bearer " + key)];

    [Fact]
    public async Task A_status_that_names_only_the_ticket_moves_the_order_and_is_told_of_its_customer()
    {
        var workspace = await TestWorkspace.CreateAsync();
        var door = await OpenAsync(workspace);
        foreach (var call in Calls("status").Skip(1).Take(3)) (await KnockAsync(door, call)).Expect();
        await workspace.EventsAsync();

        var order = (await workspace.Owner.GetAnswerAsync("/api/orders")).Expect().GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        // 53.51, of which 20.00 were given back.
        (order.GetProperty("status").GetString(), order.GetProperty("total").GetDecimal()).ShouldBe(("DELIVERED", 33.51m));
        var contact = (await workspace.Owner.GetAnswerAsync("/api/contacts")).Expect().GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        contact.ToString().ShouldContain("33.51");
    }
}
