using System.Globalization;
using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Browser;

/// <summary>
/// What a browser sends: some events and the time of sending by its own clock. An event with faults is left out and named in the answer; the others
/// count, for a page cannot mend what its shop has written.
/// </summary>
public sealed class BrowserBatch(BrowserCall call)
{
    public const int MostEvents = 100;

    /// <summary>The events that were left out, by their faults.</summary>
    public List<BrowserRefusal> Refused { get; } = [];

    public List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults)
    {
        var events = new List<CanonicalEvent>();
        if (Fields.Of(body, Spot.Root, faults) is not { } fields) return events;
        var clock = new BrowserClock(fields.Time("sentAt"u8, TimeZoneInfo.Utc), arrival.ReceivedAt);
        if (!fields.TryGet("events"u8, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            fields.Fault("events"u8, "Send a list of events.");
            return events;
        }
        var count = list.GetArrayLength();
        if (count > MostEvents)
        {
            fields.Fault("events"u8, string.Create(CultureInfo.InvariantCulture, $"There are {count} events; send at most {MostEvents} in one request."));
            return events;
        }
        var index = 0;
        foreach (var element in list.EnumerateArray()) ReadOne(arrival, clock, element, index++, events);
        return events;
    }

    private void ReadOne(Arrival arrival, BrowserClock clock, JsonElement element, int index, List<CanonicalEvent> events)
    {
        var faults = new Faults();
        var e = Fields.Of(element, Spot.Root.Field("events").Element(index), faults) is { } fields
            ? BrowserEvent.Read(arrival, call, clock, fields, index)
            : null;
        if (e is not null && faults.None) events.Add(e);
        else Refused.Add(new(index, faults.ToErrors().ToDictionary(pair => pair.Key, pair => pair.Value[0], StringComparer.Ordinal)));
    }
}

/// <summary>Puts a browser's clock right: how long before sending something happened is what it knows.</summary>
public readonly record struct BrowserClock(DateTimeOffset? SentAt, DateTimeOffset ReceivedAt)
{
    // What waited longer in a browser that was away is taken as of then: nobody is to be asked about last year's cart.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public DateTimeOffset When(DateTimeOffset? at)
    {
        if (at is not { } told || SentAt is not { } sent) return ReceivedAt;
        var ago = sent - told;
        return ReceivedAt - (ago < TimeSpan.Zero ? TimeSpan.Zero : ago > Longest ? Longest : ago);
    }
}

/// <summary>An event that was left out.</summary>
/// <param name="Index">Its place in the list.</param>
/// <param name="Errors">What is wrong with it, by path.</param>
public sealed record BrowserRefusal(int Index, IReadOnlyDictionary<string, string> Errors);

/// <summary>What became of a request.</summary>
/// <param name="Accepted">How many events are on disk now; a repeated delivery counts and changes nothing.</param>
/// <param name="Refused">Those that were left out: sent again they would be left out again.</param>
public sealed record BrowserTaken(int Accepted, IReadOnlyList<BrowserRefusal> Refused);
