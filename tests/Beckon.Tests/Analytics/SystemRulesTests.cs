using Beckon.Analytics.Operation;

namespace Beckon.Tests.Analytics;

public sealed class SystemRulesTests
{
    [Theory]
    [InlineData(null, SystemTone.Good, "Processing keeps up.")]
    [InlineData(4, SystemTone.Good, "Processing keeps up.")]
    [InlineData(40, SystemTone.Warn, "Processing is 40 s behind.")]
    [InlineData(240, SystemTone.Bad, "Processing is 4 min behind.")]
    [InlineData(200_000, SystemTone.Bad, "Processing is 2 days behind.")]
    public void Processing_is_behind_by_the_age_of_what_waits_longest(int? seconds, SystemTone tone, string sentence)
    {
        var state = SystemRules.Processing(new QueueFacts { Events = 9, OldestEvent = Age(seconds) });

        (state.Tone, state.Sentence).ShouldBe((tone, sentence));
        (state.Advice is null).ShouldBe(tone == SystemTone.Good, "what is wrong comes with what to do");
    }

    // A thousand events that wait for a moment are a busy second; one that waits for an hour is a fault.
    [Fact]
    public void How_many_wait_does_not_matter_by_itself() =>
        SystemRules.Processing(new QueueFacts { Events = 100_000, OldestEvent = TimeSpan.FromSeconds(1) }).Tone.ShouldBe(SystemTone.Good);

    [Theory]
    [InlineData(1, "Processing keeps up, but 1 event could not be processed.")]
    [InlineData(1200, "Processing keeps up, but 1,200 events could not be processed.")]
    public void Events_set_aside_are_worth_a_look(int letters, string sentence)
    {
        var state = SystemRules.Processing(new QueueFacts { DeadLetters = letters });
        (state.Tone, state.Sentence).ShouldBe((SystemTone.Warn, sentence));
    }

    [Theory]
    [InlineData(null, 0, SystemTone.Good, "Sending keeps up.")]
    [InlineData(null, 2, SystemTone.Warn, "Sending keeps up, with 2 provider errors in the last hour.")]
    [InlineData(45, 2, SystemTone.Warn, "Sending is 45 s behind.")]
    [InlineData(7200, 0, SystemTone.Bad, "Sending is 2 h behind.")]
    public void Sending_is_behind_by_how_long_the_first_message_has_been_due(int? seconds, int errors, SystemTone tone, string sentence)
    {
        var state = SystemRules.Sending(new QueueFacts { OldestMessage = Age(seconds) }, errors);
        (state.Tone, state.Sentence).ShouldBe((tone, sentence));
    }

    [Theory]
    [InlineData(null, SystemTone.Good, "Timers are punctual.")]
    [InlineData(2, SystemTone.Good, "Timers are punctual.")]
    [InlineData(30, SystemTone.Warn, "Timers are 30 s behind.")]
    [InlineData(600, SystemTone.Bad, "Timers are 10 min behind.")]
    public void Timers_are_behind_by_how_long_the_first_run_has_been_due(int? seconds, SystemTone tone, string sentence)
    {
        var state = SystemRules.Timers(new QueueFacts { Runs = 1, OldestRun = Age(seconds) });
        (state.Tone, state.Sentence).ShouldBe((tone, sentence));
    }

    [Theory]
    [InlineData(20, SystemTone.Good, "The database answers.")]
    [InlineData(95, SystemTone.Warn, "The database has 5 connections left.")]
    [InlineData(100, SystemTone.Warn, "The database has 0 connections left.")]
    public void A_database_with_few_connections_left_is_worth_a_look(int taken, SystemTone tone, string sentence)
    {
        var state = SystemRules.Database(new DatabaseFacts("18", 1, taken, 100));
        (state.Tone, state.Sentence).ShouldBe((tone, sentence));
    }

    [Fact]
    public void All_in_all_it_is_as_grave_as_the_gravest()
    {
        var (good, warn, bad) = (new SystemState(SystemTone.Good, "fine", null), new SystemState(SystemTone.Warn, "look", "so"), new SystemState(SystemTone.Bad, "act", "so"));

        SystemRules.Overall(good, bad, warn).ShouldBe(bad);
        SystemRules.Overall(good, warn, good).ShouldBe(warn);
        SystemRules.Overall(good, good).Sentence.ShouldBe("Everything keeps up.");
    }

    private static TimeSpan? Age(int? seconds) => seconds is { } some ? TimeSpan.FromSeconds(some) : null;
}
