using Beckon.Kernel;

namespace Beckon.Server.Tests;

/// <summary>Replays as a person at the dashboard begins them.</summary>
internal static class Replaying
{
    private static int _names;

    /// <summary>Takes in once more what the workspace has ever received, and waits until that has taken effect.</summary>
    public static async Task<Replayed> ReplayAsync(this TestWorkspace shop, string into)
    {
        var begun = await shop.BeginReplayAsync(into);
        return await shop.ReplayedAsync(begun.Id);
    }

    public static async Task<Replayed> BeginReplayAsync(this TestWorkspace shop, string into)
    {
        var name = into == "new_workspace" ? $"Copy {Interlocked.Increment(ref _names)}" : null;
        return Read((await shop.Owner.PostAnswerAsync("/api/replays", new { from = "2020-01-01T00:00:00Z", into, name })).Expect(202));
    }

    public static async Task<Replayed> ReplayedAsync(this TestWorkspace shop, string id)
    {
        Replayed replay = new("", Guid.Empty, "", 0, 0, 0, null);
        await Eventually.Async(
            async () => (replay = Read((await shop.Owner.GetAnswerAsync($"/api/replays/{id}")).Expect())).Status is not ("waiting" or "running" or "finishing"),
            seconds: 30);
        replay.Status.ShouldBe("done");
        return replay;
    }

    private static Replayed Read(System.Text.Json.JsonElement json)
    {
        PublicId.TryParse(Ids.Workspace, json.GetProperty("workspaceId").GetString(), out var into).ShouldBeTrue();
        return new(
            json.GetProperty("id").GetString() ?? "", into, json.GetProperty("status").GetString() ?? "", json.GetProperty("done").GetInt64(),
            json.GetProperty("events").GetInt64(), json.GetProperty("refused").GetInt64(), json.GetProperty("refusal").GetString());
    }
}

/// <summary>A replay as the API shows it.</summary>
internal sealed record Replayed(string Id, Guid Into, string Status, long Done, long Events, long Refused, string? Refusal);
