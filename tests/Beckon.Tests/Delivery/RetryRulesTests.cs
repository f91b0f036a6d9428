using Beckon.Delivery;

namespace Beckon.Tests.Delivery;

public sealed class RetryRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 20)]
    [InlineData(5, 320)]
    [InlineData(60, 3_600)]
    public void A_message_that_is_put_off_waits_twice_as_long_each_time(int attempts, int seconds)
    {
        var outcome = Apply(Message(attempts), ProviderOutcome.Deferred);
        (outcome.Status, outcome.Reason, outcome.DueAt, outcome.IsAttempt).ShouldBe(("queued", "deferred", Now.AddSeconds(seconds), true));
    }

    [Fact]
    public void The_day_of_trying_counts_from_when_the_server_first_put_the_message_off()
    {
        Apply(Message(0), ProviderOutcome.Deferred).DeferredSince.ShouldBe(Now);
        Apply(Message(30) with { DeferredSince = Now.AddHours(-24) }, ProviderOutcome.Deferred).Status.ShouldBe("queued");
        Apply(Message(30) with { DeferredSince = Now.AddHours(-24).AddSeconds(-1) }, ProviderOutcome.Deferred).Status.ShouldBe("failed");
    }

    [Theory]
    [InlineData(ProviderOutcome.Unreachable, "unreachable")]
    [InlineData(ProviderOutcome.Misconfigured, "misconfigured")]
    public void A_server_in_trouble_costs_a_message_neither_an_attempt_nor_its_day(ProviderOutcome trouble, string reason)
    {
        var message = Message(30) with { DeferredSince = Now.AddDays(-3) };
        var outcome = Apply(message, trouble);
        (outcome.Status, outcome.Reason, outcome.IsAttempt, outcome.DeferredSince).ShouldBe(("queued", reason, false, null));
        outcome.HandedAt.ShouldBeNull();
        outcome.DueAt.ShouldBe(Now.AddSeconds(10));
    }

    [Fact]
    public void Without_an_answer_a_message_is_uncertain_and_not_sent_again() =>
        Apply(Message(0), ProviderOutcome.Uncertain).ShouldBeSettled("uncertain", "no_answer");

    [Fact]
    public void Where_the_shop_wants_it_a_message_without_an_answer_is_sent_again_but_not_for_ever()
    {
        Apply(Message(0), ProviderOutcome.Uncertain, WhenInterrupted.AtLeastOnce).Status.ShouldBe("queued");
        Apply(Message(1), ProviderOutcome.Uncertain, WhenInterrupted.AtLeastOnce).Status.ShouldBe("queued");
        Apply(Message(2), ProviderOutcome.Uncertain, WhenInterrupted.AtLeastOnce).ShouldBeSettled("uncertain", "no_answer");
    }

    [Fact]
    public void A_message_whose_turn_did_not_come_waits_as_if_nothing_had_been()
    {
        var outcome = Apply(Message(1), ProviderOutcome.NotTried);
        (outcome.Status, outcome.Reason, outcome.DueAt, outcome.IsAttempt).ShouldBe(("queued", null, null, false));
    }

    private static DueMessage Message(int attempts) => new()
    {
        Id = Guid.CreateVersion7(),
        ContentId = Guid.CreateVersion7(),
        Recipient = new Recipient { ContactId = Guid.CreateVersion7(), Email = new("ada@example.com") },
        ExitRule = ExitRule.None,
        Bought = false,
        Attempts = attempts,
        TriggerAt = Now,
    };

    private static MessageOutcome Apply(DueMessage message, ProviderOutcome outcome, WhenInterrupted choice = WhenInterrupted.AtMostOnce) =>
        RetryRules.Apply(new HandOver(message, "Come back", "smtp", choice), new ProviderResult(message.Id, outcome, "450 later", Now), jitter: 0.5);
}

/// <summary>What a settled outcome looks like.</summary>
internal static class SettledOutcome
{
    public static void ShouldBeSettled(this MessageOutcome outcome, string status, string reason) =>
        (outcome.Status, outcome.Reason, outcome.DueAt).ShouldBe((status, reason, null));
}
