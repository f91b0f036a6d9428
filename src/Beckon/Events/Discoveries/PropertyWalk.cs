using System.Text;
using System.Text.Json;

namespace Beckon.Events.Discoveries;

/// <summary>Goes through the properties of an event once: those at the top, and those of objects in it, as <c>cart.total</c>.</summary>
public static class PropertyWalk
{
    public const int LongestName = 100;
    public const int LongestExample = 80;

    // Of the envelope: when and under which id it was sent says nothing about what happened.
    private static readonly string[] Envelope = ["messageId", "occurredAt"];

    public static void Over(ReadOnlySpan<byte> properties, PropertyFound found)
    {
        var reader = new Utf8JsonReader(properties, new JsonReaderOptions { MaxDepth = 256 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return;
        Span<char> path = stackalloc char[LongestName];
        Walk(ref reader, path, 0, found);
    }

    private static void Walk(ref Utf8JsonReader reader, scoped Span<char> path, int prefix, PropertyFound found)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var length = Append(ref reader, path, prefix);
            reader.Read();
            var name = path[..Math.Max(length, 0)];
            if (length <= 0 || prefix == 0 && IsEnvelope(name))
            {
                reader.Skip();
            }
            else if (reader.TokenType == JsonTokenType.StartObject && prefix == 0 && length + 1 < LongestName)
            {
                path[length] = '.';
                Walk(ref reader, path, length + 1, found);
            }
            else
            {
                if (ShapeOf(ref reader) is { } shape) found(name, shape, ref reader);
                reader.Skip();
            }
        }
    }

    // The end of the name in the path; 0 for one that is too long to be offered.
    private static int Append(ref Utf8JsonReader reader, scoped Span<char> path, int prefix)
    {
        var name = reader.ValueSpan;
        if (reader.ValueIsEscaped || name.IsEmpty || name.Length > LongestName - prefix) return 0;
        return Encoding.UTF8.TryGetChars(name, path[prefix..], out var written) ? prefix + written : 0;
    }

    private static bool IsEnvelope(ReadOnlySpan<char> name)
    {
        foreach (var one in Envelope)
        {
            if (name.SequenceEqual(one)) return true;
        }
        return false;
    }

    private static PropertyShape? ShapeOf(ref Utf8JsonReader value) => value.TokenType switch
    {
        JsonTokenType.String when value.ValueSpan.IsEmpty => null,
        JsonTokenType.String => IsDate(ref value) ? PropertyShape.Date : PropertyShape.Text,
        JsonTokenType.Number => PropertyShape.Number,
        JsonTokenType.True or JsonTokenType.False => PropertyShape.Flag,
        JsonTokenType.StartArray => PropertyShape.List,
        _ => null,
    };

    private static bool IsDate(ref Utf8JsonReader value)
    {
        var text = value.ValueSpan;
        return text.Length is >= 10 and <= 35 && text[4] == (byte)'-' && text[7] == (byte)'-' && value.TryGetDateTimeOffset(out _);
    }
}

/// <summary>A property that has a value. The reader stands at it and must not be moved.</summary>
public delegate void PropertyFound(scoped ReadOnlySpan<char> name, PropertyShape shape, ref Utf8JsonReader value);
