using System.Runtime.InteropServices;
using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Segment;

/// <summary>
/// The body of a call: one message, or a batch of them in an envelope. Only what is no message at all is refused; whatever a message lacks, it becomes an
/// event with what is there, because a library that is refused drops the whole batch.
/// </summary>
public static class SegmentBody
{
    /// <summary>The limits of the API that its senders keep to.</summary>
    public const int MostBytes = 500 << 10;

    private const int MostMessageBytes = 32 << 10;

    public static List<CanonicalEvent> Read(Arrival arrival, SegmentCall call, JsonElement body, Faults faults)
    {
        var events = new List<CanonicalEvent>();
        if (Fields.Of(body, Spot.Root, faults) is not { } root) return events;
        // What merely describes a message is taken when it can be used: its faults interest nobody.
        var ignored = new Faults();
        var envelope = Envelope.Read(arrival, call, root, ignored);
        if (call.Type is { } type)
        {
            if (FitsIn(root)) events.Add(Understand(envelope, body, type, 0, ignored));
            return events;
        }
        if (!root.TryGet("batch"u8, out var batch) || batch.ValueKind != JsonValueKind.Array)
        {
            root.Fault("batch"u8, "Send the messages as a list: {\"batch\": […]}.");
            return events;
        }
        events.Capacity = batch.GetArrayLength();
        foreach (var message in Fields.Elements(batch, Spot.Root.Field("batch"), faults))
        {
            if (FitsIn(message)) events.Add(Understand(envelope, message.Element, null, events.Count, ignored));
        }
        return events;
    }

    private static bool FitsIn(Fields message)
    {
        if (JsonMarshal.GetRawUtf8Value(message.Element).Length <= MostMessageBytes) return true;
        message.FaultHere("This message is larger than 32 KB.");
        return false;
    }

    private static CanonicalEvent Understand(Envelope envelope, JsonElement element, string? type, int index, Faults ignored)
    {
        var message = Fields.Of(element, Spot.Root, ignored) ?? throw new ArgumentException("A message is an object.", nameof(element));
        var e = SegmentMessage.Read(envelope, message, type ?? TypeOf(message), index);
        return envelope.Sites is { } sites ? SegmentClaims.Of(e, sites, message.Text("event"u8)) : e;
    }

    // Where a message does not name its type, its fields do.
    private static string TypeOf(Fields message)
    {
        if (message.Text("type"u8) is { } type) return type;
        if (message.Has("event"u8)) return "track";
        if (message.Has("groupId"u8)) return "group";
        if (message.Has("previousId"u8)) return "alias";
        return message.Has("traits"u8) ? "identify" : "message";
    }
}
