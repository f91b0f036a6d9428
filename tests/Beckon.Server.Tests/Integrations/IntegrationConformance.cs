using System.IO.Compression;
using System.Text;
using Beckon.Events;
using Beckon.Integrations;
using Beckon.Tests;
using Beckon.Tests.Integrations;

namespace Beckon.Server.Tests.Integrations;

/// <summary>
/// What every integration keeps: a new one inherits these cases and says how it is connected, what its platform sends and how that is proven.
/// <see cref="DoorTests"/> has those of a door that depend on its faults having paths.
/// </summary>
public abstract class IntegrationConformance(TestWorkspace shop)
{
    private OpenedDoor? _door;

    protected TestWorkspace Shop => shop;

    /// <summary>As in its declaration.</summary>
    protected abstract string Kind { get; }

    /// <summary>
    /// Calls in the order in which the platform makes them, which together lead to every event that is declared. Each leads to at least one event.
    /// Another text makes other calls of them: other messages, people, orders.
    /// </summary>
    protected abstract IReadOnlyList<PlatformCall> Calls(string unique);

    /// <summary>The headers that prove a call, to a platform that has this token, key or signing secret.</summary>
    protected abstract (string Name, string Value)[] Prove(PlatformCall call, string key);

    /// <summary>What is sent to connect it; null for a door that API keys open.</summary>
    protected virtual object? Connecting => Declaration.BuiltIn is null ? new { kind = Kind } : null;

    /// <summary>What proves a call where neither a token nor an API key does: the secret that was given when connecting.</summary>
    protected virtual string Secret => "a secret between platform and Beckon";

    protected virtual int Success => 200;

    protected virtual int MostBytes => Declaration.Webhook?.MostBytes ?? throw new InvalidOperationException("Say how large a body may be.");

    /// <summary>Names it sends beside those that are declared, such as custom events.</summary>
    protected virtual IReadOnlyList<string> AlsoSent => [];

    /// <summary>Waits until what was accepted has taken effect; the history then.</summary>
    protected virtual Task<List<StoredEvent>> SettledAsync(TestWorkspace workspace) => workspace.EventsAsync();

    private Integration Declaration =>
        KnownIntegrations.TryFind(Kind, out var integration) ? integration : throw new InvalidOperationException($"There is no integration {Kind}.");

    // What comes of time alone, sooner or later after a call.
    private string[] ByTime => Declaration.Settings.Any(setting => setting.Name == IntegrationSetting.IdleCart.Name) ? [EventNames.CartAbandoned] : [];

    [Fact]
    public async Task What_is_declared_is_really_sent_and_nothing_else()
    {
        var workspace = await TestWorkspace.CreateAsync();
        var door = await OpenAsync(workspace);

        await SendAllAsync(door, "declared");

        var sent = (await SettledAsync(workspace)).Select(e => e.Name).Distinct().ToList();
        Declaration.Events.Except(sent).Except(ByTime).ShouldBeEmpty("These are declared and none of the calls leads to them.");
        if (Declaration.Events.Count > 0) sent.Except(Declaration.Events).Except(AlsoSent).ShouldBeEmpty("These are sent and not declared.");
        (await workspace.DeadLettersAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_delivery_twice_has_one_effect()
    {
        var workspace = await TestWorkspace.CreateAsync();
        var door = await OpenAsync(workspace);
        await SendAllAsync(door, "twice");
        var before = await WorkspaceState.OfAsync(workspace.Server, workspace.Id);

        await SendAllAsync(door, "twice");

        (await WorkspaceState.OfAsync(workspace.Server, workspace.Id)).ShouldBe(before);
    }

    [Fact]
    public async Task Replayed_it_changes_nothing_here_and_comes_to_the_same_elsewhere()
    {
        var workspace = await TestWorkspace.CreateAsync();
        var door = await OpenAsync(workspace);
        await SendAllAsync(door, "replayed");
        var before = await WorkspaceState.OfAsync(workspace.Server, workspace.Id);
        before.ShouldContain(row => row.StartsWith("(event,", StringComparison.Ordinal));

        await workspace.ReplayAsync("here");
        await SettledAsync(workspace);
        (await WorkspaceState.OfAsync(workspace.Server, workspace.Id)).ShouldBe(before);

        var fresh = await workspace.ReplayAsync("new_workspace");
        fresh.Refused.ShouldBe(0, fresh.Refusal);
        (await StateAsync(workspace, fresh.Into, before)).ShouldBe(before);
    }

    // Events that events lead to come a moment after the replay is done.
    private static async Task<List<string>> StateAsync(TestWorkspace workspace, Guid of, List<string> expected)
    {
        var state = await WorkspaceState.OfAsync(workspace.Server, of);
        for (var i = 0; i < 500 && !state.SequenceEqual(expected); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            state = await WorkspaceState.OfAsync(workspace.Server, of);
        }
        return state;
    }

    [Fact]
    public async Task Without_proof_nobody_gets_in() =>
        await RefusedAsync([401], call => shop.Anonymous.AskAsync(HttpMethod.Post, call.Path, Content(call.Body, call.ContentType), call.Headers));

    [Fact]
    public async Task With_a_wrong_key_or_signature_nobody_gets_in() =>
        await RefusedAsync([401], call => SendAsync(call, Content(call.Body, call.ContentType), Prove(call, "another-secret-of-somebody-else")));

    [Fact]
    public async Task A_truncated_body_is_refused() =>
        await RefusedAsync([400], call => KnockAsync(_door!, call with { Body = call.Body[..(call.Body.Length / 2)] }));

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused() =>
        await RefusedAsync([413], call => KnockAsync(_door!, call with { Body = call.Body + new string(' ', MostBytes) }, ("Expect", "100-continue")));

    [Fact]
    public async Task The_limit_holds_for_what_compressed_bodies_inflate_to() =>
        await RefusedAsync([413], call => SendAsync(call, Compressed(call.Body + new string(' ', MostBytes), call.ContentType), Prove(call, _door!.Key)));

    [Fact]
    public async Task A_compressed_body_is_taken()
    {
        var door = await OpenAsync();
        var before = (await SettledAsync(shop)).Count;
        foreach (var call in At(door, Calls("compressed")))
            (await SendAsync(call, Compressed(call.Body, call.ContentType), Prove(call, door.Key))).Expect(Success);
        (await SettledAsync(shop)).Count.ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task Disconnected_it_takes_nothing_until_it_is_connected_again()
    {
        var workspace = await TestWorkspace.CreateAsync();
        var door = await OpenAsync(workspace);
        (await KnockAsync(door, Calls("a")[0])).Expect(Success);
        await SettledAsync(workspace);
        var id = (await workspace.Owner.GetAnswerAsync("/api/sources")).Expect().GetProperty("items").EnumerateArray()
            .Single(one => one.GetProperty("kind").GetString() == Kind).GetProperty("id").GetString();

        (await workspace.Owner.DeleteAnswerAsync($"/api/sources/{id}")).Expect(204);

        ((int)(await KnockAsync(door, Calls("b")[0])).Status).ShouldBeOneOf(403, 404);
        (await workspace.Owner.PostAnswerAsync("/api/sources", Connecting ?? new { kind = Kind })).Expect(201);
        var again = Declaration.BuiltIn is null ? await OpenAsync(workspace) : door;
        (await KnockAsync(again, Calls("c")[0])).Expect(Success);
    }

    /// <summary>Platforms switch webhooks off after failures: whatever comes is answered, and what is acknowledged is in the history.</summary>
    [Fact]
    public async Task However_a_body_is_spoiled_it_is_taken_or_refused_and_never_fails()
    {
        var workspace = await TestWorkspace.CreateAsync();
        var door = await OpenAsync(workspace);
        var calls = Calls("spoiled");
        for (var seed = 0; seed < 100; seed++)
        {
            var call = At(door, [calls[seed % calls.Count]])[0];
            var spoiled = new Mutations(seed).Spoil(call.Body);
            // Proven as a platform would that sends these very bytes.
            var proof = Prove(call with { Raw = spoiled }, door.Key);

            var answer = await SendAsync(call, Content(spoiled, call.ContentType), proof);

            ((int)answer.Status).ShouldBeOneOf([Success, 400], $"seed {seed}: {answer.Text}");
        }
        await SettledAsync(workspace);
        (await workspace.DeadLettersAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task What_it_is_connected_with_is_never_shown_again()
    {
        var door = await OpenAsync();
        (await shop.Owner.GetAnswerAsync("/api/sources")).Text.ShouldNotContain(door.Key);
    }

    [Fact]
    public void The_retailer_has_a_guide_to_connect_it() =>
        File.Exists(Path.Combine(Repository.Root, "docs", "integrations", Kind + ".md")).ShouldBeTrue();

    /// <summary>Opens a door of a workspace.</summary>
    protected async Task<OpenedDoor> OpenAsync(TestWorkspace workspace)
    {
        if (Connecting is not { } connecting) return new OpenedDoor(workspace, "", workspace.ApiKey);
        var connected = (await workspace.Owner.PostAnswerAsync("/api/sources", connecting)).Expect(201);
        var token = connected.GetProperty("token").GetString();
        return new OpenedDoor(workspace, "/webhooks/" + connected.GetProperty("source").GetProperty("id").GetString(), token ?? Secret);
    }

    /// <summary>Makes a call as the platform does.</summary>
    protected Task<Answer> KnockAsync(OpenedDoor door, PlatformCall call, params (string Name, string Value)[] more)
    {
        var placed = At(door, [call])[0];
        return SendAsync(placed, Content(placed.Body, placed.ContentType), [.. Prove(placed, door.Key), .. more]);
    }

    private async Task SendAllAsync(OpenedDoor door, string unique)
    {
        foreach (var call in Calls(unique))
        {
            call.Before?.Invoke();
            (await KnockAsync(door, call)).Expect(Success);
            await SettledAsync(door.Workspace);
        }
    }

    private async Task<OpenedDoor> OpenAsync() => _door ??= await OpenAsync(shop);

    private async Task RefusedAsync(int[] statuses, Func<PlatformCall, Task<Answer>> knock)
    {
        var door = await OpenAsync();
        var before = await HeardAsync();
        var kept = await shop.CalledAsync();
        foreach (var call in At(door, Calls(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("n"))))
        {
            var answer = await knock(call);
            ((int)answer.Status).ShouldBeOneOf(statuses, answer.Text);
            answer.Expect((int)answer.Status);
        }
        (await HeardAsync()).ShouldBe(before);
        (await shop.CalledAsync()).ShouldBe(kept);
    }

    private async Task<int> HeardAsync() => (await SettledAsync(shop)).Count(e => !ByTime.Contains(e.Name, StringComparer.Ordinal));

    private static PlatformCall[] At(OpenedDoor door, IEnumerable<PlatformCall> calls) =>
        [
            .. calls.Select(call => call with
            {
                Path = (call.Path.StartsWith('/') ? "" : door.Path) + call.Path.Replace("{uid}", door.Workspace.Uid, StringComparison.Ordinal),
            }),
        ];

    private Task<Answer> SendAsync(PlatformCall call, HttpContent content, (string Name, string Value)[] proof) =>
        shop.Anonymous.AskAsync(HttpMethod.Post, call.Path, content, [.. call.Headers, .. proof]);

    private static ByteArrayContent Content(string body, string type) => Content(Encoding.UTF8.GetBytes(body), type);

    private static ByteArrayContent Content(byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private static ByteArrayContent Compressed(string body, string type)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(body));
        var content = Content(bytes.ToArray(), type);
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}

/// <summary>A door that is open.</summary>
/// <param name="Workspace">Whose it is.</param>
/// <param name="Path">The webhook's address; empty where the integration has routes of its own.</param>
/// <param name="Key">The token, API key or secret that proves a call.</param>
public sealed record OpenedDoor(TestWorkspace Workspace, string Path, string Key);

/// <summary>A call of a platform.</summary>
/// <param name="Body">What is sent.</param>
public sealed record PlatformCall(string Body)
{
    /// <summary>
    /// A path of the integration's own, in which <c>{uid}</c> stands for that of the workspace, or what follows the webhook's address, such as a query.
    /// </summary>
    public string Path { get; init; } = "";

    /// <summary>Beside those that prove it.</summary>
    public (string Name, string Value)[] Headers { get; init; } = [];

    public string ContentType { get; init; } = "application/json";

    /// <summary>What has happened at the platform when it makes the call.</summary>
    public Action? Before { get; init; }

    /// <summary>Set where a body is sent that is no text any more.</summary>
    public byte[]? Raw { get; init; }

    /// <summary>What a signature is over.</summary>
    public byte[] Bytes => Raw ?? Encoding.UTF8.GetBytes(Body);
}
