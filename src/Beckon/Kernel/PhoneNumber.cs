using System.Text;

namespace Beckon.Kernel;

/// <summary>Phone numbers as identifiers: E.164, national numbers completed with the workspace's country calling code.</summary>
public static class PhoneNumber
{
    // ITU-T E.164: at most 15 digits with the country code; under 8 no public network assigns one.
    private const int MinDigits = 8;
    private const int MaxDigits = 15;
    private const int LongestNational = 10;

    /// <summary>
    /// The E.164 form, or null when the text cannot be a number. A number without <c>+</c> or <c>00</c> is international when it
    /// is longer than ten digits and has no trunk zero ("380942583691"), national otherwise.
    /// </summary>
    public static string? Normalize(string? text, string callingCode)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var digits = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c)) digits.Append(c);
            else if (char.IsAsciiLetter(c)) return null;
        }
        var number = digits.ToString();
        var international = text.TrimStart().StartsWith('+');
        if (!international && number.StartsWith("00", StringComparison.Ordinal))
        {
            international = true;
            number = number[2..];
        }
        if (!international && !IsInternational(number, callingCode)) number = callingCode + number.TrimStart('0');
        return number.Length is >= MinDigits and <= MaxDigits && number[0] != '0' ? "+" + number : null;
    }

    private static bool IsInternational(string number, string callingCode) =>
        number.Length > LongestNational && number[0] != '0'
        || number.StartsWith(callingCode, StringComparison.Ordinal) && number.Length - callingCode.Length == LongestNational;
}
