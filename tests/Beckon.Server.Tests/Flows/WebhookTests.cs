using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Beckon.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Beckon.Server.Tests.Flows;

/// <summary>Flows that tell other systems.</summary>
public sealed class WebhookTests(TestWorkspace shop) : IClassFixture<TestWorkspace>, IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Path, IHeaderDictionary Headers, string Body)> _heard = new();
    private readonly ConcurrentDictionary<string, int> _refusals = new();
    private WebApplication _receiver = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _receiver = builder.Build();
        _receiver.Urls.Add("http://127.0.0.1:0");
        _receiver.MapPost("/{path}", async (string path, HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            _heard.Enqueue((path, new HeaderDictionary(http.Request.Headers.ToDictionary()), await reader.ReadToEndAsync()));
            // Some answers are not those that were hoped for at first.
            if (path == "busy" && _refusals.AddOrUpdate(path, 1, (_, count) => count + 1) == 1) return Results.StatusCode(503);
            return path == "gone" ? Results.StatusCode(410) : Results.NoContent();
        });
        await _receiver.StartAsync();
    }

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    public async Task A_step_calls_another_system_until_it_takes_the_call_and_signs_what_it_says()
    {
        var flow = await FlowCalls.LiveAsync(shop, Calling("visited_shop", "busy"));
        await FlowCalls.TellAsync(shop, "visited_shop", "ada@example.test");
        var run = await DeliveredAsync(flow);

        run.GetProperty("webhooks")[0].GetProperty("attempts").GetInt32().ShouldBe(2);
        run.GetProperty("trace").EnumerateArray().Last().GetProperty("rule").GetString().ShouldBe("calls 127.0.0.1");
        var calls = _heard.Where(one => one.Path == "busy").ToList();
        calls.Count.ShouldBe(2);
        calls.Select(one => one.Headers["webhook-id"].ToString()).Distinct().ShouldHaveSingleItem().ShouldBe(run.GetProperty("webhooks")[0].GetProperty("id").GetString());
        var body = JsonElement.Parse(calls[1].Body);
        body.GetProperty("contact").GetProperty("email").GetString().ShouldBe("ada@example.test");
        body.GetProperty("flow").GetProperty("id").GetString().ShouldBe(flow);
        body.GetProperty("properties").GetProperty("list").GetString().ShouldBe("vip");
        var secret = (await shop.Owner.GetAnswerAsync("/api/webhook-secret")).Expect().GetProperty("secret").GetString()!;
        calls[1].Headers["webhook-signature"].ToString().ShouldBe(Signature(secret, calls[1]));
        (await shop.Owner.GetAnswerAsync($"/api/flows/{flow}/counts")).Expect().GetProperty("webhooks").GetProperty("delivered").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task A_call_that_is_refused_is_not_repeated_and_the_run_goes_on()
    {
        var flow = await FlowCalls.LiveAsync(shop, Calling("visited_gone", "gone"));
        await FlowCalls.TellAsync(shop, "visited_gone", "bo@example.test");
        var run = await FlowCalls.OneRunAsync(shop, flow, "completed");
        var path = $"/api/flow-runs/{run.GetProperty("id").GetString()}";
        await Eventually.Async(async () => (await shop.Owner.GetAnswerAsync(path)).Expect().GetProperty("webhooks")[0].GetProperty("status").GetString() == "failed");
        (await shop.Owner.GetAnswerAsync(path)).Expect().GetProperty("webhooks")[0].GetProperty("code").GetInt32().ShouldBe(410);
    }

    [Fact]
    public async Task A_secret_that_is_changed_signs_beside_the_one_before()
    {
        var other = await TestWorkspace.CreateAsync();
        using var marketing = await other.SignedInAsync(Role.Marketing);
        (await marketing.GetAnswerAsync("/api/webhook-secret")).Expect(403);
        var before = (await other.Owner.GetAnswerAsync("/api/webhook-secret")).Expect().GetProperty("secret").GetString()!;
        var after = (await other.Owner.PostAnswerAsync("/api/webhook-secret/change", new { })).Expect().GetProperty("secret").GetString()!;
        after.ShouldNotBe(before);

        var flow = await FlowCalls.LiveAsync(other, Calling("visited_twice", "both"));
        await FlowCalls.TellAsync(other, "visited_twice", "cy@example.test");
        await Eventually.Async(() => Task.FromResult(_heard.Any(one => one.Path == "both")));
        var call = _heard.First(one => one.Path == "both");
        call.Headers["webhook-signature"].ToString().ShouldBe($"{Signature(after, call)} {Signature(before, call)}");
        flow.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_address_that_is_none_keeps_the_flow_from_going_live()
    {
        var faults = (await shop.Owner.PostAnswerAsync("/api/flows/check", Calling("visited", "x", "crm.example.com"))).Expect();
        faults.GetRawText().ShouldContain("steps[0].url");
    }

    private static string Signature(string secret, (string Path, IHeaderDictionary Headers, string Body) call)
    {
        var said = Encoding.UTF8.GetBytes($"{call.Headers["webhook-id"]}.{call.Headers["webhook-timestamp"]}.{call.Body}");
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), said))}";
    }

    private object Calling(string name, string path, string? url = null) => new
    {
        trigger = new { type = "event", on = new { @event = name } },
        steps = new[] { new { type = "webhook", id = "tell", url = url ?? $"{_receiver.Urls.First()}/{path}", properties = new[] { new { name = "list", value = "vip" } } } },
    };

    private async Task<JsonElement> DeliveredAsync(string? flow)
    {
        var run = await FlowCalls.OneRunAsync(shop, flow, "completed");
        var path = $"/api/flow-runs/{run.GetProperty("id").GetString()}";
        await Eventually.Async(async () => (await shop.Owner.GetAnswerAsync(path)).Expect().GetProperty("webhooks")[0].GetProperty("status").GetString() == "delivered");
        return (await shop.Owner.GetAnswerAsync(path)).Expect();
    }
}
