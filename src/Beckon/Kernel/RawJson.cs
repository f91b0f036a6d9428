using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Beckon.Kernel;

/// <summary>A JSON value kept as the UTF-8 bytes it came in, so that it is neither parsed nor changed on its way.</summary>
[JsonConverter(typeof(Converter))]
[SuppressMessage("Naming", "CA1815", Justification = "Never compared.")]
public readonly struct RawJson(ReadOnlyMemory<byte> utf8)
{
    public static RawJson EmptyObject { get; } = new("{}"u8.ToArray());

    public ReadOnlyMemory<byte> Utf8 => utf8.IsEmpty ? EmptyObject.Utf8 : utf8;

    public static RawJson From(JsonElement element) => new(JsonMarshal.GetRawUtf8(element));

    public static RawJson Parse(string json) => new(Encoding.UTF8.GetBytes(json));

    public JsonElement ToElement() => JsonElement.Parse(Utf8.Span);

    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);

    private static class JsonMarshal
    {
        public static byte[] GetRawUtf8(JsonElement element) =>
            System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element).ToArray();
    }

    /// <summary>Writes the bytes as they are and takes them over as they are.</summary>
    public sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return From(document.RootElement);
        }

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }
}
