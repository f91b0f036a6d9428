using Beckon.Accounts;

namespace Beckon.Server.Tests.Loyalty;

/// <summary>Stores are known from sign-ups; people of the shop say where they are.</summary>
public sealed class StoresTests
{
    [Fact]
    public async Task A_store_that_people_joined_in_is_listed_and_placed()
    {
        var shop = await TestWorkspace.CreateAsync();
        (await shop.Owner.GetAnswerAsync("/api/stores")).Expect().GetProperty("items").GetArrayLength().ShouldBe(0);
        (await shop.Owner.PutAnswerAsync("/api/stores/north-1", new { timeZone = "America/Denver" })).Expect(204);
        var store = (await shop.Owner.GetAnswerAsync("/api/stores")).Expect().GetProperty("items")[0];
        store.ToString().ShouldBe("""{"id":"north-1","name":null,"members":0,"timeZone":"America/Denver"}""");
        (await shop.Owner.PutAnswerAsync("/api/stores/north-1", new { timeZone = "Nowhere/AtAll" })).Faults.ShouldBe(["timeZone"]);
        (await shop.Owner.PutAnswerAsync("/api/stores/north-1", new { timeZone = (string?)null })).Expect(204);
        (await shop.Owner.GetAnswerAsync("/api/stores")).Expect().GetProperty("items").GetArrayLength().ShouldBe(0);
        var staff = await shop.SignedInAsync(Role.Staff);
        (await staff.PutAnswerAsync("/api/stores/north-1", new { timeZone = "UTC" })).Expect(403);
    }
}
