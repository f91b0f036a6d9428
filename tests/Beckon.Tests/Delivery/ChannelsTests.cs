using System.Net;
using System.Net.Sockets;
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
        await world.TextOneAsync();

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
        await world.TextOneAsync();
        await world.Shop.RunAsync("insert into channel (workspace_id, kind, provider, settings, version, updated_at) values ($1, 'sms', 'test_inbox', '{}', 1, now())", workspace);
        await world.Shop.RunAsync(
            "insert into channel_circuit (workspace_id, kind, channel_version, failures, openings, since, next_try_at, error) values ($1, 'sms', 1, 3, 1, now(), now() + interval '10 years', 'away')", workspace);

        await world.SendAsync();
        (await world.Shop.RowsAsync("select channel, status, count(*) from message where workspace_id = $1 group by 1, 2 order by 1, 2")).ShouldBe(["email sent 2", "sms queued 1"]);
    }

    [Fact]
    public async Task Email_goes_out_while_Twilio_takes_its_time()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var world = await DeliveryWorld.OpenAsync(twilio: $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}");
        await world.SetTwilioAsync();
        await world.AbandonAsync(3);
        await world.TextOneAsync();
        await world.Shop.RunAsync("update message set due_at = due_at + interval '1 second' where workspace_id = $1 and channel = 'email'", world.Shop.WorkspaceId);

        using var hold = world.Enter();
        var sending = world.Outbox.SendAsync(hold, CancellationToken.None);
        var held = await silent.AcceptTcpClientAsync();
        for (var i = 0; i < 200 && world.Server.ReceivedCount < 2; i++)
        {
            world.Time.Advance(TimeSpan.FromMilliseconds(300));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
        world.Server.ReceivedCount.ShouldBe(2);
        sending.IsCompleted.ShouldBeFalse();

        held.Dispose();
        for (var i = 0; i < 200 && !sending.IsCompleted; i++)
        {
            world.Time.Advance(TimeSpan.FromMilliseconds(300));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
        await sending;
        (await world.Shop.RowsAsync("select channel, status, coalesce(reason, '-'), count(*) from message where workspace_id = $1 group by 1, 2, 3 order by 1, 2"))
            .ShouldBe(["email sent - 2", "sms uncertain no_answer 1"]);
    }
}
