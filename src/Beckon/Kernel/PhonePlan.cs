using System.Collections.Frozen;
using System.Globalization;

namespace Beckon.Kernel;

/// <summary>
/// How the numbers of a calling code are written: what is dialled before a national number and before an international one, and how many digits a
/// number has after the code (ITU-T E.164 and the national numbering plans that the ITU publishes).
/// </summary>
internal sealed record PhonePlan(string Code, IReadOnlyList<string> Trunks, int Fewest, int Most, IReadOnlyList<string> Exits)
{
    // ITU-T E.164: at most 15 digits with the code.
    private const int MostDigits = 15;
    private const int FewestOfUnknown = 5;

    private static readonly string[] UsualExit = ["00"];

    // Code, trunk prefixes (- for none), digits after the code, exits other than 00. A code that is not here: trunk 0, any length that E.164 has.
    private static readonly FrozenDictionary<string, PhonePlan> Known = Read("""
        1 1 10 011
        7 8 10 810
        20 0 8-10
        27 0 9
        30 - 10
        31 0 9
        32 0 8-9
        33 0 9
        34 - 9
        36 06 8-9
        39 - 6-11
        40 0 9
        41 0 9
        43 0 4-13
        44 0 9-10
        45 - 8
        46 0 7-10
        47 - 8
        48 0 9
        49 0 6-11
        51 0 8-9
        52 01,044,045 10
        54 0 10-11
        55 0 10-11
        56 0 9
        57 0 8-10
        58 0 10
        60 0 8-10
        61 0 9 0011
        62 0 7-12
        63 0 8-10
        64 0 8-10
        65 - 8
        66 0 8-9 001
        81 0 9-10 010
        82 0 8-10 001,002
        84 0 9-10
        86 0 10-11
        90 0 10
        91 0 10
        92 0 9-10
        93 0 9
        94 0 9
        95 0 7-10
        98 0 10
        212 0 9
        213 0 8-9
        216 - 8
        218 0 8-9
        221 - 9
        225 - 10
        233 0 9
        234 0 8-10
        237 - 9
        251 0 9
        254 0 9 000
        255 0 9 000
        256 0 9 000
        258 - 8-9
        260 0 9
        263 0 7-9
        351 - 9
        352 - 4-11
        353 0 7-9
        354 - 7-9
        355 0 8-9
        356 - 8
        357 - 8
        358 0 5-12
        359 0 7-9
        370 8,0 8
        371 - 8
        372 - 7-8
        373 0 8
        374 0 8
        375 80,8,0 9 810
        376 - 6-9
        377 - 8-9
        380 80,0 9
        381 0 8-9
        382 0 8
        383 0 8
        385 0 8-9
        386 0 8
        387 0 8-9
        389 0 8
        420 - 9
        421 0 9
        423 - 7-9
        501 - 7
        502 - 8
        503 - 8
        504 - 8
        505 - 8
        506 - 8
        507 - 7-8
        590 0 9
        591 0 8
        593 0 8-9
        594 0 9
        595 0 9
        596 0 9
        598 0 8
        852 - 8 001
        853 - 8
        855 0 8-9 001
        856 0 8-10
        880 0 10
        886 0 8-9 002
        960 - 7
        961 0 7-8
        962 0 8-9
        963 0 8-9
        964 0 8-10
        965 - 8
        966 0 8-9
        967 0 7-9
        968 - 8
        970 0 8-9
        971 0 8-9
        972 0 8-9
        973 - 8
        974 - 8
        976 0 8 001
        977 0 8-10
        992 8 9 810
        993 8 8 810
        994 0 9
        995 0 9
        996 0 9
        998 8 9 810
        """);

    /// <summary>The plan of a calling code.</summary>
    public static PhonePlan Of(string code) => Known.TryGetValue(code, out var plan)
        ? plan
        : new PhonePlan(code, ["0"], FewestOfUnknown, MostDigits - code.Length, UsualExit);

    /// <summary>The plan of an international number, by its first digits; null when no code begins so.</summary>
    public static PhonePlan? OfNumber(string number)
    {
        if (number.Length < 4 || number[0] == '0') return null;
        // Codes of one and of two digits are all taken; whatever else there is has three.
        if (number[0] is '1' or '7') return Of(number[..1]);
        return Known.ContainsKey(number[..2]) || number[..2] is "53" ? Of(number[..2]) : Of(number[..3]);
    }

    /// <summary>Whether a number of so many digits after the code can exist. A North American area code begins with 2 to 9.</summary>
    public bool Fits(string national) =>
        national.Length >= Fewest && national.Length <= Most && (Code != "1" || national[0] >= '2');

    /// <summary>The number after the code, without what is dialled before it within the country; null when it cannot be one.</summary>
    /// <param name="digits">The digits after the code, or as they are dialled within the country.</param>
    public string? National(string digits)
    {
        // Where 0 is dialled first, no number begins with one. Another digit may be the number's own, so that its length decides.
        if (Fits(digits) && (digits[0] != '0' || !Trunks.Any(trunk => trunk[0] == '0'))) return digits;
        foreach (var trunk in Trunks)
        {
            if (digits.StartsWith(trunk, StringComparison.Ordinal) && Fits(digits[trunk.Length..])) return digits[trunk.Length..];
        }
        // Mexican mobiles had a 1 after the code until 2019, and many address books still do.
        return Code == "52" && digits.Length == Most + 1 && digits[0] == '1' ? digits[1..] : null;
    }

    private static FrozenDictionary<string, PhonePlan> Read(string table) => table
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' '))
        .Select(words => new PhonePlan(
            words[0],
            words[1] == "-" ? [] : words[1].Split(','),
            Number(words[2].Split('-')[0]),
            Number(words[2].Split('-')[^1]),
            words.Length > 3 ? [.. words[3].Split(','), .. UsualExit] : UsualExit))
        .ToFrozenDictionary(plan => plan.Code, StringComparer.Ordinal);

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
