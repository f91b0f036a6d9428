namespace Beckon.Contacts;

/// <summary>
/// What a person may mean by the text they search contacts with: the beginning of an e-mail address, a customer id, a phone number (with or without
/// the country code) or its end, a first or a last name, or a whole "first last".
/// </summary>
public sealed record ContactSearch
{
    private const int FewestDigits = 3;

    /// <summary>How identifiers may begin, each as it is stored.</summary>
    public required IReadOnlyList<string> Identifiers { get; init; }

    /// <summary>How a first or a last name may begin, in lower case.</summary>
    public required string Name { get; init; }

    /// <summary>The first name of a whole name, in lower case; null when the text is one word.</summary>
    public string? First { get; init; }

    /// <summary>How the last name of a whole name begins, in lower case.</summary>
    public string? Last { get; init; }

    /// <summary>How a phone number ends, read backwards; null when the text is no part of a number.</summary>
    public string? PhoneEnd { get; init; }

    public static ContactSearch? Parse(string? text, string callingCode)
    {
        var words = text?.Trim() ?? "";
        if (words.Length == 0) return null;
        var lower = words.ToLowerInvariant();
        var space = lower.LastIndexOf(' ');
        return new ContactSearch
        {
            // An e-mail address is stored in lower case, a customer id as the platform writes it.
            Identifiers = [.. new[] { lower, words }.Concat(Phones(words, callingCode)).Distinct(StringComparer.Ordinal)],
            Name = lower,
            First = space > 0 ? lower[..space].TrimEnd() : null,
            Last = space > 0 ? lower[(space + 1)..] : null,
            PhoneEnd = End(words),
        };
    }

    private static bool MayBePhone(string text) => text.All(c => char.IsAsciiDigit(c) || c is '+' or ' ' or '-' or '(' or ')' or '.' or '/');

    private static string? End(string text)
    {
        if (text.StartsWith('+') || !MayBePhone(text)) return null;
        var backwards = new string([.. text.Where(char.IsAsciiDigit).Reverse()]);
        return backwards.Length < FewestDigits ? null : backwards;
    }

    private static IEnumerable<string> Phones(string text, string callingCode)
    {
        if (!MayBePhone(text)) yield break;
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        if (digits.Length < FewestDigits) yield break;
        if (digits.StartsWith("00", StringComparison.Ordinal))
        {
            yield return "+" + digits[2..];
            yield break;
        }
        yield return "+" + digits;
        if (!text.StartsWith('+')) yield return "+" + callingCode + digits.TrimStart('0');
    }
}
