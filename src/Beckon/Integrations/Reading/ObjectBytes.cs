using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Beckon.Kernel;

namespace Beckon.Integrations.Reading;

/// <summary>
/// Puts a JSON object together from parts of a body that was parsed, without reading or writing the values anew: their bytes are taken as they came.
/// Where a field comes twice the last one counts, as in jsonb.
/// </summary>
public sealed class ObjectBytes(int capacity)
{
    private readonly ArrayBufferWriter<byte> _bytes = new(Math.Max(capacity, 16));

    public static Func<ReadOnlySpan<byte>, ReadOnlySpan<byte>> AsTheyAre { get; } = name => name;

    public bool IsEmpty => _bytes.WrittenCount == 0;

    /// <param name="name">The field, as JSON writes it.</param>
    /// <param name="value">Its value.</param>
    public void Add(ReadOnlySpan<byte> name, JsonElement value) => AddRaw(name, JsonMarshal.GetRawUtf8Value(value));

    public void Add(ReadOnlySpan<byte> name, ObjectBytes value)
    {
        AddRaw(name, value._bytes.WrittenCount == 0 ? "{"u8 : value._bytes.WrittenSpan);
        _bytes.Write("}"u8);
    }

    public void Add(ReadOnlySpan<byte> name, string text) => AddRaw(name, [.. "\""u8, .. JsonEncodedText.Encode(text).EncodedUtf8Bytes, .. "\""u8]);

    /// <summary>All fields of an object, some under other names.</summary>
    public void AddAll(JsonElement parts, Func<ReadOnlySpan<byte>, ReadOnlySpan<byte>> rename)
    {
        foreach (var part in parts.EnumerateObject())
            AddRaw(rename(JsonMarshal.GetRawUtf8PropertyName(part)), JsonMarshal.GetRawUtf8Value(part.Value));
    }

    public RawJson End()
    {
        if (_bytes.WrittenCount == 0) return RawJson.EmptyObject;
        _bytes.Write("}"u8);
        return new RawJson(_bytes.WrittenMemory);
    }

    private void AddRaw(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        _bytes.Write(_bytes.WrittenCount == 0 ? "{\""u8 : ",\""u8);
        _bytes.Write(name);
        _bytes.Write("\":"u8);
        _bytes.Write(value);
    }
}
