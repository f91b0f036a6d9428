using Beckon.Accounts;

namespace Beckon.Server.Tests.Accounts;

public sealed class WorkspaceTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    [Fact]
    public async Task Shows_and_changes_the_settings()
    {
        var mine = await TestWorkspace.CreateAsync(country: "UA", zone: "Europe/Kyiv", currency: "UAH");
        var before = (await mine.Owner.GetAnswerAsync("/api/workspace")).Expect();
        before.GetProperty("callingCode").GetString().ShouldBe("380");
        before.GetProperty("plan").GetString().ShouldBe("marketing_pro");
        before.GetProperty("attributionClickDays").GetInt32().ShouldBe(5);
        before.GetProperty("attributionOpenDays").GetInt32().ShouldBe(1);

        var edit = new { name = " New name ", timeZone = "America/New_York", currency = "USD", country = "US", attributionClickDays = 7, attributionOpenDays = 0, emailConsentDefault = "unsubscribed" };
        var answered = (await mine.Owner.PatchAnswerAsync("/api/workspace", edit)).Expect();
        var after = (await mine.Owner.GetAnswerAsync("/api/workspace")).Expect();

        after.GetRawText().ShouldBe(answered.GetRawText());
        after.GetProperty("name").GetString().ShouldBe("New name");
        after.GetProperty("timeZone").GetString().ShouldBe("America/New_York");
        after.GetProperty("callingCode").GetString().ShouldBe("1");
        after.GetProperty("attributionClickDays").GetInt32().ShouldBe(7);
        after.GetProperty("attributionOpenDays").GetInt32().ShouldBe(0);
        after.GetProperty("emailConsentDefault").GetString().ShouldBe("unsubscribed");
        after.GetProperty("uid").GetString().ShouldBe(before.GetProperty("uid").GetString());
    }

    [Fact]
    public async Task What_is_not_named_stays()
    {
        var mine = await TestWorkspace.CreateAsync();
        var before = (await mine.Owner.GetAnswerAsync("/api/workspace")).Expect();
        (await mine.Owner.PatchAnswerAsync("/api/workspace", "{}")).Expect().GetRawText().ShouldBe(before.GetRawText());
    }

    [Fact]
    public async Task Names_every_fault_and_changes_nothing()
    {
        var refused = await shop.Owner.PatchAnswerAsync(
            "/api/workspace", new { name = "", timeZone = "Nowhere", currency = "XXX", country = "us", attributionClickDays = 91, attributionOpenDays = -1 });
        refused.Expect(400);
        refused.Faults.ShouldBe(["name", "timeZone", "currency", "country", "attributionClickDays", "attributionOpenDays"]);
        (await shop.Owner.GetAnswerAsync("/api/workspace")).Expect().GetProperty("name").GetString().ShouldBe("Test shop");
    }

    [Theory]
    [InlineData(Role.Owner, 200, 200)]
    [InlineData(Role.Operator, 200, 200)]
    [InlineData(Role.Marketing, 200, 403)]
    [InlineData(Role.MarketingAnalyst, 200, 403)]
    [InlineData(Role.Staff, 403, 403)]
    public async Task A_role_reads_and_changes_what_it_may(Role role, int reads, int changes)
    {
        using var member = await shop.SignedInAsync(role);
        (await member.GetAnswerAsync("/api/workspace")).Expect(reads);
        (await member.PatchAnswerAsync("/api/workspace", new { attributionClickDays = 5 })).Expect(changes);
    }
}
