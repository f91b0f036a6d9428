namespace Beckon.Server.Tests.Accounts;

public sealed class SetupTests
{
    [Fact]
    public async Task Waits_for_an_owner_and_works_once()
    {
        await using var server = await Server.StartAsync();
        using var client = server.Client();
        (await client.GetAnswerAsync("/api/setup")).Expect().GetProperty("needed").GetBoolean().ShouldBeTrue();

        var done = await client.PostAnswerAsync("/api/setup", Request("ada@example.com", "FR"));

        var session = done.Expect();
        session.GetProperty("user").GetProperty("email").GetString().ShouldBe("ada@example.com");
        session.GetProperty("user").GetProperty("name").GetString().ShouldBe("ada");
        session.GetProperty("workspace").GetProperty("name").GetString().ShouldBe("Chez Ada");
        session.GetProperty("workspace").GetProperty("uid").GetString().ShouldNotBeNull().ShouldMatch("^[0-9]{8,10}$");
        session.GetProperty("role").GetString().ShouldBe("owner");
        session.GetProperty("emailConsentDefault").GetString().ShouldBe("unsubscribed");
        session.GetProperty("emailConsentReason").GetString().ShouldBe(
            "In FR people must agree before they get marketing e-mail (Directive 2002/58/EC, article 13).");
        var cookie = done.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().Split(';')[0];
        (await client.AskAsync(HttpMethod.Get, "/api/session", null, ("Cookie", cookie))).Expect();

        (await client.GetAnswerAsync("/api/setup")).Expect().GetProperty("needed").GetBoolean().ShouldBeFalse();
        (await client.PostAnswerAsync("/api/setup", Request("eve@example.com", "US"))).Expect(409)
            .GetProperty("title").GetString().ShouldBe("This installation has been set up already.");
    }

    [Fact]
    public async Task Of_many_at_once_exactly_one_wins()
    {
        await using var server = await Server.StartAsync();
        using var client = server.Client();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => client.PostAnswerAsync("/api/setup", Request($"owner{i}@example.com", "US"))));
        answers.Select(answer => (int)answer.Status).Order().ShouldBe([200, 409, 409, 409, 409, 409]);
    }

    [Fact]
    public async Task Names_every_fault_and_stores_nothing()
    {
        await using var server = await Server.StartAsync();
        using var client = server.Client();
        var refused = await client.PostAnswerAsync("/api/setup", new { email = "ada", password = "short", workspace = new { name = " " } });
        refused.Expect(400);
        refused.Faults.ShouldBe(["email", "password", "workspace.name", "workspace.timeZone", "workspace.currency", "workspace.country"]);
        (await client.GetAnswerAsync("/api/setup")).Expect().GetProperty("needed").GetBoolean().ShouldBeTrue();
    }

    private static object Request(string email, string country) => new
    {
        email,
        password = "four words in a row",
        workspace = new { name = "Chez Ada", timeZone = "Europe/Paris", currency = "EUR", country },
    };
}
