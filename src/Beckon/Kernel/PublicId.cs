using System.Diagnostics.CodeAnalysis;

namespace Beckon.Kernel;

/// <summary>
/// The outside form of an id: a prefix that says what it names and the id's 26 base-32 digits, such as
/// <c>con_01jd8q3v9mf2ks6m4b0x5h7t2e</c>. Inside Beckon ids are version-7 UUIDs.
/// </summary>
public static class PublicId
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 26;

    public static string Format(string prefix, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var value = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
        Span<char> text = stackalloc char[Length];
        for (var i = Length - 1; i >= 0; i--)
        {
            text[i] = Digits[(int)(value & 31)];
            value >>= 5;
        }
        return string.Concat(prefix, "_", text);
    }

    /// <summary>Reads an id of the given kind; false if the text names something else or nothing.</summary>
    public static bool TryParse(string prefix, [NotNullWhen(true)] string? text, out Guid id)
    {
        id = default;
        if (text is null || text.Length != prefix.Length + 1 + Length) return false;
        if (!text.StartsWith(prefix, StringComparison.Ordinal) || text[prefix.Length] != '_') return false;
        if (text[prefix.Length + 1] > '7') return false;

        UInt128 value = 0;
        foreach (var c in text.AsSpan(prefix.Length + 1))
        {
            var digit = Digits.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0) return false;
            value = (value << 5) | (uint)digit;
        }
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        id = new Guid(bytes, bigEndian: true);
        return true;
    }
}
