using Beckon.Delivery;
using Beckon.Events;
using Beckon.Tests.Delivery.Email;

namespace Beckon.Tests.Delivery;

public sealed class ReconciliationTests
{
    private const string Sent = "select name from event where workspace_id = $1 and name = 'message_sent'";

    [Fact]
    public async Task An_interrupted_hand_over_is_uncertain_and_never_sent_again_unasked()
    {
        await using var world = await InterruptedAsync(WhenInterrupted.AtMostOnce);
        await world.PassAsync(TimeSpan.FromDays(1));
        (await world.MessagesAsync()).ShouldBe(["1 uncertain interrupted 1"]);
        world.Server.ReceivedCount.ShouldBe(0);
    }

    [Fact]
    public async Task Where_the_shop_wants_it_an_interrupted_hand_over_is_repeated_under_the_same_Message_ID()
    {
        await using var world = await InterruptedAsync(WhenInterrupted.AtLeastOnce);
        await world.SendAsync();
        (await world.MessagesAsync()).ShouldBe(["1 sent - 2"]);
        world.Taken().ShouldBe([$"<{await world.MessageAsync():N}@example.com>"]);
    }

    [Fact]
    public async Task A_message_without_an_answer_is_sent_again_under_the_same_Message_ID_where_the_shop_wants_it()
    {
        await using var world = await DeliveryWorld.OpenAsync(WhenInterrupted.AtLeastOnce);
        world.Server.Next("end", SmtpAnswer.Drop);
        await world.AbandonAsync(1);
        await world.PassAsync(TimeSpan.FromSeconds(20));
        (await world.MessagesAsync()).ShouldBe(["1 sent - 2"]);
    }

    [Theory]
    [InlineData(EventNames.MessageOpened, "1 sent - 1")]
    [InlineData(EventNames.MessageClicked, "1 sent - 1")]
    [InlineData(EventNames.MessageDelivered, "1 delivered - 1")]
    [InlineData(EventNames.MessageBounced, "1 bounced undelivered 1")]
    [InlineData(EventNames.ContactUnsubscribed, "1 sent - 1")]
    public async Task Feedback_proves_that_an_uncertain_message_was_sent(string feedback, string becomes)
    {
        await using var world = await InterruptedAsync(WhenInterrupted.AtMostOnce);
        await world.Shop.SendAsync(world.Shop.Feedback(feedback, await world.MessageAsync()));

        (await world.MessagesAsync()).ShouldBe([becomes]);
        (await world.Shop.RowsAsync(Sent)).ShouldBe(["message_sent"]);
        (await world.Shop.RowsAsync("select trace -> -1 ->> 'rule', trace -> -1 ->> 'seen', sent_at is not null from message where workspace_id = $1"))
            .ShouldBe([$"feedback proves that it was sent {feedback} True"]);
    }

    [Fact]
    public async Task Proof_that_comes_before_the_repetition_prevents_it()
    {
        await using var world = await InterruptedAsync(WhenInterrupted.AtLeastOnce);
        (await world.MessagesAsync()).ShouldBe(["1 queued interrupted 1"]);
        await world.Shop.SendAsync(world.Shop.Feedback(EventNames.MessageOpened, await world.MessageAsync()));
        await world.SendAsync();
        world.Server.ReceivedCount.ShouldBe(0);
        (await world.MessagesAsync()).ShouldBe(["1 sent - 1"]);
    }

    [Fact]
    public async Task Feedback_does_not_send_what_was_never_handed_over()
    {
        await using var world = await DeliveryWorld.OpenAsync();
        await world.AbandonAsync(1);
        await world.Shop.SendAsync(world.Shop.Feedback(EventNames.MessageOpened, await world.MessageAsync()));
        (await world.MessagesAsync()).ShouldBe(["1 queued - 0"]);
    }

    [Fact]
    public async Task A_person_may_let_it_be_sent_again()
    {
        await using var world = await InterruptedAsync(WhenInterrupted.AtMostOnce);
        var message = await world.MessageAsync();
        (await world.Desk.ResendAsync(world.Owner, message, CancellationToken.None)).ShouldBe(new Decided(true, "queued"));
        await world.SendAsync();

        (await world.MessagesAsync()).ShouldBe(["1 sent - 2"]);
        world.Taken().ShouldBe([$"<{message:N}@example.com>"]);
        (await world.Desk.ResendAsync(world.Owner, message, CancellationToken.None)).ShouldBe(new Decided(false, "sent"));
        (await world.Shop.RowsAsync("select action from audit_entry where workspace_id = $1 and action like 'message.%'")).ShouldBe(["message.resent"]);
    }

    [Fact]
    public async Task A_person_may_count_it_as_sent()
    {
        await using var world = await InterruptedAsync(WhenInterrupted.AtMostOnce);
        (await world.Desk.SettleAsync(world.Owner, await world.MessageAsync(), CancellationToken.None)).ShouldBe(new Decided(true, "sent"));
        await world.Shop.ProcessAsync();
        await world.SendAsync();

        world.Server.ReceivedCount.ShouldBe(0);
        (await world.MessagesAsync()).ShouldBe(["1 sent - 1"]);
        (await world.Shop.RowsAsync(Sent)).ShouldBe(["message_sent"]);
        (await world.Shop.RowsAsync("select action from audit_entry where workspace_id = $1 and action like 'message.%'")).ShouldBe(["message.settled"]);
    }

    // As a node leaves it that is killed after the claim.
    private static async Task<DeliveryWorld> InterruptedAsync(WhenInterrupted choice)
    {
        var world = await DeliveryWorld.OpenAsync(choice);
        await world.AbandonAsync(1);
        await world.Shop.RunAsync("update message set status = 'sending', handed_at = now() where workspace_id = $1", world.Shop.WorkspaceId);
        using var hold = world.Enter();
        await world.Outbox.RecoverAsync(hold, CancellationToken.None);
        return world;
    }
}
