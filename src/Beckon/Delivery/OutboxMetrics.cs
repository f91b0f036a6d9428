using System.Diagnostics;
using System.Diagnostics.Metrics;
using Beckon.Kernel;

namespace Beckon.Delivery;

/// <summary>What is handed to providers, what they answer, and how long it takes; docs/operators/observability.md has each.</summary>
public static class OutboxMetrics
{
    private const string Name = "Beckon.Outbox";
    private const string Provider = "beckon.provider";

    // Seconds: a local mail server answers in a millisecond, a distant one may take many seconds.
    private static readonly InstrumentAdvice<double> Handovers = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    };

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);

    private static readonly Counter<long> Sent =
        Meter.CreateCounter<long>("beckon.outbox.sent", "{message}", "Messages handed to a provider, by what became of it.");

    private static readonly Counter<long> Errors =
        Meter.CreateCounter<long>("beckon.provider.errors", "{error}", "Hand-overs that failed for another reason than the recipient's address.");

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram("beckon.outbox.handover.duration", "s", "One batch, from the provider's first message to its last answer.", tags: null, Handovers);

    private static readonly Histogram<double> Latency =
        Meter.CreateHistogram("beckon.outbox.latency", "s", "From the receipt of the event that triggered a message, or the end of its wait, to its hand-over.", tags: null, Handovers);

    /// <summary>The trace of one hand-over batch; null, and free, while nobody collects traces.</summary>
    public static Activity? Begin(string provider, int messages) =>
        Source.StartActivity("hand over batch", ActivityKind.Producer)?.SetTag(Provider, provider).SetTag("beckon.messages", messages);

    /// <summary>What became of one message. How late it was counts only where it went out as soon as it could: at the first attempt.</summary>
    public static void Answered(string provider, DueMessage message, ProviderResult result)
    {
        // The circuit opened or the program stops: the provider has not heard of it.
        if (result.Outcome == ProviderOutcome.NotTried) return;
        var outcome = Words.Of(result.Outcome);
        Sent.Add(1, new KeyValuePair<string, object?>(Provider, provider), new KeyValuePair<string, object?>("beckon.outcome", outcome));
        if (result.Outcome is not (ProviderOutcome.Accepted or ProviderOutcome.BadAddress or ProviderOutcome.OptedOut))
            Errors.Add(1, new KeyValuePair<string, object?>(Provider, provider), new KeyValuePair<string, object?>("error.type", outcome));
        else if (message.Attempts == 0)
            Latency.Record((result.HandedAt - message.TriggerAt).TotalSeconds, new KeyValuePair<string, object?>(Provider, provider));
    }

    public static void HandedOver(string provider, TimeSpan took) =>
        Duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>(Provider, provider));
}
