using Beckon.Analytics.Operation;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Integrations.Doors;

namespace Beckon.Tests.Analytics;

[Collection(nameof(NodeCountersTests))]
public sealed class NodeCountersTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    // The instruments are the process's, hence alone.
    [Fact]
    public void They_count_what_the_exported_instruments_count_and_as_sent_only_what_was_accepted()
    {
        using var counters = new NodeCounters();
        var before = counters.Read();

        InboxMetrics.Stored(7);
        OutboxMetrics.Answered("counters", Message(), Result(ProviderOutcome.Accepted));
        OutboxMetrics.Answered("counters", Message(), Result(ProviderOutcome.Deferred));
        OutboxMetrics.Answered("counters", Message(), Result(ProviderOutcome.BadAddress));
        OutboxMetrics.Answered("counters", Message(), Result(ProviderOutcome.NotTried));

        var after = counters.Read();
        (after.Received - before.Received).ShouldBe(7);
        (after.Sent - before.Sent).ShouldBe(1);
        (after.ProviderErrors - before.ProviderErrors).ShouldBe(1, "an address that does not exist is not the provider's error");
    }

    [Fact]
    public void Recording_allocates_nothing_on_the_way_of_an_event()
    {
        using var counters = new NodeCounters();
        Record(100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Record(10_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000, "less than a byte for each");
    }

    private static void Record(int times)
    {
        for (var n = 0; n < times; n++)
        {
            IngestMetrics.Stored("cart_api", 1, TimeSpan.FromMilliseconds(2), null);
            InboxMetrics.Stored(1);
        }
    }

    private static DueMessage Message() => new()
    {
        Id = Guid.Empty,
        ContentId = Guid.Empty,
        Recipient = new Recipient { ContactId = Guid.Empty, Email = new("a@example.com", "subscribed") },
        ExitRule = ExitRule.None,
        Bought = false,
        Attempts = 0,
        TriggerAt = Now,
    };

    private static ProviderResult Result(ProviderOutcome outcome) => new(Guid.Empty, outcome, "", Now);
}

/// <summary>Runs by itself, when no other test moves the process's instruments.</summary>
[CollectionDefinition(nameof(NodeCountersTests), DisableParallelization = true)]
public sealed class NodeCountersAlone;
