using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Beckon.Kernel;

namespace Beckon.Integrations.Reading;

/// <summary>
/// Parses a body and refuses what JSON allows but PostgreSQL's jsonb cannot keep: NUL characters, halves of surrogate pairs, and
/// numbers beyond any sense. Found later, any of them would stop a whole batch.
/// </summary>
public static class BodyJson
{
    private const int Deepest = 32;
    private const int LongestNumber = 400;
    private const int LargestExponent = 400;
    private const string BadText = "This text has a NUL character or half of a surrogate pair, which cannot be stored.";

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The document over the given bytes, which must outlive it; null when there are faults.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> body, Faults faults)
    {
        if (body.Span.StartsWith(ByteOrderMark)) body = body[ByteOrderMark.Length..];
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty) return Refuse(faults, "The body is empty; send JSON.");
        if (!Utf8.IsValid(body.Span)) return Refuse(faults, "The body is not valid UTF-8.");
        try
        {
            if (TooDeep(body.Span, out var suspicious)) return Refuse(faults, "The JSON is nested more than 32 levels deep.");
            var document = JsonDocument.Parse(body);
            if (suspicious) Examine(document.RootElement, Spot.Root, faults);
            if (faults.None) return document;
            document.Dispose();
            return null;
        }
        catch (JsonException error)
        {
            return Refuse(faults, string.Create(
                CultureInfo.InvariantCulture,
                $"This is not valid JSON: see line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}."));
        }
    }

    private static JsonDocument? Refuse(Faults faults, string sentence)
    {
        faults.Add(Spot.Root.ToString(), sentence);
        return null;
    }

    // One pass without memory over every body; only one that looks bad is walked again, with its paths.
    private static bool TooDeep(ReadOnlySpan<byte> body, out bool suspicious)
    {
        suspicious = false;
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = Deepest + 2 });
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject when reader.CurrentDepth >= Deepest:
                    return true;
                case JsonTokenType.String or JsonTokenType.PropertyName when reader.ValueIsEscaped:
                    suspicious |= IsBad(reader.ValueSpan);
                    break;
                case JsonTokenType.Number:
                    suspicious |= IsSenseless(reader.ValueSpan);
                    break;
            }
        }
        return false;
    }

    private static void Examine(JsonElement element, Spot spot, Faults faults)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject()) Examine(property, spot, faults);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray()) Examine(item, spot.Element(index++), faults);
                break;
            case JsonValueKind.String when IsBad(RawText(element)):
                faults.Add(spot.ToString(), BadText);
                break;
            case JsonValueKind.Number when IsSenseless(RawText(element)):
                faults.Add(spot.ToString(), "This number is too large or too long to be stored.");
                break;
        }
    }

    private static void Examine(JsonProperty property, Spot spot, Faults faults)
    {
        if (IsBad(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8PropertyName(property)))
            faults.Add(spot.ToString(), "The name of a field in here has a NUL character or half of a surrogate pair, which cannot be stored.");
        else
            Examine(property.Value, spot.Field(property.Name), faults);
    }

    private static ReadOnlySpan<byte> RawText(JsonElement element) => System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element);

    /// <summary>Looks at the escapes of a text as written: <c>\u0000</c>, or a surrogate that is not one of a pair.</summary>
    private static bool IsBad(ReadOnlySpan<byte> escaped)
    {
        var high = false;
        for (var i = 0; i < escaped.Length; i++)
        {
            var isEscape = escaped[i] == '\\' && i + 1 < escaped.Length;
            var unit = isEscape && escaped[i + 1] == 'u' && i + 5 < escaped.Length ? Hex(escaped.Slice(i + 2, 4)) : -1;
            if (unit == 0 || high != (unit is >= 0xDC00 and <= 0xDFFF)) return true;
            high = unit is >= 0xD800 and <= 0xDBFF;
            if (unit >= 0) i += 5;
            else if (isEscape) i++;
        }
        return high;
    }

    private static int Hex(ReadOnlySpan<byte> digits) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : -1;

    private static bool IsSenseless(ReadOnlySpan<byte> number)
    {
        if (number.Length > LongestNumber) return true;
        var mark = number.IndexOfAny((byte)'e', (byte)'E');
        if (mark < 0) return false;
        return !int.TryParse(number[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            || Math.Abs(exponent) > LargestExponent;
    }
}
