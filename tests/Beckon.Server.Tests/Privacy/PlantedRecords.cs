using Beckon.Accounts;
using Beckon.Server.Tests.Integrations;
using Beckon.Server.Tests.Integrations.Aiq;

namespace Beckon.Server.Tests.Privacy;

/// <summary>What people at the shop keep of somebody: custom fields, lists and tags, files that were imported and exported, a membership.</summary>
internal static class PlantedRecords
{
    public static async Task PlantAsync(TestWorkspace workspace, PlantedPerson person)
    {
        (await workspace.Owner.PostAnswerAsync("/api/contact-fields", new { label = "Nickname", kind = "text" })).Expect(201);
        var list = (await workspace.Owner.PostAnswerAsync("/api/contact-lists", new { name = "Fair" })).Expect(201).GetProperty("id").GetString();
        await ImportTests.ImportedAsync(
            workspace,
            await ImportTests.UploadAsync(workspace, $"Email,Nickname,Phone\n{person.Email},{person.Mark},\n{person.Email},again {person.Mark},{person.Mark}\n"),
            new { columns = new[] { "email", "field:nickname", "phone" }, list, tag = "fair" });
        await EndedAsync(workspace, "/api/contacts/exports", new { filter = new { }, columns = new[] { "email", "field:nickname" } });
        await EndedAsync(workspace, "/api/contacts/bulk", new { action = "tag", tag = "asked", filter = new { q = person.Email } });
        var till = await AiqPartner.OpenAsync(workspace, KeyScope.Ingest);
        (await till.PostAsync("/api/v2/loyalty", $$"""{"email": "{{person.Email}}", "firstName": "{{person.Mark}}", "favoriteStore": "{{person.Mark}} street", "loyalty": true}""")).Expect();
    }

    private static async Task EndedAsync(TestWorkspace workspace, string path, object order)
    {
        var id = (await workspace.Owner.PostAnswerAsync(path, order)).Expect(202).GetProperty("id").GetString();
        await Eventually.Async(
            async () => (await workspace.Owner.GetAnswerAsync($"/api/contacts/jobs/{id}")).Expect().GetProperty("status").GetString() == "done", seconds: 30);
    }
}
