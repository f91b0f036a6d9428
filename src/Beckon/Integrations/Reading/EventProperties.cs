using System.Buffers;
using System.Text.Json;
using Beckon.Kernel;

namespace Beckon.Integrations.Reading;

/// <summary>The properties of an event: those of the catalogue, and beside them the platform's own fields under their own names.</summary>
public static class EventProperties
{
    /// <summary>What is null is left out. Where a field has the name of a property, the property counts.</summary>
    public static RawJson Of(JsonElement body, params ReadOnlySpan<(string Name, object? Value)> properties)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in properties) Write(writer, name, value);
            if (body.ValueKind == JsonValueKind.Object)
            {
                foreach (var field in body.EnumerateObject())
                {
                    if (!IsTaken(properties, field)) field.WriteTo(writer);
                }
            }
            writer.WriteEndObject();
        }
        return new RawJson(buffer.WrittenSpan.ToArray());
    }

    /// <summary>The properties alone.</summary>
    public static RawJson Of(params ReadOnlySpan<(string Name, object? Value)> properties) => Of(default, properties);

    private static bool IsTaken(ReadOnlySpan<(string Name, object? Value)> properties, JsonProperty field)
    {
        foreach (var (name, value) in properties)
        {
            if (value is not null && field.NameEquals(name)) return true;
        }
        return false;
    }

    private static void Write(Utf8JsonWriter writer, string name, object? value)
    {
        switch (value)
        {
            case null: break;
            case decimal number: writer.WriteNumber(name, number); break;
            case int number: writer.WriteNumber(name, number); break;
            case bool flag: writer.WriteBoolean(name, flag); break;
            case DateTimeOffset time: writer.WriteString(name, time); break;
            default: writer.WriteString(name, value.ToString()); break;
        }
    }
}
