using System.Text.Json;
using System.Text.Json.Serialization;
using Beckon.Kernel;

namespace Beckon.Predictions;

/// <summary>How far a workspace looks ahead.</summary>
public sealed record PredictionSettings
{
    public const int LeastDays = 30;
    public const int MostDays = 1_095;

    /// <summary>The settings that Beckon comes with: a year ahead, at ten per cent.</summary>
    public static PredictionSettings Usual { get; } = new();

    /// <summary>Orders and value are those of so many coming days, 30 to 1,095.</summary>
    public int HorizonDays { get; init; } = 365;

    /// <summary>How much less money is worth for each year that it comes later, in per cent, 0 to 100.</summary>
    public decimal DiscountPercent { get; init; } = 10;

    public string ToJson() => JsonSerializer.Serialize(this, PredictionJson.Default.PredictionSettings);

    public static PredictionSettings Parse(string json) => JsonSerializer.Deserialize(json, PredictionJson.Default.PredictionSettings) ?? Usual;
}

/// <summary>What settings must look like. Pure.</summary>
public static class PredictionSettingsRules
{
    public static void Check(PredictionSettings settings, Faults faults)
    {
        if (settings.HorizonDays is < PredictionSettings.LeastDays or > PredictionSettings.MostDays)
            faults.Add("horizonDays", $"Give {PredictionSettings.LeastDays} to {PredictionSettings.MostDays:#,##0} days.");
        if (settings.DiscountPercent is < 0 or > 100) faults.Add("discountPercent", "Give 0 to 100.");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PredictionSettings))]
[JsonSerializable(typeof(PredictionOutcome))]
internal sealed partial class PredictionJson : JsonSerializerContext;
