using System.Text.Json;
using Beckon.Accounts;
using Beckon.Kernel;
using Npgsql;

namespace Beckon.Server.Tests.Accounts;

/// <summary>Somebody with several workspaces goes from one to another.</summary>
public sealed class MembershipsTests
{
    [Fact]
    public async Task The_session_speaks_of_the_workspace_that_was_chosen()
    {
        var (first, second) = (await TestWorkspace.CreateAsync(), await TestWorkspace.CreateAsync());
        await JoinAsync(first.OwnerId, second, Role.Marketing);
        (await ListAsync(first.Owner)).ShouldBe([(Id(first), "owner", true), (Id(second), "marketing", false)], ignoreOrder: true);

        var session = (await first.Owner.PostAnswerAsync("/api/session/workspace", new { workspaceId = Id(second) })).Expect();

        (session.GetProperty("workspace").GetProperty("id").GetString(), session.GetProperty("role").GetString()).ShouldBe((Id(second), "marketing"));
        (await first.Owner.GetAnswerAsync("/api/workspace")).Expect().GetProperty("id").GetString().ShouldBe(Id(second));
        (await first.Owner.PatchAnswerAsync("/api/workspace", new { name = "Mine" })).Expect(403);
        (await ListAsync(first.Owner)).ShouldContain((Id(second), "marketing", true));
        (await first.Owner.PostAnswerAsync("/api/session/workspace", new { workspaceId = Id(first) })).Expect().GetProperty("role").GetString().ShouldBe("owner");
    }

    [Theory]
    [InlineData("wsp_00000000000000000000000000")]
    [InlineData("somewhere")]
    public async Task Nobody_gets_where_they_do_not_belong(string other)
    {
        var (shop, foreign) = (await TestWorkspace.CreateAsync(), await TestWorkspace.CreateAsync());

        foreach (var id in (string[])[other, Id(foreign)]) (await shop.Owner.PostAnswerAsync("/api/session/workspace", new { workspaceId = id })).Expect(404);

        (await shop.Owner.GetAnswerAsync("/api/session")).Expect().GetProperty("workspace").GetProperty("id").GetString().ShouldBe(Id(shop));
        (await ListAsync(shop.Owner)).ShouldBe([(Id(shop), "owner", true)]);
    }

    [Fact]
    public async Task A_key_has_one_workspace_and_no_session()
    {
        var shop = await TestWorkspace.CreateAsync();

        (await ListAsync(shop.Api)).ShouldBe([(Id(shop), null, true)]);
        (await shop.Api.PostAnswerAsync("/api/session/workspace", new { workspaceId = Id(shop) })).Expect(404);
    }

    private static string Id(TestWorkspace shop) => Ids.Out(Ids.Workspace, shop.Id);

    private static async Task<List<(string?, string?, bool)>> ListAsync(HttpClient client) =>
    [
        .. (await client.GetAnswerAsync("/api/workspaces")).Expect().GetProperty("items").EnumerateArray()
            .Select(one => (one.GetProperty("id").GetString(), Text(one.GetProperty("role")), one.GetProperty("current").GetBoolean())),
    ];

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetString();

    private static async Task JoinAsync(Guid user, TestWorkspace shop, Role role)
    {
        await using var command = shop.Get<NpgsqlDataSource>().CreateCommand(
            "insert into membership (workspace_id, user_id, role, created_at) values ($1, $2, $3, now())");
        command.Parameters.Add(new NpgsqlParameter { Value = shop.Id });
        command.Parameters.Add(new NpgsqlParameter { Value = user });
        command.Parameters.Add(new NpgsqlParameter { Value = Words.Of(role) });
        await command.ExecuteNonQueryAsync();
    }
}
