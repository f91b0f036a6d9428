using System.Globalization;
using HandlebarsDotNet;

namespace Beckon.Templates.Rendering;

/// <summary>What templates can do besides showing values. Each name here is also in <see cref="TemplateScan"/>, which checks their use.</summary>
internal static class TemplateHelpers
{
    private const int LongestFormat = 60;

    public static void Register(IHandlebars language)
    {
        language.RegisterHelper("money", (in HelperOptions _, in Context _, in Arguments args) => Money(args));
        language.RegisterHelper("date", (in HelperOptions _, in Context _, in Arguments args) => Date(args));
        language.RegisterHelper("default", (in HelperOptions _, in Context _, in Arguments args) => IsEmpty(At(args, 0)) ? At(args, 1) ?? "" : At(args, 0)!);
        language.RegisterHelper("upper", (in HelperOptions _, in Context _, in Arguments args) => Text(At(args, 0)).ToUpper(RenderState.Current.Culture));
        language.RegisterHelper("lower", (in HelperOptions _, in Context _, in Arguments args) => Text(At(args, 0)).ToLower(RenderState.Current.Culture));
        language.RegisterHelper("eq", (in HelperOptions _, in Context _, in Arguments args) => Compare(args) == 0);
        language.RegisterHelper("ne", (in HelperOptions _, in Context _, in Arguments args) => Compare(args) != 0);
        language.RegisterHelper("gt", (in HelperOptions _, in Context _, in Arguments args) => Compare(args) > 0);
        language.RegisterHelper("gte", (in HelperOptions _, in Context _, in Arguments args) => Compare(args) >= 0);
        language.RegisterHelper("lt", (in HelperOptions _, in Context _, in Arguments args) => Compare(args) < 0);
        language.RegisterHelper("lte", (in HelperOptions _, in Context _, in Arguments args) => Compare(args) <= 0);
        language.RegisterHelper("and", (in HelperOptions _, in Context _, in Arguments args) => !IsEmpty(At(args, 0)) && !IsEmpty(At(args, 1)));
        language.RegisterHelper("or", (in HelperOptions _, in Context _, in Arguments args) => !IsEmpty(At(args, 0)) || !IsEmpty(At(args, 1)));
        language.RegisterHelper("not", (in HelperOptions _, in Context _, in Arguments args) => IsEmpty(At(args, 0)));
        language.RegisterHelper(ProductFeed.Helper, (EncodedTextWriter output, BlockHelperOptions options, Context _, Arguments args) =>
            ProductFeed.Write(output, options, args));
    }

    /// <summary>An argument; null when it is missing or has no value.</summary>
    public static object? At(in Arguments args, int index) =>
        index < args.Length && args[index] is not (UndefinedBindingResult or IReadOnlyDictionary<string, object?>) ? args[index] : null;

    public static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        DateTimeOffset time => Local(time).ToString("d", RenderState.Current.Culture),
        decimal number => number.ToString("0.####", RenderState.Current.Culture),
        double number => number.ToString("0.####", RenderState.Current.Culture),
        bool yes => yes ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, RenderState.Current.Culture),
        _ => "",
    };

    public static bool TryNumber(object? value, out decimal number)
    {
        (var known, number) = value switch
        {
            decimal exact => (true, exact),
            int whole => (true, whole),
            long whole => (true, whole),
            double real when Math.Abs(real) < 1e15 => (true, (decimal)real),
            string text when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var read) => (true, read),
            _ => (false, 0m),
        };
        return known;
    }

    private static string Money(in Arguments args)
    {
        NoteIfMissing(args);
        if (At(args, 0) is not { } value) return "";
        if (!TryNumber(value, out var amount))
        {
            RenderState.Current.Report($"money needs a number, not \"{Shorten(Text(value))}\".");
            return "";
        }
        var state = RenderState.Current;
        var currency = At(args, 1) as string ?? CurrencyOfCart(state) ?? state.Context.Shop.Currency;
        return state.Money.In(currency).Write(amount);
    }

    private static string Date(in Arguments args)
    {
        NoteIfMissing(args);
        if (At(args, 0) is not { } value) return "";
        var state = RenderState.Current;
        if (ReadTime(value) is not { } time)
        {
            state.Report($"date needs a time, not \"{Shorten(Text(value))}\".");
            return "";
        }
        var format = At(args, 1) as string ?? "D";
        try
        {
            if (format.Length is > 0 and <= LongestFormat) return Local(time).ToString(format, state.Culture);
        }
        catch (FormatException)
        {
            // Said below, like a format that is too long.
        }
        state.Report($"\"{Shorten(format)}\" is no date format. \"d MMMM yyyy\" is one.");
        return "";
    }

    private static DateTimeOffset? ReadTime(object value) => value switch
    {
        DateTimeOffset time => time,
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read) => read,
        _ => null,
    };

    private static DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, RenderState.Current.Zone);

    private static string? CurrencyOfCart(RenderState state) => state.Context.Cart?.Currency;

    private static void NoteIfMissing(in Arguments args)
    {
        if (args.Length > 0 && args[0] is UndefinedBindingResult missing) RenderState.Current.NoteMissing(missing.Value);
    }

    private static bool IsEmpty(object? value) => value is TemplateObject[] { Length: 0 } || HandlebarsUtils.IsFalsy(value, includeZero: false);

    // Numbers as numbers, everything else as text: "10" is more than 9 and "b" comes after "a".
    private static int Compare(in Arguments args)
    {
        var (left, right) = (At(args, 0), At(args, 1));
        return TryNumber(left, out var a) && TryNumber(right, out var b) ? a.CompareTo(b) : string.CompareOrdinal(Text(left), Text(right));
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
