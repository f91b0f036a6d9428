using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.EventsApi;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.CustomWebhook;

/// <summary>
/// Reads a body as the source's mapping tells. Nothing is refused for what it says: what is not mapped, or does not fit, is kept as an event about
/// nobody with all that was said, and can be read anew by a replay when the mapping is right.
/// </summary>
public static class WebhookBody
{
    private const int MostEvents = 500;

    // A sender without ids repeats a call within minutes; later the same words are news.
    private static readonly TimeSpan RepeatsAfter = TimeSpan.FromMinutes(10);

    private static readonly ConditionalWeakTable<SourceSettings, FieldMapping> Mappings = [];

    public static List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults)
    {
        var mapping = MappingOf(arrival.Source.Settings);
        var elements = mapping is null ? [body] : MappedEvent.Elements(mapping, body);
        if (elements.Count <= MostEvents) return [.. elements.SelectMany(element => Read(arrival, mapping, element))];
        faults.Add("$", string.Create(CultureInfo.InvariantCulture, $"There are {elements.Count} events; send at most {MostEvents} in one request."));
        return [];
    }

    /// <summary>Reads one element, and says by the names of the events call what does not fit.</summary>
    public static (CanonicalEvent? Event, JsonElement Mapped, Faults Faults) Try(Arrival arrival, FieldMapping mapping, JsonElement element)
    {
        var faults = new Faults();
        var mapped = JsonElement.Parse(MappedEvent.Write(mapping, element));
        var events = NativeEvents.Read(arrival, mapped, faults);
        return (faults.None ? events.SingleOrDefault() : null, mapped, faults);
    }

    private static FieldMapping? MappingOf(SourceSettings settings)
    {
        if (Mappings.TryGetValue(settings, out var known)) return known;
        if (!FieldMapping.TryParse(settings[WebhookIntegration.Mapping], out var mapping)) return null;
        Mappings.AddOrUpdate(settings, mapping);
        return mapping;
    }

    private static IEnumerable<CanonicalEvent> Read(Arrival arrival, FieldMapping? mapping, JsonElement element)
    {
        // Taken in anew when its mapping is right, it is another event than the one that was kept unread.
        var (unread, read) = (arrival.NewId(), arrival.NewId());
        if (mapping is null) return [Unread(arrival, element, unread, null)];
        var (e, mapped, faults) = Try(arrival with { NewId = () => read }, mapping, element);
        if (e is null) return [Unread(arrival, element, unread, faults)];
        return [mapped.TryGetProperty("messageId"u8, out _) ? e : e with { MessageId = ContentHash.Of(element, "body:"), RepeatsAfter = RepeatsAfter }];
    }

    private static CanonicalEvent Unread(Arrival arrival, JsonElement element, Guid id, Faults? faults) => new()
    {
        Id = id,
        SourceId = arrival.Source.Id,
        MessageId = ContentHash.Of(element, "body:"),
        RepeatsAfter = RepeatsAfter,
        Name = WebhookIntegration.Received,
        OccurredAt = arrival.ReceivedAt,
        ReceivedAt = arrival.ReceivedAt,
        Properties = EventProperties.Of(element, ("mappingProblem", faults is null ? null : InWords(faults))),
    };

    private static string InWords(Faults faults) =>
        string.Join(' ', faults.ToErrors().SelectMany(fault => fault.Value.Select(sentence => $"{fault.Key}: {sentence}")));
}
