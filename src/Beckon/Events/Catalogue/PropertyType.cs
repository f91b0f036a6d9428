namespace Beckon.Events.Catalogue;

/// <summary>A property of an event of the catalogue.</summary>
/// <param name="Name">As it is written in the event's <c>properties</c>.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Sentence">What it says.</param>
/// <param name="Example">A value as it is written in JSON.</param>
public sealed record PropertyType(string Name, PropertyKind Kind, string Sentence, string Example)
{
    /// <summary>What a number counts in, such as <c>minutes</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>What cannot be done without it; null where it may be left out.</summary>
    public string? NeededFor { get; init; }

    /// <summary>The only values a text may have; empty: any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    public PropertyType For(string use) => this with { NeededFor = use };
}

/// <summary>What the value of a property is.</summary>
public enum PropertyKind
{
    Text,

    /// <summary>Text, or a number that names something.</summary>
    Id,

    Number,

    /// <summary>A number, not negative, of the currency that <c>currency</c> names, else of the workspace's.</summary>
    Money,

    /// <summary>A number, not negative.</summary>
    Quantity,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>A moment in ISO 8601.</summary>
    Time,

    /// <summary>A day in ISO 8601, such as 2026-03-08.</summary>
    Day,

    /// <summary>A full http or https address.</summary>
    Url,

    List,

    /// <summary>A number or the text of one, as the senders of orders write amounts.</summary>
    Amount,
}
