using System.Buffers;

namespace Beckon.Templates;

/// <summary>
/// How a text is cut into the parts that are sent and paid for (3GPP TS 23.038 and 23.040): 160 characters of the GSM alphabet in one, 153 in each of
/// several; 70 and 67 where a character is not of that alphabet. Pure.
/// </summary>
/// <param name="Encoding">Which alphabet it needs.</param>
/// <param name="Characters">How many characters of that alphabet it takes.</param>
/// <param name="Segments">In how many parts it goes; none for an empty text.</param>
public sealed record SmsSegments(SmsEncoding Encoding, int Characters, int Segments)
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    // Each is written as two.
    private const string Extended = "\f^{}\\[~]|€";

    private static readonly SearchValues<char> Gsm = SearchValues.Create(Basic + Extended);
    private static readonly SearchValues<char> Doubled = SearchValues.Create(Extended);

    public static SmsSegments Of(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Gsm) < 0) return Count(SmsEncoding.Gsm, text, alone: 160, together: 153, static (text, i) => Doubled.Contains(text[i]) ? (2, 1) : (1, 1));
        // A character beyond the first 65,536 is two units that stay together.
        return Count(SmsEncoding.Unicode, text, alone: 70, together: 67, static (text, i) => char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? (2, 2) : (1, 1));
    }

    // What is written as two is never cut in the middle: it goes whole into the next part.
    private static SmsSegments Count(SmsEncoding encoding, string text, int alone, int together, Func<string, int, (int Units, int Chars)> at)
    {
        var (characters, segments, room) = (0, 0, 0);
        for (var i = 0; i < text.Length;)
        {
            var (units, chars) = at(text, i);
            if (room < units) (segments, room) = (segments + 1, together);
            (characters, room, i) = (characters + units, room - units, i + chars);
        }
        return new(encoding, characters, characters <= alone ? Math.Min(segments, 1) : segments);
    }
}

/// <summary>The alphabet of a text message.</summary>
public enum SmsEncoding
{
    /// <summary>The GSM alphabet: Latin letters, digits, usual signs, some accents.</summary>
    Gsm,

    /// <summary>Everything, such as Cyrillic letters and emoji; a part holds less than half as much.</summary>
    Unicode,
}
