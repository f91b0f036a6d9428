using Beckon.Accounts;
using Npgsql;

namespace Beckon.Server.Tests.Accounts;

public sealed class KeysTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    [Fact]
    public async Task A_key_is_shown_once_and_works_until_it_is_revoked()
    {
        var created = (await shop.Owner.PostAnswerAsync("/api/keys", new { name = "Till", scopes = new[] { "read", "ingest", "read" } })).Expect(201);
        var secret = created.GetProperty("secret").GetString().ShouldNotBeNull();
        secret.ShouldMatch("^bk_[A-Za-z0-9_-]{40}$");
        var id = created.GetProperty("key").GetProperty("id").GetString();
        created.GetProperty("key").GetProperty("hint").GetString().ShouldBe(secret[^4..]);
        created.GetProperty("key").GetProperty("scopes").EnumerateArray().Select(one => one.GetString()).ShouldBe(["ingest", "read"]);

        using var till = shop.Keyed(secret);
        (await till.GetAnswerAsync("/api/workspace")).Expect();
        (await till.PatchAnswerAsync("/api/workspace", new { name = "x" })).Expect(403);
        var list = await shop.Owner.GetAnswerAsync("/api/keys");
        list.Expect().GetProperty("items").EnumerateArray().Select(key => key.GetProperty("id").GetString()).ShouldContain(id);
        list.Text.ShouldNotContain(secret);

        (await shop.Owner.DeleteAnswerAsync($"/api/keys/{id}")).Expect(204);
        (await till.GetAnswerAsync("/api/workspace")).Expect(401);
        (await shop.Owner.DeleteAnswerAsync($"/api/keys/{id}")).Expect(204);
        Find((await shop.Owner.GetAnswerAsync("/api/keys")).Expect(), id).GetProperty("revokedAt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.String);
    }

    [Fact]
    public async Task A_scope_opens_what_it_says()
    {
        using var ingest = await shop.WithKeyAsync(KeyScope.Ingest);
        (await ingest.GetAnswerAsync("/api/workspace")).Expect(403).GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain("settings_read");
        using var manage = await shop.WithKeyAsync(KeyScope.Manage);
        (await manage.PatchAnswerAsync("/api/workspace", new { attributionClickDays = 5 })).Expect();
        using var read = await shop.WithKeyAsync(KeyScope.Read);
        (await read.GetAnswerAsync("/api/keys")).Expect();
        (await read.PostAnswerAsync("/api/keys", new { name = "x", scopes = new[] { "read" } })).Expect(403);
    }

    [Fact]
    public async Task Another_workspace_neither_sees_nor_revokes_a_key()
    {
        var other = await TestWorkspace.CreateAsync();
        var id = (await shop.Owner.PostAnswerAsync("/api/keys", new { name = "Mine", scopes = new[] { "read" } })).Expect(201)
            .GetProperty("key").GetProperty("id").GetString();
        (await other.Owner.GetAnswerAsync("/api/keys")).Text.ShouldNotContain(id.ShouldNotBeNull());
        (await other.Owner.DeleteAnswerAsync($"/api/keys/{id}")).Expect(404);
        (await other.Owner.DeleteAnswerAsync("/api/keys/nonsense")).Expect(404);
        Find((await shop.Owner.GetAnswerAsync("/api/keys")).Expect(), id).GetProperty("revokedAt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Names_what_is_missing()
    {
        var refused = await shop.Owner.PostAnswerAsync("/api/keys", new { name = " ", scopes = Array.Empty<string>() });
        refused.Expect(400);
        refused.Faults.ShouldBe(["name", "scopes"]);
        var unknown = await shop.Owner.PostAnswerAsync("/api/keys", new { name = "x", scopes = new[] { "everything" } });
        unknown.Expect(400);
        unknown.Faults.ShouldBe(["scopes[0]"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("bk_unknown")]
    public async Task Refuses_what_is_no_key(string key)
    {
        using var client = shop.Keyed(key);
        var refused = await client.GetAnswerAsync("/api/workspace");
        refused.Expect(401);
        refused.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
    }

    [Fact]
    public async Task A_key_goes_before_the_cookie()
    {
        var answer = await shop.Owner.AskAsync(HttpMethod.Get, "/api/workspace", null, ("Authorization", "Bearer bk_unknown"));
        answer.Expect(401);
    }

    [Fact]
    public async Task Remembers_when_it_was_used()
    {
        using var client = await shop.WithKeyAsync(KeyScope.Manage);
        (await client.GetAnswerAsync("/api/workspace")).Expect();
        await Eventually.Async(async () =>
        {
            await using var command = shop.Get<NpgsqlDataSource>().CreateCommand(
                "select count(*) from api_key where workspace_id = @workspace and scopes = '{manage}' and last_used_at > now() - interval '1 minute'");
            command.Parameters.AddWithValue("workspace", shop.Id);
            return await command.ExecuteScalarAsync() is > 0L;
        });
    }

    private static System.Text.Json.JsonElement Find(System.Text.Json.JsonElement page, string? id) =>
        page.GetProperty("items").EnumerateArray().Single(key => key.GetProperty("id").GetString() == id);
}
