using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Klaviyo;

/// <summary>The body of the call that creates an event, in today's form and in that of before 2023, whose parts are not wrapped in <c>data</c>.</summary>
public static class KlaviyoEvent
{
    private const int LongestMetric = 128;
    private const int MostProperties = 400;
    private const int IdBytes = 16;
    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults)
    {
        if (Fields.Of(body, Spot.Root, faults) is not { } root) return [];
        if (Required(root, "data"u8) is not { } data || Required(data, "attributes"u8) is not { } said) return [];
        var metric = MetricOf(said);
        var profile = Required(said, "profile"u8) is { } wrapped ? KlaviyoProfile.Read(wrapped, arrival.Workspace) : null;
        var properties = Required(said, "properties"u8);
        if (properties is { } own && own.Element.GetPropertyCount() > MostProperties) own.FaultHere("An event has at most 400 properties.");
        var at = TimeOf(arrival, said);
        var (value, currency) = (said.Number("value"u8), said.Currency("value_currency"u8));
        if (faults.Any || profile is null || properties is not { } kept) return [];

        var known = KlaviyoMetrics.Find(metric);
        var commerce = new KlaviyoCommerce(kept, value ?? kept.Number("$value"u8), currency);
        var e = new CanonicalEvent
        {
            Id = arrival.NewId(),
            SourceId = arrival.Source.Id,
            MessageId = MessageOf(said, metric, profile, at),
            Name = known?.Name ?? CustomName.Of(metric, KlaviyoIntegration.Source.Kind, "event"),
            OccurredAt = arrival.NotLater(at),
            ReceivedAt = arrival.ReceivedAt,
            Who = profile.Who,
            Profile = profile.Names,
            Properties = commerce.Properties(known),
            Backfill = said.TryGet("backfill"u8, out var loaded) && loaded.ValueKind == JsonValueKind.True,
        };
        return [known is null ? e : e with { Cart = commerce.Cart(known.Part), Order = commerce.Order(known.Part, e, said.Id("unique_id"u8), arrival.Workspace.Currency) }];
    }

    private static string MetricOf(Fields said)
    {
        if (Required(said, "metric"u8) is not { } wrapped) return "";
        var metric = Unwrapped(wrapped);
        var name = metric.Text("name"u8, LongestMetric - 1);
        if (name is null && !metric.Has("name"u8)) metric.Fault("name"u8, "This is required.");
        return name ?? "";
    }

    /// <summary>To the second, as Klaviyo keeps it.</summary>
    private static DateTimeOffset TimeOf(Arrival arrival, Fields said)
    {
        var at = said.Time("time"u8, arrival.Zone) ?? arrival.ReceivedAt;
        if (at < Earliest) said.Fault("time"u8, "This is before 1990.");
        if (at > arrival.ReceivedAt.AddYears(1)) said.Fault("time"u8, "This is more than a year ahead.");
        return at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
    }

    /// <summary>An event is known again by profile, metric and unique id; without one, a profile has one event of a metric a second.</summary>
    private static string MessageOf(Fields said, string metric, KlaviyoProfile profile, DateTimeOffset at)
    {
        var unique = said.Id("unique_id"u8) ?? at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return "klaviyo:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{profile.Key}\n{metric}\n{unique}")).AsSpan(0, IdBytes));
    }

    private static Fields? Required(Fields parent, ReadOnlySpan<byte> name)
    {
        var part = parent.Nested(name);
        if (part is null && !parent.TryGet(name, out _)) parent.Fault(name, "This is required.");
        return part;
    }

    /// <summary>What stands in <c>data.attributes</c>, or in the object itself.</summary>
    public static Fields Unwrapped(Fields part) => part.Nested("data"u8)?.Nested("attributes"u8) ?? part;
}
