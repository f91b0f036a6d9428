using System.Globalization;
using Beckon.Accounts;
using Npgsql;

namespace Beckon.Server.Tests.Accounts;

public sealed class SessionTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    [Fact]
    public async Task Signs_in_and_out_by_a_cookie_that_scripts_cannot_read()
    {
        var answer = await SignInAsync(shop.OwnerEmail.ToUpperInvariant(), TestWorkspace.Password);
        answer.Expect().GetProperty("user").GetProperty("email").GetString().ShouldBe(shop.OwnerEmail);
        answer.Body.GetProperty("permissions").EnumerateArray().Select(one => one.GetString()).ShouldBe(
        [
            "contacts_read", "history_read", "campaigns_read", "campaigns_write", "settings_read", "settings_write", "test_inbox_read", "contacts_write",
            "privacy",
        ]);

        var header = answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        header.ShouldContain("; httponly");
        header.ShouldContain("; samesite=lax");
        header.ShouldContain("; path=/");
        header.ShouldNotContain("; secure");
        var cookie = ("Cookie", header.Split(';')[0]);
        (await shop.Anonymous.AskAsync(HttpMethod.Get, "/api/session", null, cookie)).Expect();

        var out_ = await shop.Anonymous.AskAsync(HttpMethod.Delete, "/api/session", null, cookie, ("Sec-Fetch-Site", "same-origin"));
        out_.Expect(204);
        out_.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ShouldStartWith("beckon_session=; expires=Thu, 01 Jan 1970");
        (await shop.Anonymous.AskAsync(HttpMethod.Get, "/api/session", null, cookie)).Expect(401);
    }

    [Fact]
    public async Task Behind_a_proxy_that_speaks_https_the_cookie_travels_by_https_only()
    {
        var body = new { email = shop.OwnerEmail, password = TestWorkspace.Password };
        var answer = await shop.Anonymous.AskAsync(HttpMethod.Post, "/api/session", body, ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "203.0.113.9"));
        answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ShouldContain("; secure");
    }

    [Fact]
    public async Task Answers_the_same_for_a_wrong_password_and_an_unknown_email()
    {
        var wrong = (await SignInAsync(shop.OwnerEmail, "not the password")).Expect(401);
        var unknown = (await SignInAsync("nobody@example.com", "not the password")).Expect(401);
        unknown.GetProperty("title").GetString().ShouldBe(wrong.GetProperty("title").GetString());
        unknown.GetProperty("detail").GetString().ShouldBe(wrong.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task After_ten_failures_even_the_right_password_has_to_wait()
    {
        var other = await TestWorkspace.CreateAsync();
        for (var i = 0; i < 10; i++) (await SignInAsync(other.OwnerEmail, "not the password")).Expect(401);
        var refused = await SignInAsync(other.OwnerEmail, TestWorkspace.Password);
        refused.Expect(429).GetProperty("title").GetString().ShouldBe("Too many failed sign-ins.");
        int.Parse(refused.Headers.GetValues("Retry-After").ShouldHaveSingleItem(), CultureInfo.InvariantCulture).ShouldBeInRange(200, 300);
    }

    [Fact]
    public async Task An_API_key_has_no_session() => (await shop.Api.GetAnswerAsync("/api/session")).Expect(404);

    [Fact]
    public async Task A_session_ends_after_thirty_days_without_use()
    {
        var token = await shop.Get<SessionStore>().CreateAsync(shop.OwnerId, shop.Id, CancellationToken.None);
        await MoveExpiryAsync(token, "now() - interval '1 second'");
        (await shop.Anonymous.AskAsync(HttpMethod.Get, "/api/session", null, ("Cookie", $"beckon_session={token}"))).Expect(401);
    }

    [Fact]
    public async Task A_session_in_use_is_prolonged()
    {
        var token = await shop.Get<SessionStore>().CreateAsync(shop.OwnerId, shop.Id, CancellationToken.None);
        var cookie = ("Cookie", $"beckon_session={token}");
        (await shop.Anonymous.AskAsync(HttpMethod.Get, "/api/session", null, cookie)).Headers.Contains("Set-Cookie").ShouldBeFalse();
        await MoveExpiryAsync(token, "now() + interval '3 days'");
        (await shop.Anonymous.AskAsync(HttpMethod.Get, "/api/session", null, cookie)).Headers.GetValues("Set-Cookie")
            .ShouldHaveSingleItem().ShouldStartWith($"beckon_session={token}; expires=");
        var session = await shop.Get<SessionStore>().FindAsync(KeyHash.Of(token), CancellationToken.None);
        session.ShouldNotBeNull().ExpiresAt.ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddDays(29));
    }

    [Fact]
    public async Task Only_a_hash_of_the_token_is_stored()
    {
        var token = await shop.Get<SessionStore>().CreateAsync(shop.OwnerId, shop.Id, CancellationToken.None);
        await using var command = shop.Get<NpgsqlDataSource>().CreateCommand("select count(*) from session where token_hash = sha256(@token)");
        command.Parameters.AddWithValue("token", System.Text.Encoding.ASCII.GetBytes(token));
        (await command.ExecuteScalarAsync()).ShouldBe(1L);
    }

    private Task<Answer> SignInAsync(string email, string password) => shop.Anonymous.PostAnswerAsync("/api/session", new { email, password });

    private async Task MoveExpiryAsync(string token, string to)
    {
        await using var command = shop.Get<NpgsqlDataSource>().CreateCommand($"update session set expires_at = {to} where token_hash = @token");
        command.Parameters.AddWithValue("token", KeyHash.Of(token).ToBytes());
        await command.ExecuteNonQueryAsync();
    }
}
