using System.Collections.Frozen;
using System.Numerics;
using System.Text.Json;

namespace Beckon.Events.Catalogue;

/// <summary>
/// Compares events with the catalogue. What does not fit is said and never refused. It looks once at the top of an event's properties, without
/// making objects of them, because every event passes through here.
/// </summary>
public static class EventReview
{
    private static readonly FrozenDictionary<string, TypeReview> Reviews = EventCatalogue.All
        .Where(type => !type.IsOwn)
        .ToFrozenDictionary(type => type.Name, type => new TypeReview(type), StringComparer.Ordinal);

    /// <summary>The events, each with its warnings.</summary>
    public static List<CanonicalEvent> Of(List<CanonicalEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            // Put back, it carries what was said of it before it was put right.
            var warnings = WarningsOf(e);
            if (warnings is not null || e.Warnings is not null) events[i] = e with { Warnings = warnings };
        }
        return events;
    }

    /// <summary>What does not fit; null when everything does, or when the catalogue does not know the event.</summary>
    public static List<EventWarning>? WarningsOf(CanonicalEvent e) => Reviews.TryGetValue(e.Name, out var review) ? review.WarningsOf(e) : null;

    private sealed class TypeReview(EventType type)
    {
        private readonly Expected[] _expected = [.. type.Properties.Select(one => new Expected(one))];

        private readonly ulong _needed = type.Properties
            .Select((one, index) => one.NeededFor is null ? 0 : 1UL << index)
            .Aggregate(0UL, (all, one) => all | one);

        public List<EventWarning>? WarningsOf(CanonicalEvent e)
        {
            List<EventWarning>? warnings = null;
            if (type.Cart == Carried.Required && e.Cart is null) Add(ref warnings, new(WarningKind.NoCart));
            if (type.Order == Carried.Required && e.Order is null) Add(ref warnings, new(WarningKind.NoOrder));
            if (type.Statuses.Count > 0 && StatusOf(e.Status) is { } fault) Add(ref warnings, new(fault));
            if (_expected.Length > 0) Compare(e.Properties.Utf8.Span, ref warnings);
            return warnings;
        }

        private void Compare(ReadOnlySpan<byte> properties, ref List<EventWarning>? warnings)
        {
            var reader = new Utf8JsonReader(properties, Lenient);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return;
            var missing = _needed;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var index = IndexOf(ref reader);
                reader.Read();
                if (index >= 0 && !IsAbsent(ref reader))
                {
                    missing &= ~(1UL << index);
                    if (_expected[index].FaultOf(ref reader) is { } fault) Add(ref warnings, new(fault, _expected[index].Name));
                }
                reader.Skip();
            }
            for (; missing != 0; missing &= missing - 1)
            {
                var name = _expected[BitOperations.TrailingZeroCount(missing)].Name;
                Add(ref warnings, new(WarningKind.Missing, name, LikeNames.Find(properties, name)));
            }
        }

        private int IndexOf(ref Utf8JsonReader reader)
        {
            var name = reader.ValueSpan;
            for (var i = 0; i < _expected.Length; i++)
            {
                if (name.SequenceEqual(_expected[i].Utf8)) return i;
            }
            return -1;
        }

        private WarningKind? StatusOf(string? status) =>
            status is null ? WarningKind.NoStatus : type.Statuses.Contains(status) ? null : WarningKind.UnknownStatus;
    }

    private static readonly JsonReaderOptions Lenient = new() { MaxDepth = 256 };

    // What many senders write where there is nothing.
    private static bool IsAbsent(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null || reader.TokenType == JsonTokenType.String && reader.ValueSpan.IsEmpty;

    private static void Add(ref List<EventWarning>? warnings, EventWarning warning) => (warnings ??= []).Add(warning);
}
