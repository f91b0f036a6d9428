using System.IO.Compression;
using System.Text;
using Beckon.Accounts;
using Beckon.Tests.Integrations;

namespace Beckon.Server.Tests.Integrations;

/// <summary>What every door keeps, whoever knocks: a new integration inherits these and says how it is called.</summary>
public abstract class DoorTests(TestWorkspace shop)
{
    protected TestWorkspace Shop => shop;

    /// <summary>How the door of a workspace is called, and the key or token that opens it.</summary>
    protected abstract Task<DoorCall> OpenAsync(TestWorkspace workspace);

    /// <summary>A body without faults; another text makes it another message.</summary>
    protected abstract string Valid(string unique);

    /// <summary>A body that is JSON but not what the door expects, and the paths of its faults.</summary>
    protected abstract (string Body, string[] Paths) Faulty { get; }

    protected abstract int Success { get; }

    protected abstract int MostBytes { get; }

    /// <summary>What a valid API key without the scope ingest gets.</summary>
    protected virtual int WithoutScope => 403;

    /// <summary>What the doors of a disconnected source answer.</summary>
    protected virtual int Disconnected => 403;

    /// <summary>What a body beyond the limit gets.</summary>
    protected virtual int TooLarge => 413;

    [Fact]
    public async Task A_repeated_delivery_is_answered_alike_and_has_no_second_effect()
    {
        var door = await OpenAsync(shop);
        var before = (await shop.EventsAsync()).Count;

        var first = await door.KnockAsync(shop, Valid("repeated"));
        var stored = (await shop.EventsAsync()).Count - before;
        var second = await door.KnockAsync(shop, Valid("repeated"));

        first.Expect(Success);
        stored.ShouldBeGreaterThan(0);
        ((int)second.Status, second.Text).ShouldBe((Success, first.Text));
        (await shop.EventsAsync()).Count.ShouldBe(before + stored);
    }

    [Fact]
    public async Task What_is_taken_is_kept_byte_for_byte_and_found_from_its_event()
    {
        var other = await TestWorkspace.CreateAsync();
        var door = await OpenAsync(other);
        var body = "\n  " + Valid("kept") + "  ";
        (await door.KnockAsync(other, body)).Expect(Success);
        await other.EventsAsync();

        foreach (var e in (await other.Owner.GetAnswerAsync("/api/events")).Expect().GetProperty("items").EnumerateArray())
        {
            var id = e.GetProperty("id").GetString();
            var received = (await other.Owner.GetAnswerAsync($"/api/events/{id}")).Expect().GetProperty("received");
            (received.GetProperty("body").GetString(), received.GetProperty("contentType").GetString()).ShouldBe((body, "application/json; charset=utf-8"));
            (await other.Owner.GetAnswerAsync($"/api/events/{id}/payload")).Text.ShouldBe(body);
        }
    }

    [Fact]
    public async Task Taken_in_once_more_it_changes_nothing_here_and_comes_to_the_same_elsewhere()
    {
        var other = await TestWorkspace.CreateAsync();
        var door = await OpenAsync(other);
        foreach (var unique in (string[])["a", "b", "a"]) (await door.KnockAsync(other, Valid(unique))).Expect(Success);
        await other.EventsAsync();
        var before = await WorkspaceState.OfAsync(other.Server, other.Id);

        await other.ReplayAsync("here");
        (await WorkspaceState.OfAsync(other.Server, other.Id)).ShouldBe(before);

        var fresh = await other.ReplayAsync("new_workspace");
        (await WorkspaceState.OfAsync(other.Server, fresh.Into)).ShouldBe(before);
    }

    [Fact]
    public async Task Faults_are_named_by_their_paths_and_nothing_is_stored()
    {
        var answer = await RefusedAsync(400, (door, _) => door.KnockAsync(shop, Faulty.Body));

        answer.Faults.ShouldBe(Faulty.Paths, ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"cart\": ")]
    [InlineData("a=b&c=d")]
    [InlineData("{\"email\":\"a\\u0000@example.com\"}")]
    public async Task What_is_no_usable_json_is_refused(string body) =>
        (await RefusedAsync(400, (door, _) => door.KnockAsync(shop, body))).Faults.ShouldHaveSingleItem();

    [Fact]
    public async Task Without_key_nobody_gets_in() =>
        await RefusedAsync(401, (door, body) => shop.Anonymous.AskAsync(HttpMethod.Post, door.Path, body));

    [Theory]
    [InlineData("bk_0000000000000000000000000000000000000000")]
    [InlineData("x")]
    public async Task With_a_wrong_key_nobody_gets_in(string key) =>
        await RefusedAsync(401, (door, body) => (door with { Key = key }).KnockAsync(shop, body));

    [Fact]
    public async Task A_key_that_may_not_send_events_gets_nobody_in()
    {
        var key = Secrets.ApiKey();
        await shop.Get<ApiKeyStore>().CreateAsync(Caller.Beckon(shop.Id), new("Reader", key, [KeyScope.Read, KeyScope.Manage]), CancellationToken.None);

        await RefusedAsync(WithoutScope, (door, body) => (door with { Key = key }).KnockAsync(shop, body));
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        var padded = new string(' ', MostBytes);

        await RefusedAsync(TooLarge, (door, body) => door.KnockAsync(shop, body + padded, ("Expect", "100-continue")));
    }

    [Fact]
    public async Task The_limit_holds_for_what_compressed_bodies_inflate_to()
    {
        var padded = new string(' ', MostBytes);

        await RefusedAsync(TooLarge, (door, body) => door.KnockAsync(shop, Compressed(body + padded)));
    }

    [Fact]
    public async Task What_is_not_compressed_as_it_says_is_refused()
    {
        var content = new ByteArrayContent("plain text"u8.ToArray());
        content.Headers.ContentEncoding.Add("gzip");

        await RefusedAsync(400, (door, _) => door.KnockAsync(shop, content));
    }

    [Fact]
    public async Task A_compressed_body_is_taken() => await TakenAsync(Compressed(Valid("compressed")));

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-8")]
    public async Task Json_is_taken_under_any_content_type(string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Valid(type)));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        await TakenAsync(content);
    }

    [Fact]
    public async Task Json_is_taken_without_a_content_type() => await TakenAsync(new ByteArrayContent(Encoding.UTF8.GetBytes(Valid("no type"))));

    [Fact]
    public async Task A_disconnected_source_takes_nothing_until_it_is_connected_again()
    {
        var other = await TestWorkspace.CreateAsync();
        var door = await OpenAsync(other);
        (await door.KnockAsync(other, Valid("a"))).Expect(Success);
        var id = (await other.Owner.GetAnswerAsync("/api/sources")).Expect().GetProperty("items")[0].GetProperty("id").GetString();

        (await other.Owner.DeleteAnswerAsync($"/api/sources/{id}")).Expect(204);

        (await door.KnockAsync(other, Valid("b"))).Expect(Disconnected);
        (await other.Owner.GetAnswerAsync("/api/sources")).Expect().GetProperty("items").GetArrayLength().ShouldBe(0);
        var again = await ReconnectAsync(other);
        (await again.KnockAsync(other, Valid("c"))).Expect(Success);
    }

    /// <summary>A key that was revoked a moment ago or a body nobody thought of: the sender is answered, never dropped.</summary>
    [Fact]
    public async Task However_a_body_is_spoiled_the_door_answers_with_success_or_with_faults()
    {
        var other = await TestWorkspace.CreateAsync();
        var door = await OpenAsync(other);
        for (var seed = 0; seed < 100; seed++)
        {
            var answer = await door.KnockAsync(other, new ByteArrayContent(new Mutations(seed).Spoil(Valid("spoiled"))));

            ((int)answer.Status).ShouldBeOneOf(Success, 400);
        }
        await other.EventsAsync();
        (await other.DeadLettersAsync()).ShouldBe(0);
    }

    /// <summary>The door of a workspace and a body that it takes, for what is done to all doors alike.</summary>
    internal async Task<(DoorCall Call, string Body)> OpenForAllAsync(TestWorkspace workspace, string unique) => (await OpenAsync(workspace), Valid(unique));

    /// <summary>Connects the door's source where that takes more than a key.</summary>
    protected virtual Task<DoorCall> ReconnectAsync(TestWorkspace workspace) => OpenAsync(workspace);

    private async Task<Answer> RefusedAsync(int status, Func<DoorCall, string, Task<Answer>> knock)
    {
        var door = await OpenAsync(shop);
        var before = (await shop.EventsAsync()).Count;
        var kept = await shop.PayloadsAsync();

        var answer = await knock(door, Valid(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString()));

        answer.Expect(status);
        (await shop.EventsAsync()).Count.ShouldBe(before);
        (await shop.PayloadsAsync()).ShouldBe(kept);
        return answer;
    }

    private async Task TakenAsync(HttpContent content)
    {
        var door = await OpenAsync(shop);
        var before = (await shop.EventsAsync()).Count;

        (await door.KnockAsync(shop, content)).Expect(Success);

        (await shop.EventsAsync()).Count.ShouldBeGreaterThan(before);
    }

    private static ByteArrayContent Compressed(string body)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(body));
        var content = new ByteArrayContent(bytes.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}

/// <summary>How to call a door.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Key">What opens it.</param>
/// <param name="Credentials">The header in which the key is sent.</param>
public sealed record DoorCall(string Path, string Key, Func<string, (string Name, string Value)> Credentials)
{
    /// <summary>Whether the key stands in the address instead.</summary>
    public bool KeyInAddress { get; init; }

    public Task<Answer> KnockAsync(TestWorkspace shop, object body, params (string Name, string Value)[] headers) =>
        shop.Anonymous.AskAsync(HttpMethod.Post, KeyInAddress ? $"{Path}?key={Key}" : Path, body, [Credentials(Key), .. headers]);
}
