namespace Beckon.Discounts;

/// <summary>A discount of the shop, whose codes Beckon gives away. What a code is worth, and how long, the shop's platform says.</summary>
public sealed record Discount
{
    public const int LongestName = 120;
    public const int LongestCode = 60;

    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The code that is everybody's; null: each person gets one of their own.</summary>
    public string? Code { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How many codes nobody has yet, of those for one person each.</summary>
    public long Left { get; init; }

    /// <summary>How many codes were given away, of those for one person each.</summary>
    public long Given { get; init; }

    /// <summary>A code as it is kept; null when it is none. The same letters in another case are another code: platforms differ.</summary>
    public static string? CodeOf(string? text) => text?.Trim() is { Length: > 0 and <= LongestCode } code && !code.Any(char.IsControl) ? code : null;

    public static string? NameOf(string? text) => text?.Trim() is { Length: > 0 and <= LongestName } name ? name : null;
}

/// <summary>A code that was given away.</summary>
/// <param name="Code">What it says.</param>
/// <param name="ContactId">Who has it; null: they were erased.</param>
/// <param name="ContactName">How they are called.</param>
/// <param name="RunId">The run of a flow that gave it.</param>
/// <param name="At">When.</param>
public sealed record GivenCode(string Code, Guid? ContactId, string? ContactName, Guid? RunId, DateTimeOffset At);

/// <summary>A code for somebody, or none where none are left.</summary>
/// <param name="DiscountId">Of which discount.</param>
/// <param name="ContactId">For whom.</param>
public readonly record struct CodeAsked(Guid DiscountId, Guid ContactId);
