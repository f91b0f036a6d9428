using Beckon.Delivery;

namespace Beckon.Tests.Delivery;

/// <summary>One channel's trouble is not the other's.</summary>
public sealed class ChannelsTests
{
    [Fact]
    public async Task What_was_interrupted_is_settled_as_its_channel_says()
    {
        await using var world = await DeliveryWorld.OpenAsync(WhenInterrupted.AtLeastOnce);
        await world.AbandonAsync(2);
        var workspace = world.Shop.WorkspaceId;
        await world.Shop.RunAsync("update message set status = 'sending', handed_at = now() where workspace_id = $1", workspace);
        await world.Shop.RunAsync("update message m set channel = 'sms' where m.workspace_id = $1 and m.id = (select min(o.id::text)::uuid from message o where o.workspace_id = $1)", workspace);

        using var hold = world.Enter();
        await world.Outbox.RecoverAsync(hold, CancellationToken.None);
        (await world.Shop.RowsAsync("select channel, status, reason from message where workspace_id = $1 order by 1")).ShouldBe(["email queued interrupted", "sms uncertain interrupted"]);
    }

    [Fact]
    public async Task Email_goes_out_while_text_messages_wait_for_their_server()
    {
        await using var world = await DeliveryWorld.OpenAsync();
        await world.AbandonAsync(3);
        var workspace = world.Shop.WorkspaceId;
        await world.Shop.RunAsync("update message m set channel = 'sms' where m.workspace_id = $1 and m.id = (select min(o.id::text)::uuid from message o where o.workspace_id = $1)", workspace);
        await world.Shop.RunAsync("insert into channel (workspace_id, kind, provider, settings, version, updated_at) values ($1, 'sms', 'test_inbox', '{}', 1, now())", workspace);
        await world.Shop.RunAsync(
            "insert into channel_circuit (workspace_id, kind, channel_version, failures, openings, since, next_try_at, error) values ($1, 'sms', 1, 3, 1, now(), now() + interval '10 years', 'away')", workspace);

        await world.SendAsync();
        (await world.Shop.RowsAsync("select channel, status, count(*) from message where workspace_id = $1 group by 1, 2 order by 1, 2")).ShouldBe(["email sent 2", "sms queued 1"]);
    }
}
