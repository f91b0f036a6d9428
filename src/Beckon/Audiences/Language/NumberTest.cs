using System.Text.Json.Serialization;

namespace Beckon.Audiences.Language;

/// <summary>What a number must be.</summary>
/// <param name="Op">How it is compared.</param>
/// <param name="Value">With what.</param>
public sealed record NumberTest(NumberOp Op, decimal Value)
{
    /// <summary>For <c>between</c>: the greatest, which is part of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? To { get; init; }
}

/// <summary>How numbers are compared.</summary>
public enum NumberOp
{
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
    Exactly,
    Between,
}
