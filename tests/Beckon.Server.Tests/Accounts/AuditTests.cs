using Beckon.Kernel;
using Npgsql;

namespace Beckon.Server.Tests.Accounts;

public sealed class AuditTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    [Fact]
    public async Task Tells_who_did_what_and_no_secrets()
    {
        var created = (await shop.Owner.PostAnswerAsync("/api/keys", new { name = "Till", scopes = new[] { "ingest" } })).Expect(201);
        var key = created.GetProperty("key").GetProperty("id").GetString();
        (await shop.Api.PatchAnswerAsync("/api/workspace", new { name = "Renamed" })).Expect();
        (await shop.Owner.DeleteAnswerAsync($"/api/keys/{key}")).Expect(204);
        (await shop.Owner.DeleteAnswerAsync($"/api/keys/{key}")).Expect(204);

        var entries = await EntriesAsync();

        var owner = $"user:{shop.OwnerEmail}";
        var workspace = Ids.Out(Ids.Workspace, shop.Id);
        entries.Select(one => (one.Actor, one.Action)).ShouldBe(
        [
            (owner, "workspace.created"),
            (owner, "api_key.created"),
            (owner, "api_key.created"),
            ($"key:First key (…{shop.ApiKey[^4..]})", "workspace.edited"),
            (owner, "api_key.revoked"),
        ]);
        entries[0].Subject.ShouldBe(workspace);
        entries[2].Subject.ShouldBe(key);
        entries[3].Details.ShouldContain("Renamed");
        entries.ShouldAllBe(one => !one.Details.Contains(shop.ApiKey, StringComparison.Ordinal) && !one.Details.Contains("password", StringComparison.OrdinalIgnoreCase));
    }

    private async Task<List<(string Actor, string Action, string Subject, string Details)>> EntriesAsync()
    {
        await using var command = shop.Get<NpgsqlDataSource>().CreateCommand(
            "select actor, action, subject, details::text from audit_entry where workspace_id = @workspace order by at");
        command.Parameters.AddWithValue("workspace", shop.Id);
        await using var row = await command.ExecuteReaderAsync();
        var entries = new List<(string, string, string, string)>();
        while (await row.ReadAsync()) entries.Add((row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)));
        return entries;
    }
}
