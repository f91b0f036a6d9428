using System.Globalization;
using Beckon.Accounts;
using Beckon.Campaigns;
using Beckon.Flows;
using Beckon.Integrations.Replays;
using Beckon.Kernel;
using Beckon.Storage;
using Beckon.Templates;
using Npgsql;

namespace Beckon.Server.Tests.Integrations;

/// <summary>What was received is taken in once more: it changes nothing that stands, adds what is missing, builds a workspace anew, and never sends.</summary>
public sealed class ReplayTests
{
    private const string Ada = "ada@example.com";
    private const string Bo = "bo@example.com";

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_workspace_built_anew_equals_the_original()
    {
        var shop = await LivedInAsync();
        var original = await WorkspaceState.OfAsync(shop.Workspace.Server, shop.Workspace.Id);
        foreach (var kind in (string[])["(contact,", "(consent,", "(trait,", "(event,", "(count,", "(cart,", "(order,", "(merge,"])
            original.ShouldContain(row => row.StartsWith(kind, StringComparison.Ordinal), kind);

        var replay = await shop.Workspace.ReplayAsync("new_workspace");

        var anew = await WorkspaceState.OfAsync(shop.Workspace.Server, replay.Into);
        anew.Except(original).ShouldBeEmpty();
        original.Except(anew).ShouldBeEmpty();
        anew.Count.ShouldBe(original.Count);
        (await CountAsync(shop.Workspace, "message", replay.Into)).ShouldBe(0);
        replay.Refused.ShouldBe(0);
        replay.Events.ShouldBeGreaterThanOrEqualTo(replay.Done);
    }

    [Fact]
    public async Task Twice_into_the_same_workspace_it_changes_nothing_and_sends_nothing()
    {
        var shop = await LivedInAsync();
        var before = await WorkspaceState.OfAsync(shop.Workspace.Server, shop.Workspace.Id);
        var mails = (await shop.MailsAsync(Ada)).Count;
        var messages = await CountAsync(shop.Workspace, "message", shop.Workspace.Id);

        for (var i = 0; i < 2; i++) await shop.Workspace.ReplayAsync("here");

        (await WorkspaceState.OfAsync(shop.Workspace.Server, shop.Workspace.Id)).ShouldBe(before);
        (await CountAsync(shop.Workspace, "message", shop.Workspace.Id)).ShouldBe(messages);
        (await shop.MailsAsync(Ada)).Count.ShouldBe(mails);
    }

    [Fact]
    public async Task What_is_missing_is_added_and_its_message_is_not_sent_again()
    {
        var shop = await CartShop.OpenAsync();
        await shop.CartAsync(Ada, "c1", Now);
        await shop.MailAsync(Ada);
        var before = await WorkspaceState.OfAsync(shop.Workspace.Server, shop.Workspace.Id);
        await ForgetKeysAsync(shop.Workspace);
        await shop.Workspace.RunAsync("delete from flow_run where workspace_id = $1");
        await shop.Workspace.RunAsync("delete from event where workspace_id = $1 and name = 'cart_abandoned'");
        await shop.Workspace.RunAsync("delete from cart where workspace_id = $1");
        await shop.Workspace.RunAsync("delete from trait where workspace_id = $1 and name = 'cart_abandoned'");
        await shop.Workspace.RunAsync("delete from event_count where workspace_id = $1 and name = 'cart_abandoned'");

        for (var i = 0; i < 2; i++) await shop.Workspace.ReplayAsync("here");

        (await RowsAsync(shop.Workspace, "select reason from dead_letter where workspace_id = $1", shop.Workspace.Id)).ShouldBeEmpty();
        (await WorkspaceState.OfAsync(shop.Workspace.Server, shop.Workspace.Id)).ShouldBe(before);
        (await shop.SettledAsync(2)).ShouldBe(["sent", "replay"]);
        (await shop.MailsAsync(Ada)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_campaign_that_is_live_in_the_new_workspace_sends_nothing_of_what_is_replayed()
    {
        var shop = await CartShop.OpenAsync();
        await shop.CartAsync(Ada, "c1", Now);
        await shop.MailAsync(Ada);
        var begun = await BeginWithLiveCampaignAsync(shop.Workspace);

        await shop.Workspace.ReplayedAsync(begun.Id);

        (await RowsAsync(shop.Workspace, "select status || ' ' || reason from message where workspace_id = $1", begun.Into)).ShouldBe(["skipped replay"]);
        (await CountAsync(shop.Workspace, "test_inbox", begun.Into)).ShouldBe(0);
    }

    [Fact]
    public async Task Left_by_a_node_that_died_it_goes_on_where_it_was()
    {
        var shop = await TestWorkspace.CreateAsync();
        for (var i = 0; i < 4; i++) (await shop.Api.PostAnswerAsync("/api/events", new { @event = $"e{i}", email = Ada })).Expect(202);
        await shop.EventsAsync();
        var ids = await RowsAsync(shop, "select id::text from raw_payload where workspace_id = $1 order by id", shop.Id);
        await shop.RunAsync("delete from event where workspace_id = $1");
        await ForgetKeysAsync(shop);
        var id = Guid.CreateVersion7(Now);
        await shop.RunAsync(
            """
            insert into replay (workspace_id, id, into_workspace, from_at, to_at, status, position, payloads, done, events, claimed_by, claimed_until, actor, created_at)
            values ($1, $2, $1, '2020-01-01', now() + interval '1 ms', 'running', $3, 4, 2, 2, $2, now() - interval '1 s', 'user:x', now())
            """,
            id, Guid.Parse(ids[1]));

        var replay = await shop.ReplayedAsync(Seed.Id(Ids.Replay, id));

        (replay.Done, replay.Events).ShouldBe((4, 4));
        (await shop.EventsAsync()).Select(e => e.Name).ShouldBe(["e2", "e3"]);
    }

    [Fact]
    public async Task What_can_no_longer_be_read_is_counted_and_told_and_the_rest_goes_on()
    {
        var shop = await TestWorkspace.CreateAsync();
        (await shop.Api.PostAnswerAsync("/api/events", new { @event = "fine", email = Ada })).Expect(202);
        await shop.EventsAsync();
        await shop.RunAsync(
            """
            insert into raw_payload (workspace_id, id, source_id, received_at, door, encoding, body)
            select workspace_id, $2, source_id, received_at, door, 'plain', '{"event": 7}' from raw_payload where workspace_id = $1
            """,
            Guid.CreateVersion7(Now.AddSeconds(-5)));

        var replay = await shop.ReplayAsync("new_workspace");

        (replay.Done, replay.Events, replay.Refused).ShouldBe((2, 1, 1));
        replay.Refusal.ShouldNotBeNull().ShouldContain("through events_api");
        (await RowsAsync(shop, "select name from event where workspace_id = $1", replay.Into)).ShouldBe(["fine"]);
    }

    [Fact]
    public async Task One_that_is_cancelled_stops_and_stays_so()
    {
        var shop = await TestWorkspace.CreateAsync();
        var begun = await shop.BeginReplayAsync("here");
        (await shop.Owner.PostAnswerAsync($"/api/replays/{begun.Id}/cancel")).Expect().GetProperty("status").GetString().ShouldBe("cancelled");
        (await shop.Owner.PostAnswerAsync($"/api/replays/{begun.Id}/cancel")).Expect(409);

        // What was asked for later is done later: by then the cancelled one had its chance.
        await shop.ReplayAsync("here");
        var list = (await shop.Owner.GetAnswerAsync("/api/replays")).Expect().GetProperty("items");
        list.EnumerateArray().Select(one => one.GetProperty("status").GetString()).ShouldBe(["done", "cancelled"]);
    }

    [Fact]
    public async Task Who_may_not_change_settings_begins_none_and_neighbours_see_none()
    {
        var shop = await TestWorkspace.CreateAsync();
        using var marketer = await shop.SignedInAsync(Role.Marketing);
        (await marketer.PostAnswerAsync("/api/replays", new { from = Now, into = "here" })).Expect(403);
        var begun = await shop.BeginReplayAsync("here");
        (await marketer.GetAnswerAsync($"/api/replays/{begun.Id}")).Expect();
        (await marketer.PostAnswerAsync($"/api/replays/{begun.Id}/cancel")).Expect(403);
        var neighbour = await TestWorkspace.CreateAsync();
        (await neighbour.Owner.GetAnswerAsync($"/api/replays/{begun.Id}")).Expect(404);
        (await neighbour.Owner.PostAnswerAsync($"/api/replays/{begun.Id}/cancel")).Expect(404);
    }

    [Theory]
    [InlineData("""{"from": "2026-01-02T00:00:00Z", "to": "2026-01-01T00:00:00Z", "into": "here"}""", "to")]
    [InlineData("""{"from": "2026-01-02T00:00:00Z", "into": "new_workspace"}""", "name")]
    [InlineData("""{"from": "2026-01-02T00:00:00Z", "into": "here", "name": "Copy"}""", "name")]
    public async Task A_faulty_order_is_refused(string body, string path)
    {
        var shop = await TestWorkspace.CreateAsync();
        var answer = await shop.Owner.PostAnswerAsync("/api/replays", body);
        answer.Expect(400);
        answer.Faults.ShouldBe([path]);
    }

    // Every door, people who turn out to be one, repeats within their window, an opt-out by the person's own link.
    private static async Task<CartShop> LivedInAsync()
    {
        var shop = await CartShop.OpenAsync();
        var (api, at) = (shop.Workspace.Api, Now);
        await shop.CartAsync(Ada, "c1", at.AddMinutes(-5));
        await shop.UnsubscribeAsync(await shop.MailAsync(Ada));
        await shop.CartAsync(Ada, "c1", at.AddMinutes(-2), "converted");
        await shop.CartAsync(Bo, "c2", at.AddMinutes(-1), "updated");
        await shop.OrderAsync(Ada, "o1", "IN_PROGRESS", at.AddMinutes(-4));
        await shop.OrderAsync(Ada, "o1", "DELIVERED", at.AddMinutes(-4));
        await shop.OrderAsync(Bo, "o2", "DELIVERED", at.AddDays(-3), total: 12.5m);
        (await api.PostAnswerAsync("/api/events", new { @event = "viewed_product", anonymousId = "b1" })).Expect(202);
        (await api.PostAnswerAsync("/api/events", new object[] { new { @event = "viewed_product", anonymousId = "b1", email = Bo }, new { @event = "custom", phone = "+12065550123" } })).Expect(202);
        (await shop.Workspace.Anonymous.AskAsync(HttpMethod.Post, "/v2/cart", """{"email": "cy@example.com"}""", ("X-APIKEY", shop.Workspace.ApiKey))).Expect();
        (await shop.Workspace.Anonymous.AskAsync(HttpMethod.Post, "/v2/cart", """{"email": "cy@example.com"}""", ("X-APIKEY", shop.Workspace.ApiKey))).Expect();
        await shop.MailAsync("cy@example.com");
        await shop.Workspace.EventsAsync();
        return shop;
    }

    // As the API begins it, and with it, in the same moment, the campaign: no event comes before it is live.
    private static async Task<Replayed> BeginWithLiveCampaignAsync(TestWorkspace shop)
    {
        var (id, flow, ct) = (Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), CancellationToken.None);
        var caller = new Caller { WorkspaceId = shop.Id, UserId = shop.OwnerId, Permissions = PermissionSets.Of(Role.Owner), Actor = "user:test" };
        await using var connection = await shop.Get<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var into = await shop.Get<WorkspaceCopyStore>().CopyAsync(connection, caller, "Copy", ct);
        await FreshStateStore.CopySourcesAsync(connection, shop.Id, into, Now, ct);
        await FlowStore.CreateAsync(connection, into, flow, "Come back", Now, ct);
        await FlowStore.PublishAsync(connection, into, flow, CampaignFlow.OfAbandonedCart(Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), TemplateChannel.Email, new CampaignSettings()), Now, ct);
        var replay = new Replay
        {
            WorkspaceId = shop.Id,
            Id = id,
            Into = into,
            From = DateTimeOffset.UnixEpoch,
            To = Now.AddMilliseconds(1),
            Status = ReplayStatus.Waiting,
            Actor = caller.Actor,
            CreatedAt = Now,
        };
        await ReplayStore.AddAsync(connection, replay, ct);
        await transaction.CommitAsync();
        return new(Seed.Id(Ids.Replay, id), into, "waiting", 0, 0, 0, null);
    }

    // As if nothing had ever been seen: the epoch tells who keeps keys in memory.
    private static async Task ForgetKeysAsync(TestWorkspace shop)
    {
        await shop.RunAsync("delete from event_key where workspace_id = $1");
        await shop.RunAsync("delete from event_key_run where workspace_id = $1");
        await shop.RunAsync("insert into event_key_epoch as e values ($1, 1) on conflict (workspace_id) do update set epoch = e.epoch + 1");
    }

    private static async Task<long> CountAsync(TestWorkspace shop, string table, Guid workspace) =>
        long.Parse((await RowsAsync(shop, $"select count(*)::text from {table} where workspace_id = $1", workspace))[0], CultureInfo.InvariantCulture);

    private static async Task<List<string>> RowsAsync(TestWorkspace shop, string sql, Guid workspace)
    {
        await using var connection = await shop.Get<NpgsqlDataSource>().OpenConnectionAsync();
        return await connection.Command(sql).With(workspace).ReadAsync(row => row.GetString(0), CancellationToken.None);
    }
}
