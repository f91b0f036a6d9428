namespace Beckon.Analytics;

/// <summary>What the home screen shows beside the numbers.</summary>
public sealed record HomeOptions
{
    /// <summary>Where the demonstration's shop is; null without one.</summary>
    public string? DemoShop { get; init; }
}
