using Beckon.Delivery;
using Beckon.Events;
using Beckon.Tests.Delivery.Email;
using Beckon.Tests.Flows;

namespace Beckon.Tests.Delivery;

public sealed class OutboxTests
{
    [Fact]
    public async Task A_server_that_is_down_for_an_hour_costs_no_message_and_doubles_none()
    {
        await using var world = await DeliveryWorld.OpenAsync();
        world.Server.Always("connect", SmtpAnswer.Drop);
        await world.AbandonAsync(40);

        await world.PassAsync(TimeSpan.FromHours(1));
        (await world.MessagesAsync()).Sum(Count).ShouldBe(40);
        (await world.MessagesAsync()).ShouldAllBe(line => line.EndsWith("queued unreachable 0") || line.EndsWith("queued - 0"));
        (await world.CircuitAsync()).IsOpen.ShouldBeTrue();
        // A hundred shops do not hammer a server that is trying to come back: about 4 at first, then at 10 s, 20 s, 40 s … and every 5 minutes.
        world.Server.Connections.ShouldBeInRange(10, 30);

        world.Server.Always("connect", "220 fake.test ESMTP");
        await world.PassAsync(TimeSpan.FromMinutes(7));
        (await world.MessagesAsync()).ShouldBe(["40 sent - 1"]);
        (await world.CircuitAsync()).ShouldBe(Circuit.Closed);
        world.Taken().Count.ShouldBe(40);
        world.Taken().ShouldBeUnique();
    }

    [Fact]
    public async Task What_was_held_up_until_the_night_goes_out_in_the_morning_and_not_more_of_it_than_the_cap_allows()
    {
        await using var world = await DeliveryWorld.OpenAsync();
        await world.AbandonAsync(3);
        await world.Shop.SendAsync(world.Shop.Abandoned("shopper0@example.com", "another"));
        await world.Shop.RuleAsync(new SendingRules { QuietHours = new QuietHours(new TimeOnly(9, 0), new TimeOnly(20, 0)), Caps = [new FrequencyCap(1, 24)] });

        await world.SendAsync();
        (await world.MessagesAsync()).ShouldBe(["4 queued quiet_hours 0"]);
        await world.PassAsync(TimeSpan.FromHours(10));
        (await world.MessagesAsync()).ShouldBe(["1 queued frequency_cap 0", "3 sent - 1"]);
        // A day after the first the shop is in its quiet hours no more; it is dropped only after two days.
        await world.PassAsync(TimeSpan.FromHours(24));
        (await world.MessagesAsync()).ShouldBe(["4 sent - 1"]);
    }

    [Fact]
    public async Task Bad_addresses_and_refusals_of_single_messages_hold_nobody_up()
    {
        await using var world = await DeliveryWorld.OpenAsync();
        world.Server.Next("RCPT", "550 5.1.1 No such user", "550 5.1.1 No such user", "550 5.1.1 No such user", "450 4.2.1 Mailbox busy", "450 4.2.1 Mailbox busy", "554 5.7.1 No");
        await world.AbandonAsync(10);

        await world.SendAsync();

        (await world.MessagesAsync()).ShouldBe(["3 bounced bad_address 1", "1 failed refused 1", "2 queued deferred 1", "4 sent - 1"]);
        (await world.CircuitAsync()).ShouldBe(Circuit.Closed);
    }

    [Fact]
    public async Task Settings_that_do_not_work_hold_messages_back_and_others_are_tried_at_once()
    {
        await using var world = await DeliveryWorld.OpenAsync();
        world.Server.Always("connect", "554 5.7.1 Go away");
        await world.AbandonAsync(10);
        await world.SendAsync();
        (await world.CircuitAsync()).Error.ShouldNotBeNull().ShouldContain("Go away");

        await using var other = new FakeSmtpServer().Start();
        await world.SetChannelAsync(WhenInterrupted.AtMostOnce, other.Port);
        await world.PassAsync(TimeSpan.FromSeconds(20));

        (await world.MessagesAsync()).ShouldBe(["10 sent - 1"]);
        other.ReceivedCount.ShouldBe(10);
    }

    [Fact]
    public async Task A_server_that_takes_messages_without_an_answer_leaves_few_in_doubt()
    {
        await using var world = await DeliveryWorld.OpenAsync();
        world.Server.Always("end", SmtpAnswer.Drop);
        await world.AbandonAsync(60);

        await world.SendAsync();

        var messages = await world.MessagesAsync();
        messages.Where(line => line.Contains("uncertain no_answer 1")).Sum(Count).ShouldBeInRange(3, 3 + 4);
        messages.Sum(Count).ShouldBe(60);
        messages.Where(line => line.EndsWith("queued - 0", StringComparison.Ordinal)).Sum(Count).ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task A_node_that_is_stopped_in_the_middle_of_a_batch_leaves_nothing_in_doubt()
    {
        await using var world = await DeliveryWorld.OpenAsync();
        var goOn = new TaskCompletionSource();
        world.Server.Always("end", new SmtpAnswer("250 2.0.0 OK", goOn.Task));
        await world.AbandonAsync(60);

        using var stop = new CancellationTokenSource();
        using var hold = world.Enter();
        var sending = world.Outbox.SendAsync(hold, stop.Token);
        await world.Server.Reached("end");
        await stop.CancelAsync();
        goOn.SetResult();
        await sending;

        var sent = world.Server.ReceivedCount;
        sent.ShouldBeLessThan(60);
        (await world.MessagesAsync()).ShouldBe([$"{60 - sent} queued - 0", $"{sent} sent - 1"]);
        await world.SendAsync();
        (await world.MessagesAsync()).ShouldBe(["60 sent - 1"]);
        world.Taken().ShouldBeUnique();
    }

    [Fact]
    public async Task Somebody_who_bought_while_the_message_waited_is_skipped_at_the_instant_of_sending()
    {
        await using var world = await DeliveryWorld.OpenAsync();
        await world.AbandonAsync(3);
        await world.Shop.SendAsync(world.Shop.Ordered("shopper0@example.com", "o1", OrderStatus.InProgress));

        await world.SendAsync();

        (await world.MessagesAsync()).ShouldBe(["2 sent - 1", "1 skipped bought 0"]);
    }

    private static int Count(string line) => int.Parse(line.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
}
