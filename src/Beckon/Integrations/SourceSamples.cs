using Beckon.Events.Payloads;

namespace Beckon.Integrations;

/// <summary>What a source sent lately.</summary>
/// <param name="Items">The latest first; at most five.</param>
/// <param name="AreKept">Whether requests are kept at all: <c>BECKON_KEEP_RAW_DAYS</c>.</param>
public sealed record SourceSamples(IReadOnlyList<SourceSample> Items, bool AreKept);

/// <summary>A request as it was received.</summary>
/// <param name="Door">Which of the source's doors it came through.</param>
/// <param name="Request">What was received.</param>
public sealed record SourceSample(string Door, ReceivedPayload Request)
{
    public static SourceSample Of(RawPayload payload) => new(payload.Door, ReceivedPayload.Of(payload));
}
