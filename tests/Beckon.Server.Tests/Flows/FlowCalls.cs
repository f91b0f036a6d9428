using System.Text.Json;
using Beckon.Kernel;

namespace Beckon.Server.Tests.Flows;

/// <summary>What tests of flows ask of a workspace.</summary>
internal static class FlowCalls
{
    public static async Task<string?> LiveAsync(TestWorkspace of, object definition)
    {
        var id = (await of.Owner.PostAnswerAsync("/api/flows", new { name = "Flow", definition })).Expect(201).GetProperty("id").GetString();
        (await of.Owner.PostAnswerAsync($"/api/flows/{id}/publish", new { })).Expect().GetProperty("status").GetString().ShouldBe("live");
        return id;
    }

    public static async Task<string?> TemplateAsync(TestWorkspace of) =>
        (await of.Owner.GetAnswerAsync("/api/templates")).Expect().GetProperty("items")[0].GetProperty("id").GetString();

    public static async Task<List<JsonElement>> RunsAsync(TestWorkspace of, string query) =>
        [.. (await of.Owner.GetAnswerAsync($"/api/flow-runs?{query}")).Expect().GetProperty("items").EnumerateArray()];

    public static async Task<List<string>> PassedAsync(TestWorkspace of, string? flow) =>
    [
        .. (await of.Owner.GetAnswerAsync($"/api/flows/{flow}/counts")).Expect().GetProperty("passed").EnumerateArray()
            .Select(one => $"{one.GetProperty("step").GetString()} {one.GetProperty("way").GetString()} {one.GetProperty("count").GetInt64()}"),
    ];

    public static async Task<JsonElement> OneRunAsync(TestWorkspace of, string? flow, string status)
    {
        await Eventually.Async(async () => (await RunsAsync(of, $"flow={flow}&status={status}")).Count == 1);
        return (await RunsAsync(of, $"flow={flow}&status={status}"))[0];
    }

    public static async Task TellAsync(TestWorkspace of, string name, string email, string? status = null) =>
        (await of.Api.PostAnswerAsync("/api/events", new { @event = name, status, email, id = Ids.New(TimeProvider.System).ToString() })).Expect(202);
}
