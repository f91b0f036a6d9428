using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Segment;

/// <summary>
/// What a message says, in one object: its properties or traits under their own names, and the context beside them. Values are never read: their bytes
/// are put together.
/// </summary>
public static class SegmentProperties
{
    private const int Framing = 256;

    /// <param name="envelope">What all messages have in common.</param>
    /// <param name="message">The message.</param>
    /// <param name="part">The field whose own fields are the properties.</param>
    /// <param name="beside">Fields of the message that stand beside it.</param>
    public static RawJson Of(Envelope envelope, Fields message, ReadOnlySpan<byte> part, params ReadOnlySpan<string> beside)
    {
        var all = Begin(envelope, message);
        foreach (var name in beside)
        {
            var utf8 = Encoding.UTF8.GetBytes(name);
            if (message.TryGet(utf8, out var value)) all.Add(utf8, value);
        }
        if (message.TryGet(part, out var parts) && parts.ValueKind == JsonValueKind.Object) all.AddAll(parts, ObjectBytes.AsTheyAre);
        return all.End();
    }

    /// <summary>Those of an e-commerce event, under the names of the catalogue.</summary>
    public static RawJson OfCommerce(Envelope envelope, Fields message, Fields? properties, Action<ObjectBytes>? more)
    {
        var all = Begin(envelope, message);
        more?.Invoke(all);
        if (properties is { } own) all.AddAll(own.Element, EcommerceNames.Canonical);
        return all.End();
    }

    /// <summary>Those of a person, with the parts of the address beside the others.</summary>
    public static RawJson OfTraits(Envelope envelope, Fields message, Traits? traits)
    {
        var all = Begin(envelope, message);
        traits?.AddTo(all);
        return all.End();
    }

    private static ObjectBytes Begin(Envelope envelope, Fields message)
    {
        var said = message.TryGet("context"u8, out var context) && context.ValueKind == JsonValueKind.Object;
        var size = JsonMarshal.GetRawUtf8Value(message.Element).Length + Framing;
        if (envelope.Context is { } common) size += JsonMarshal.GetRawUtf8Value(common).Length;
        var all = new ObjectBytes(size);
        if (envelope.Context is { } shared && said) all.Add("context"u8, Merged(shared, context));
        else if (said) all.Add("context"u8, context);
        else if (envelope.Context is { } alone) all.Add("context"u8, alone);
        return all;
    }

    // What a message says itself counts more than what its batch says of all.
    private static ObjectBytes Merged(JsonElement shared, JsonElement own)
    {
        var merged = new ObjectBytes(JsonMarshal.GetRawUtf8Value(shared).Length + JsonMarshal.GetRawUtf8Value(own).Length);
        foreach (var part in shared.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(part);
            if (!own.TryGetProperty(part.Name, out _)) merged.Add(name, part.Value);
        }
        merged.AddAll(own, ObjectBytes.AsTheyAre);
        return merged;
    }
}
