using System.Text.Json.Serialization;

namespace Beckon.Integrations.Segment;

/// <summary>What the browser library asks for when it starts: that all messages go to one place, this one, and that nothing is measured about itself.</summary>
public sealed record SegmentSettings
{
    public required Dictionary<string, SegmentDestination> Integrations { get; init; }

    public SegmentPlan Plan { get; } = new();

    public SegmentMetrics Metrics { get; } = new();

    public bool AnalyticsNextEnabled { get; } = true;

    public IReadOnlyList<string> RemotePlugins { get; } = [];

    public static SegmentSettings Of(string writeKey, string host, string protocol) => new()
    {
        Integrations = new() { ["Segment.io"] = new SegmentDestination(writeKey, host, protocol) },
    };
}

/// <param name="ApiKey">The write key again.</param>
/// <param name="ApiHost">Where to, without the protocol.</param>
/// <param name="Protocol">http or https.</param>
public sealed record SegmentDestination(string ApiKey, string ApiHost, string Protocol)
{
    public bool AddBundledMetadata { get; }

    public IReadOnlyList<string> UnbundledIntegrations { get; } = [];
}

/// <summary>No event is held back.</summary>
public sealed record SegmentPlan
{
    public Dictionary<string, SegmentRule> Track { get; } = new() { [Everything] = new SegmentRule() };

    public Dictionary<string, SegmentRule> Identify { get; } = new() { [Everything] = new SegmentRule() };

    public Dictionary<string, SegmentRule> Group { get; } = new() { [Everything] = new SegmentRule() };

    private const string Everything = "__default";
}

/// <summary>Whether messages are sent.</summary>
public sealed record SegmentRule
{
    public bool Enabled { get; } = true;

    public Dictionary<string, bool> Integrations { get; } = [];
}

/// <summary>How much the library tells about itself.</summary>
public sealed record SegmentMetrics
{
    [JsonPropertyName("sampleRate")]
    public int SampleRate { get; }
}
