using System.Text.Json;

namespace Beckon.Server.Tests.Privacy;

/// <summary>Erases people as a shop does.</summary>
internal static class Erasing
{
    /// <summary>Erases a contact at the dashboard and waits until it is done; the erasure then.</summary>
    public static async Task<JsonElement> EraseAsync(this TestWorkspace shop, string contact)
    {
        var begun = (await shop.Owner.AskAsync(HttpMethod.Delete, "/api/contacts/" + contact, new { reason = "person_asked" })).Expect(202);
        return await shop.ErasedAsync(begun);
    }

    /// <summary>Waits until an erasure is done.</summary>
    public static async Task<JsonElement> ErasedAsync(this TestWorkspace shop, JsonElement begun)
    {
        JsonElement erasure = default;
        await Eventually.Async(
            async () =>
            {
                erasure = (await shop.Owner.GetAnswerAsync("/api/privacy/erasures/" + begun.GetProperty("id").GetString())).Expect();
                erasure.GetProperty("problem").ValueKind.ShouldBe(JsonValueKind.Null, erasure.GetRawText());
                return erasure.GetProperty("status").GetString() == "done";
            },
            seconds: 30);
        return erasure;
    }
}
