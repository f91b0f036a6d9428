using Beckon.Delivery;

namespace Beckon.Tests.Delivery;

public sealed class CircuitRulesTests
{
    private const int Asked = 500;

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_server_that_fails_for_three_in_a_row_is_left_alone_for_ten_seconds()
    {
        var two = After(Circuit.Closed, Now, ProviderOutcome.Unreachable, ProviderOutcome.Unreachable);
        CircuitRules.MostNow(two, Now, Asked).ShouldBe(Asked);

        var three = After(two, Now, ProviderOutcome.Misconfigured);
        three.NextTryAt.ShouldBe(Now.AddSeconds(10));
        CircuitRules.MostNow(three, Now, Asked).ShouldBe(0);
        CircuitRules.MostNow(three, Now.AddSeconds(10), Asked).ShouldBe(1);
    }

    [Theory]
    [InlineData(ProviderOutcome.Accepted)]
    [InlineData(ProviderOutcome.BadAddress)]
    [InlineData(ProviderOutcome.Refused)]
    [InlineData(ProviderOutcome.Deferred)]
    public void What_a_server_says_about_a_message_proves_that_it_works(ProviderOutcome answer)
    {
        After(Circuit.Closed, Now, [.. Enumerable.Repeat(answer, 50)]).ShouldBe(Circuit.Closed);
        After(Circuit.Closed, Now, ProviderOutcome.Unreachable, ProviderOutcome.Unreachable, answer, ProviderOutcome.Unreachable).IsOpen.ShouldBeFalse();
        After(Opened(), Now.AddSeconds(10), answer).ShouldBe(Circuit.Closed);
    }

    [Fact]
    public void A_server_that_never_answers_is_left_alone_before_it_leaves_all_in_doubt() =>
        After(Circuit.Closed, Now, ProviderOutcome.Uncertain, ProviderOutcome.Uncertain, ProviderOutcome.Uncertain).IsOpen.ShouldBeTrue();

    [Fact]
    public void Each_failed_try_doubles_the_wait_up_to_five_minutes()
    {
        var (circuit, now) = (Opened(), Now);
        var waits = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            waits.Add((circuit.NextTryAt!.Value - now).TotalSeconds);
            now = circuit.NextTryAt.Value;
            circuit = After(circuit, now, ProviderOutcome.Unreachable);
        }
        waits.ShouldBe([10, 20, 40, 80, 160, 300, 300]);
        circuit.Since.ShouldBe(Now);
    }

    [Fact]
    public void Stragglers_of_the_batch_that_opened_it_do_not_prolong_the_wait()
    {
        var opened = Opened();
        After(opened, Now.AddSeconds(1), ProviderOutcome.Unreachable, ProviderOutcome.Unreachable).NextTryAt.ShouldBe(opened.NextTryAt);
    }

    [Fact]
    public void What_was_not_tried_tells_nothing() => After(Opened(), Now.AddSeconds(10), ProviderOutcome.NotTried).ShouldBe(Opened());

    [Fact]
    public void The_jitter_spreads_the_next_try_by_half()
    {
        CircuitRules.Wait(0, 0).ShouldBe(TimeSpan.FromSeconds(7.5));
        CircuitRules.Wait(0, 1).ShouldBe(TimeSpan.FromSeconds(12.5));
        CircuitRules.Wait(1_000, 0.5).ShouldBe(TimeSpan.FromMinutes(5));
    }

    private static Circuit Opened() => After(Circuit.Closed, Now, ProviderOutcome.Unreachable, ProviderOutcome.Unreachable, ProviderOutcome.Unreachable);

    private static Circuit After(Circuit before, DateTimeOffset now, params ProviderOutcome[] outcomes) =>
        CircuitRules.After(before, outcomes.Select(outcome => new ProviderResult(Guid.Empty, outcome, "The server is not there.", now)), now, 0.5);
}
