using System.Text.Json.Serialization;

namespace Beckon.Events.Catalogue;

/// <summary>Something about an event that does not fit the catalogue. The event was taken all the same.</summary>
/// <param name="Kind">What does not fit.</param>
/// <param name="Property">Of which property; null where it is about the event as a whole.</param>
/// <param name="Found">A property that is there and has nearly the name of the missing one.</param>
public sealed record EventWarning(
    WarningKind Kind, string? Property = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Found = null)
{
    /// <summary>What is wrong and what to do.</summary>
    [JsonIgnore]
    public string Sentence => Kind switch
    {
        WarningKind.Missing when Found is not null => $"{Property} is missing, and there is {Found}: write it {Property}.",
        WarningKind.Missing => $"{Property} is missing: send it.",
        WarningKind.NotText => $"{Property} is not text.",
        WarningKind.NotId => $"{Property} is neither text nor a number.",
        WarningKind.NotNumber => $"{Property} is not a number: send one without quotes, such as 19.90.",
        WarningKind.Negative => $"{Property} is less than nothing.",
        WarningKind.NotFlag => $"{Property} is neither true nor false.",
        WarningKind.NotTime => $"{Property} is not a time in ISO 8601, such as 2026-03-08T09:30:00+02:00.",
        WarningKind.NotDay => $"{Property} is not a day in ISO 8601, such as 2026-03-08.",
        WarningKind.NotUrl => $"{Property} is not a full http or https address.",
        WarningKind.NotList => $"{Property} is not a list.",
        WarningKind.UnknownValue => $"{Property} has a value that the catalogue does not know.",
        WarningKind.NoCart => "It says nothing of a cart: send cart.",
        WarningKind.NoOrder => "It says nothing of an order, so it counts for no revenue: send order.",
        WarningKind.NoStatus => "It has no status: send status.",
        WarningKind.UnknownStatus => "Its status is none that the catalogue knows.",
    };
}

/// <summary>What may not fit.</summary>
public enum WarningKind
{
    Missing,
    NotText,
    NotId,
    NotNumber,
    Negative,
    NotFlag,
    NotTime,
    NotDay,
    NotUrl,
    NotList,
    UnknownValue,
    NoCart,
    NoOrder,
    NoStatus,
    UnknownStatus,
}
