using Beckon.Accounts;
using Npgsql;

namespace Beckon.Server.Tests.Delivery;

public sealed class ChannelTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    private const string Path = "/api/channels/email";

    [Fact]
    public async Task Begins_with_the_test_inbox_and_a_test_is_found_there()
    {
        var other = await TestWorkspace.CreateAsync();
        var before = (await other.Owner.GetAnswerAsync(Path)).Expect();
        before.GetProperty("provider").GetString().ShouldBe("test_inbox");
        before.GetProperty("sender").GetString().ShouldBe("Test shop <shop@example.test>");

        var tested = (await other.Owner.PostAnswerAsync(Path + "/test", new { to = "ada@example.test" })).Expect();
        tested.GetProperty("outcome").GetString().ShouldBe("accepted");
        (await other.Owner.GetAnswerAsync("/api/test-inbox/count")).Expect().GetProperty("unread").GetInt32().ShouldBe(1);

        var row = (await other.Owner.GetAnswerAsync("/api/test-inbox?to=ADA@")).Expect().GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        row.GetProperty("subject").GetString().ShouldBe("A test from Test shop");
        row.GetProperty("from").GetString().ShouldBe("Test shop <shop@example.test>");
        row.GetProperty("read").GetBoolean().ShouldBeFalse();

        var message = (await other.Owner.GetAnswerAsync("/api/test-inbox/" + row.GetProperty("id").GetString())).Expect();
        message.GetProperty("text").GetString().ShouldNotBeNull().ShouldContain("e-mails from Beckon arrive");
        (await other.Owner.GetAnswerAsync("/api/test-inbox/count")).Expect().GetProperty("unread").GetInt32().ShouldBe(0);

        (await other.Owner.DeleteAnswerAsync("/api/test-inbox")).Expect(204);
        (await other.Owner.GetAnswerAsync("/api/test-inbox")).Expect().GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Pages_through_the_test_inbox()
    {
        var other = await TestWorkspace.CreateAsync();
        for (var i = 0; i < 3; i++) (await other.Owner.PostAnswerAsync(Path + "/test", new { to = $"a{i}@example.test" })).Expect();

        var first = (await other.Owner.GetAnswerAsync("/api/test-inbox?limit=2")).Expect();
        var rest = (await other.Owner.GetAnswerAsync("/api/test-inbox?limit=2&cursor=" + first.GetProperty("nextCursor").GetString())).Expect();

        var read = first.GetProperty("items").EnumerateArray().Concat(rest.GetProperty("items").EnumerateArray()).Select(one => one.GetProperty("to").GetString());
        read.ShouldBe(["a2@example.test", "a1@example.test", "a0@example.test"]);
        rest.GetProperty("nextCursor").GetString().ShouldBeNull();
    }

    [Fact]
    public async Task Keeps_the_password_to_itself_and_only_for_its_server()
    {
        var other = await TestWorkspace.CreateAsync();
        var saved = await other.Owner.PutAnswerAsync(Path, Settings("smtp.example.test", "s3cret-word"));
        saved.Expect().GetProperty("smtp").GetProperty("hasPassword").GetBoolean().ShouldBeTrue();
        saved.Text.ShouldNotContain("s3cret-word");
        (await StoredAsync(other)).ShouldNotContain("s3cret-word");

        (await other.Owner.PutAnswerAsync(Path, Settings("smtp.example.test", null))).Expect().GetProperty("version").GetInt32().ShouldBe(2);
        var moved = await other.Owner.PutAnswerAsync(Path, Settings("smtp.elsewhere.test", null));
        moved.Expect(400);
        moved.Faults.ShouldBe(["smtp.password"]);
    }

    [Fact]
    public async Task Says_what_is_wrong_with_the_settings()
    {
        var refused = await shop.Owner.PutAnswerAsync(
            Path,
            new { provider = "smtp", fromName = "a\nb", fromAddress = "no address", smtp = new { host = "not a host", port = 0, maxConnections = 99, perSecond = 0 } });

        refused.Expect(400);
        refused.Faults.ShouldBe(["fromName", "fromAddress", "smtp.host", "smtp.port", "smtp.maxConnections", "smtp.perSecond"], ignoreOrder: true);
        (await shop.Owner.PutAnswerAsync(Path, new { provider = "smtp", whenInterrupted = "twice" })).Expect(400);
        (await shop.Owner.PutAnswerAsync(Path, new { provider = "smtp" })).Faults.ShouldBe(["fromAddress", "smtp"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_shop_chooses_what_becomes_of_an_interrupted_hand_over()
    {
        var other = await TestWorkspace.CreateAsync();
        (await other.Owner.GetAnswerAsync(Path)).Expect().GetProperty("whenInterrupted").GetString().ShouldBe("at_most_once");
        (await other.Owner.PutAnswerAsync(Path, new { provider = "test_inbox", whenInterrupted = "at_least_once" })).Expect();
        (await other.Owner.GetAnswerAsync(Path)).Expect().GetProperty("whenInterrupted").GetString().ShouldBe("at_least_once");
    }

    [Fact]
    public async Task Refuses_to_overwrite_what_somebody_else_has_changed()
    {
        var other = await TestWorkspace.CreateAsync();
        (await other.Owner.AskAsync(HttpMethod.Put, Path, new { provider = "test_inbox", fromName = "A" }, ("If-Match", "\"0\""))).Expect();
        (await other.Owner.AskAsync(HttpMethod.Put, Path, new { provider = "test_inbox", fromName = "B" }, ("If-Match", "\"0\""))).Expect(412);
    }

    [Fact]
    public async Task A_test_over_a_server_that_is_not_there_says_so()
    {
        var other = await TestWorkspace.CreateAsync();
        (await other.Owner.PutAnswerAsync(Path, new { provider = "smtp", fromAddress = "shop@example.test", smtp = new { host = "127.0.0.1", port = 9, security = "none" } })).Expect();

        var tested = (await other.Owner.PostAnswerAsync(Path + "/test", new { to = "ada@example.test" })).Expect();

        tested.GetProperty("outcome").GetString().ShouldBe("unreachable");
        tested.GetProperty("sentence").GetString().ShouldNotBeNull().ShouldStartWith("Your mail server cannot be reached or turns Beckon away:");
    }

    [Fact]
    public async Task Marketing_may_look_at_the_settings_and_not_change_them()
    {
        var marketing = await shop.SignedInAsync(Role.Marketing);
        (await marketing.GetAnswerAsync(Path)).Expect();
        (await marketing.PutAnswerAsync(Path, new { provider = "test_inbox" })).Expect(403);
        (await marketing.DeleteAnswerAsync("/api/test-inbox")).Expect(403);
    }

    private static object Settings(string host, string? password) => new
    {
        provider = "smtp",
        fromName = "Fern",
        fromAddress = "hello@example.test",
        smtp = new { host, port = 587, user = "fern", password },
    };

    private static async Task<string> StoredAsync(TestWorkspace workspace)
    {
        await using var command = workspace.Get<NpgsqlDataSource>().CreateCommand("select settings::text || encode(secrets, 'escape') from channel where workspace_id = $1");
        command.Parameters.AddWithValue(workspace.Id);
        return await command.ExecuteScalarAsync() as string ?? "";
    }
}
