using System.Text.Json.Serialization;

namespace Beckon.Audiences.Language;

/// <summary>What a value must be. Of texts the letters A to Z are alike in capitals and small.</summary>
/// <param name="Op">How it is compared.</param>
public sealed record ValueTest(ValueOp Op)
{
    /// <summary>For <c>is</c>, <c>is_not</c>, <c>contains</c>, <c>starts_with</c>, <c>ends_with</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    /// <summary>For <c>is_one_of</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Texts { get; init; }

    /// <summary>For <c>number</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NumberTest? Number { get; init; }

    /// <summary>For <c>time</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeTest? Time { get; init; }
}

/// <summary>How values are compared. Whatever is not set fits none of them but <c>is_not_set</c> and <c>is_not</c>.</summary>
public enum ValueOp
{
    IsSet,
    IsNotSet,
    Is,
    IsNot,
    IsOneOf,
    Contains,
    StartsWith,
    EndsWith,
    IsTrue,
    IsFalse,

    /// <summary>A number, or a text that is one, that passes the number test.</summary>
    Number,

    /// <summary>A time that passes the time test.</summary>
    Time,
}
