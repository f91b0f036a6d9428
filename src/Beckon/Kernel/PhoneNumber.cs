using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Beckon.Kernel;

/// <summary>Phone numbers as identifiers: E.164, national numbers completed with the workspace's country calling code.</summary>
public static partial class PhoneNumber
{
    private const int LongestText = 60;
    private const int LongestNational = 10;

    /// <summary>
    /// The E.164 form, or null when the text cannot be a number. It is international when it begins with <c>+</c> or with what is dialled for abroad
    /// (00, 011 in North America, 810 in Russia), or when it is no number of the workspace's own country and has more than ten digits
    /// ("380942583691"); else it is completed with <paramref name="callingCode"/>, without the 0 or 8 that is dialled within the country. An
    /// extension is left out. Letters make it no number.
    /// </summary>
    public static string? Normalize(string? text, string callingCode)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText) return null;
        var written = Extension().Replace(text.Trim(), "");
        if (written.StartsWith("tel:", StringComparison.OrdinalIgnoreCase)) written = written[4..];
        if (Digits(written) is not { Length: > 0 } digits) return null;
        if (IsPlus(written)) return International(digits);

        var home = PhonePlan.Of(callingCode);
        foreach (var exit in home.Exits.Append("00"))
        {
            if (digits.StartsWith(exit, StringComparison.Ordinal) && International(digits[exit.Length..]) is { } abroad) return abroad;
        }
        if (home.National(digits) is { } national) return "+" + callingCode + national;
        if (digits.StartsWith(callingCode, StringComparison.Ordinal) && home.National(digits[callingCode.Length..]) is { } own) return "+" + callingCode + own;
        return digits.Length > LongestNational ? International(digits) : null;
    }

    private static string? International(string digits) =>
        PhonePlan.OfNumber(digits) is { } plan && plan.National(digits[plan.Code.Length..]) is { } national ? "+" + plan.Code + national : null;

    // The first sign that says anything: "(+44) 20 …" is as international as "+44 20 …".
    private static bool IsPlus(string text)
    {
        foreach (var c in text)
        {
            if (c is '+' or '＋') return true;
            if (char.IsDigit(c)) return false;
        }
        return false;
    }

    // Digits of any script; null where there are letters.
    private static string? Digits(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c)) digits.Append(c);
            else if (char.IsDigit(c)) digits.Append((int)CharUnicodeInfo.GetNumericValue(c));
            else if (char.IsLetter(c)) return null;
        }
        return digits.ToString();
    }

    // "ext. 12", "x12", ";ext=12", "#12", "доб. 12", "Durchwahl 12", and whatever comes after a pause or in the parameters of a tel: address.
    [GeneratedRegex(
        @"(\s*(;.*|,.*|[x#]\s*\d{1,7}|(ext|extn|extension|доб|int|poste|durchwahl|dw|app)\.?\s*[:=]?\s*\d{1,7}))\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Extension();
}
