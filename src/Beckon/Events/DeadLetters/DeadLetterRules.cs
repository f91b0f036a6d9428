using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Beckon.Kernel;

namespace Beckon.Events.DeadLetters;

/// <summary>What may be made of an event that could not be processed. Pure.</summary>
public static class DeadLetterRules
{
    private const int MostBytes = 1 << 20;
    private const int LongestName = 100;

    // What a column of 18 digits with 2 decimals holds.
    private const decimal LargestAmount = 9_999_999_999_999_999.99m;

    // Stricter than the inbox, which reads what Beckon itself has written: nothing that must be there is null, and a misspelt field is a fault.
    private static readonly JsonTypeInfo<CanonicalEvent> Strict = (JsonTypeInfo<CanonicalEvent>)new JsonSerializerOptions(EventJson.Default.Options)
    {
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    }.GetTypeInfo(typeof(CanonicalEvent));

    /// <summary>The event as edited; null when there are faults.</summary>
    public static CanonicalEvent? Read(JsonElement json, CanonicalEvent original, Faults faults)
    {
        var raw = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(json);
        if (raw.Length > MostBytes) faults.Add("event", "The event is larger than 1 MB.");
        else CheckTexts(raw, faults);
        if (faults.Any) return null;
        if (Parse(json, faults) is not { } edited) return null;
        CheckStays(edited, original, faults);
        CheckValues(edited, faults);
        return faults.None ? edited with { Retry = null } : null;
    }

    private static CanonicalEvent? Parse(JsonElement json, Faults faults)
    {
        try
        {
            var edited = json.Deserialize(Strict);
            if (edited is null) faults.Add("event", "This must be an event.");
            return edited;
        }
        catch (JsonException error)
        {
            var path = error.Path is { Length: > 2 } inner ? "event" + inner[1..] : "event";
            faults.Add(path, "This field is unknown, missing, or its value is not of the kind that belongs here.");
            return null;
        }
    }

    // Whose event it is and which one stays: else a repeat of it would not be recognised, and the fence of a replay could be climbed.
    private static void CheckStays(CanonicalEvent edited, CanonicalEvent original, Faults faults)
    {
        const string stays = "This stays as it was received.";
        if (edited.Id != original.Id) faults.Add("event.id", stays);
        if (edited.SourceId != original.SourceId) faults.Add("event.sourceId", stays);
        if (edited.MessageId != original.MessageId) faults.Add("event.messageId", stays);
        if (edited.ReceivedAt != original.ReceivedAt) faults.Add("event.receivedAt", stays);
        if (edited.Feedback != original.Feedback) faults.Add("event.feedback", stays);
        if (edited.Replayed != original.Replayed) faults.Add("event.replayed", stays);
    }

    private static void CheckValues(CanonicalEvent edited, Faults faults)
    {
        if (edited.Name.Length is 0 or > LongestName || edited.Name.Any(char.IsControl))
            faults.Add("event.name", $"Name the event in 1 to {LongestName} characters.");
        if (edited.OccurredAt > edited.ReceivedAt) faults.Add("event.occurredAt", "Nothing that was reported has happened after the report.");
        if (edited.Cart is { } cart)
        {
            CheckAmount(cart.Total, "event.cart.total", faults);
            CheckItems(cart.Items, "event.cart.items", faults);
        }
        if (edited.Order is { } order)
        {
            if (order.ExternalId.Length == 0) faults.Add("event.order.externalId", "An order has an id.");
            CheckAmount(order.Total, "event.order.total", faults);
            CheckItems(order.Items, "event.order.items", faults);
        }
    }

    private static void CheckAmount(decimal? amount, string path, Faults faults)
    {
        if (amount is > LargestAmount or < -LargestAmount) faults.Add(path, "This amount has more than 16 digits before the point.");
    }

    private static void CheckItems(IReadOnlyList<LineItem>? items, string path, Faults faults)
    {
        // A null within a list is nobody's annotation.
        if (items?.Any(item => item is null) == true) faults.Add(path, "Each item must be an object.");
    }

    // What JSON allows and the database cannot keep.
    private static void CheckTexts(ReadOnlySpan<byte> raw, Faults faults)
    {
        var reader = new Utf8JsonReader(raw);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)) continue;
                if (reader.GetString()?.Contains('\0', StringComparison.Ordinal) != true) continue;
                faults.Add("event", "One of the texts has a NUL character, which cannot be stored.");
                return;
            }
        }
        catch (InvalidOperationException)
        {
            faults.Add("event", "One of the texts has half of a surrogate pair, which cannot be stored.");
        }
    }
}
