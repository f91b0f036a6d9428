using System.Text.Json;
using Beckon.Kernel;

namespace Beckon.Integrations.Reading;

/// <summary>The properties of an event whose sender uses words of its own: those of the catalogue first, then all that was said.</summary>
public static class SaidProperties
{
    /// <param name="said">What the sender said, under its own names.</param>
    /// <param name="known">The same in the catalogue's words: text, numbers, true or false; null is left out.</param>
    public static RawJson Of(IEnumerable<KeyValuePair<string, JsonElement>> said, params (string Name, object? Value)[] known)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            var written = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (name, value) in known)
            {
                if (value is null || !written.Add(name)) continue;
                writer.WritePropertyName(name);
                Write(writer, value);
            }
            foreach (var (name, value) in said)
            {
                if (!written.Add(name)) continue;
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
        return new RawJson(buffer.ToArray());
    }

    /// <summary>The fields of an object, without those named.</summary>
    public static IEnumerable<KeyValuePair<string, JsonElement>> Fields(JsonElement said, params string[] without) =>
        said.ValueKind != JsonValueKind.Object
            ? []
            : said.EnumerateObject()
                .Where(field => !without.Contains(field.Name, StringComparer.OrdinalIgnoreCase))
                .Select(field => KeyValuePair.Create(field.Name, field.Value));

    private static void Write(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case string text: writer.WriteStringValue(text); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            default: throw new ArgumentException($"{value.GetType()} is not written into properties.", nameof(value));
        }
    }
}
