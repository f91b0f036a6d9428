using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Beckon.Events.Catalogue;

/// <summary>A property as the catalogue expects it, ready to be compared with what came.</summary>
internal sealed class Expected(PropertyType type)
{
    private readonly byte[][] _choices = [.. type.Choices.Select(Encoding.UTF8.GetBytes)];

    public string Name => type.Name;

    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(type.Name);

    /// <summary>What is wrong with the value that the reader stands at; null when it fits.</summary>
    public WarningKind? FaultOf(ref Utf8JsonReader value) => type.Kind switch
    {
        PropertyKind.Text => TextFault(ref value),
        PropertyKind.Id => value.TokenType is JsonTokenType.String or JsonTokenType.Number ? null : WarningKind.NotId,
        PropertyKind.Number => value.TokenType == JsonTokenType.Number ? null : WarningKind.NotNumber,
        PropertyKind.Money or PropertyKind.Quantity => NumberFault(ref value),
        PropertyKind.Amount => IsAmount(ref value) ? null : WarningKind.NotNumber,
        PropertyKind.Flag => value.TokenType is JsonTokenType.True or JsonTokenType.False ? null : WarningKind.NotFlag,
        PropertyKind.Time => value.TokenType == JsonTokenType.String && value.TryGetDateTimeOffset(out _) ? null : WarningKind.NotTime,
        PropertyKind.Day => IsDay(ref value) ? null : WarningKind.NotDay,
        PropertyKind.Url => IsUrl(ref value) ? null : WarningKind.NotUrl,
        PropertyKind.List => value.TokenType == JsonTokenType.StartArray ? null : WarningKind.NotList,
    };

    private WarningKind? TextFault(ref Utf8JsonReader value)
    {
        if (value.TokenType != JsonTokenType.String) return WarningKind.NotText;
        if (_choices.Length == 0) return null;
        foreach (var choice in _choices)
        {
            if (value.ValueTextEquals(choice)) return null;
        }
        return WarningKind.UnknownValue;
    }

    private static WarningKind? NumberFault(ref Utf8JsonReader value)
    {
        if (value.TokenType != JsonTokenType.Number) return WarningKind.NotNumber;
        // -0 is not less than nothing, and nobody writes it.
        return value.ValueSpan[0] == (byte)'-' ? WarningKind.Negative : null;
    }

    private static bool IsAmount(ref Utf8JsonReader value)
    {
        if (value.TokenType == JsonTokenType.Number) return true;
        if (value.TokenType != JsonTokenType.String) return false;
        var text = value.ValueSpan.Trim(" "u8);
        return text.IsEmpty || Utf8Parser.TryParse(text, out decimal _, out var read) && read == text.Length;
    }

    private static bool IsDay(ref Utf8JsonReader value)
    {
        const int Length = 10;
        if (value.TokenType != JsonTokenType.String || value.ValueSpan.Length < Length) return false;
        // A whole time names a day too.
        return value.TryGetDateTime(out _);
    }

    private static bool IsUrl(ref Utf8JsonReader value)
    {
        if (value.TokenType != JsonTokenType.String) return false;
        var url = value.ValueSpan;
        // With escaped slashes, as PHP writes them, too.
        return url.StartsWith("https:"u8) || url.StartsWith("http:"u8);
    }
}
