using System.Text.Json;
using System.Text.Json.Serialization;
using Beckon.Kernel;

namespace Beckon.Rfm;

/// <summary>How a workspace scores its customers.</summary>
public sealed record RfmSettings
{
    /// <summary>The settings that Beckon comes with: quintiles over all orders, and the ten segments that the R package rfm publishes.</summary>
    public static RfmSettings Usual { get; } = new();

    /// <summary>Where one score ends and the next begins.</summary>
    public RfmMethod Method { get; init; } = RfmMethod.Quantiles;

    /// <summary>Only orders of so many last days count; null: all.</summary>
    public int? WindowDays { get; init; }

    /// <summary>For thresholds: the four values at which the next score begins. Of recency in days, from which on a customer has one score less.</summary>
    public RfmCuts? Thresholds { get; init; }

    /// <summary>The segments: the first that fits is a customer's.</summary>
    public IReadOnlyList<RfmSegment> Segments { get; init; } = RfmSegment.Usual;

    public string ToJson() => JsonSerializer.Serialize(this, RfmJson.Default.RfmSettings);

    public static RfmSettings Parse(string json) => JsonSerializer.Deserialize(json, RfmJson.Default.RfmSettings) ?? Usual;
}

/// <summary>Where one score ends and the next begins.</summary>
public enum RfmMethod
{
    /// <summary>A fifth of the customers in each score, as far as equal values allow: they always have the same score.</summary>
    Quantiles,

    /// <summary>At values that the workspace has set.</summary>
    Thresholds,
}

/// <summary>The values at which the next score begins: four of each, ascending.</summary>
/// <param name="RecencyDays">Days since the last order: from each on, one score less.</param>
/// <param name="Frequency">Delivered orders.</param>
/// <param name="Monetary">What they came to, in the workspace's currency.</param>
public sealed record RfmCuts(IReadOnlyList<decimal> RecencyDays, IReadOnlyList<decimal> Frequency, IReadOnlyList<decimal> Monetary)
{
    /// <summary>Quantiles of nobody.</summary>
    internal static RfmCuts None { get; } = new([], [], []);
}

/// <summary>A named part of the customers.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Recency">From which score to which.</param>
/// <param name="Frequency">From which score to which.</param>
/// <param name="Monetary">From which score to which.</param>
public sealed record RfmSegment(string Name, ScoreSpan Recency, ScoreSpan Frequency, ScoreSpan Monetary)
{
    /// <summary>Of those whom no segment fits.</summary>
    public const string Others = "Others";

    public static IReadOnlyList<RfmSegment> Usual { get; } =
    [
        new("Champions", new(5, 5), new(5, 5), new(5, 5)),
        new("Potential Loyalist", new(3, 5), new(3, 5), new(2, 5)),
        new("Loyal Customers", new(2, 4), new(2, 4), new(2, 4)),
        new("Promising", new(3, 4), new(1, 3), new(3, 5)),
        new("New Customers", new(4, 5), new(1, 3), new(1, 5)),
        new("Can't Lose Them", new(1, 2), new(3, 4), new(4, 5)),
        new("At Risk", new(1, 2), new(2, 5), new(4, 5)),
        new("Need Attention", new(1, 3), new(3, 5), new(3, 5)),
        new("About To Sleep", new(2, 3), new(1, 3), new(1, 4)),
        new("Lost", new(1, 1), new(1, 5), new(1, 5)),
    ];

    public bool Fits(int recency, int frequency, int monetary) => Recency.Has(recency) && Frequency.Has(frequency) && Monetary.Has(monetary);
}

/// <summary>From which score to which, both among them.</summary>
/// <param name="From">1 to 5.</param>
/// <param name="To">1 to 5, not before the first.</param>
public sealed record ScoreSpan(int From, int To)
{
    public bool Has(int score) => score >= From && score <= To;
}

/// <summary>Source-generated JSON of the settings.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RfmSettings))]
[JsonSerializable(typeof(RfmCuts))]
public sealed partial class RfmJson : JsonSerializerContext;

/// <summary>What settings must look like.</summary>
public static class RfmSettingsRules
{
    private const int FewestDays = 7;
    private const int MostDays = 3_650;
    private const int MostSegments = 20;
    private const int LongestName = 60;

    public static void Check(RfmSettings settings, Faults faults)
    {
        if (settings.WindowDays is < FewestDays or > MostDays) faults.Add("windowDays", $"Give {FewestDays} to {MostDays} days, or leave it out for all orders.");
        if (settings.Method == RfmMethod.Thresholds && settings.Thresholds is null) faults.Add("thresholds", "Give four values each of recencyDays, frequency and monetary.");
        if (settings.Thresholds is { } cuts)
        {
            CheckCuts("thresholds.recencyDays", cuts.RecencyDays, faults);
            CheckCuts("thresholds.frequency", cuts.Frequency, faults);
            CheckCuts("thresholds.monetary", cuts.Monetary, faults);
        }
        CheckSegments(settings.Segments, faults);
    }

    private static void CheckCuts(string path, IReadOnlyList<decimal>? cuts, Faults faults)
    {
        var good = cuts is { Count: RfmRules.Scores - 1 } && cuts[0] >= 0 && cuts.Zip(cuts.Skip(1)).All(pair => pair.First < pair.Second);
        if (!good) faults.Add(path, "Give four numbers, each greater than the one before, none less than nothing.");
    }

    private static void CheckSegments(IReadOnlyList<RfmSegment>? segments, Faults faults)
    {
        if (segments is not { Count: > 0 and <= MostSegments })
        {
            faults.Add("segments", $"Give 1 to {MostSegments} segments.");
            return;
        }
        for (var i = 0; i < segments.Count; i++)
        {
            var segment = segments[i];
            if (string.IsNullOrWhiteSpace(segment.Name) || segment.Name.Length > LongestName || segment.Name.Any(char.IsControl))
                faults.Add($"segments[{i}].name", $"A name has 1 to {LongestName} characters.");
            else if (segments.Take(i).Any(other => string.Equals(other.Name, segment.Name, StringComparison.OrdinalIgnoreCase)))
                faults.Add($"segments[{i}].name", "Another segment has this name.");
            foreach (var (name, span) in new[] { ("recency", segment.Recency), ("frequency", segment.Frequency), ("monetary", segment.Monetary) })
            {
                if (span is null || span.From < 1 || span.To > RfmRules.Scores || span.From > span.To) faults.Add($"segments[{i}].{name}", "Give scores from 1 to 5.");
            }
        }
    }
}
