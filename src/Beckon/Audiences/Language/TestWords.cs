using System.Globalization;

namespace Beckon.Audiences.Language;

/// <summary>Says tests of times, numbers and values in plain words.</summary>
public static class TestWords
{
    public static string Time(TimeTest test) => test.Op switch
    {
        TimeOp.After => $"after {test.Date}",
        TimeOp.On => $"on {test.Date}",
        TimeOp.Before => $"before {test.Date}",
        TimeOp.Between => $"between {test.Date} and {test.To}",
        TimeOp.InLast or TimeOp.InNext when test is { Amount: 0, Unit: TimeUnit.Days or TimeUnit.Weeks or TimeUnit.Months } => "today",
        TimeOp.InLast => $"in the last {Span(test)}",
        TimeOp.InNext => $"in the next {Span(test)}",
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    };

    public static string Compare(NumberTest test) => test.Op switch
    {
        NumberOp.AtLeast => $"at least {Number(test.Value)}",
        NumberOp.AtMost => $"at most {Number(test.Value)}",
        NumberOp.MoreThan => $"more than {Number(test.Value)}",
        NumberOp.LessThan => $"less than {Number(test.Value)}",
        NumberOp.Exactly => $"exactly {Number(test.Value)}",
        NumberOp.Between => $"{Number(test.Value)} to {Number(test.To ?? test.Value)}",
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    };

    /// <summary>A named value and what it must be, as in "colour is “red”".</summary>
    public static string Value(ValueTest test, string name) => test.Op switch
    {
        ValueOp.IsSet => name,
        ValueOp.IsNotSet => $"{name} not set",
        ValueOp.Is => $"{name} “{test.Text}”",
        ValueOp.IsNot => $"{name} other than “{test.Text}”",
        ValueOp.IsOneOf => $"{name} {Texts(test.Texts ?? [])}",
        ValueOp.Contains => $"{name} containing “{test.Text}”",
        ValueOp.StartsWith => $"{name} beginning with “{test.Text}”",
        ValueOp.EndsWith => $"{name} ending with “{test.Text}”",
        ValueOp.IsTrue => $"{name} set to yes",
        ValueOp.IsFalse => $"{name} set to no",
        ValueOp.Number => $"{name} {(test.Number is { } number ? Compare(number) : "")}",
        ValueOp.Time => $"{name} {(test.Time is { } time ? Time(time) : "")}{(test.Time?.Anniversary == true ? " of any year" : "")}",
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    };

    public static string Number(decimal number) => number.ToString("#,##0.##########", CultureInfo.InvariantCulture);

    private static string Texts(IReadOnlyList<string> texts)
    {
        const int shown = 5;
        var said = string.Join(", ", texts.Take(shown).Select(text => $"“{text}”"));
        return texts.Count > shown ? $"{said} or one of {Number(texts.Count - shown)} more" : said;
    }

    private static string Span(TimeTest test)
    {
        var unit = test.Unit switch
        {
            TimeUnit.Minutes => "minute",
            TimeUnit.Hours => "hour",
            TimeUnit.Weeks => "week",
            TimeUnit.Months => "month",
            _ => "day",
        };
        return test.Amount == 1 ? unit : $"{Number(test.Amount ?? 0)} {unit}s";
    }
}
