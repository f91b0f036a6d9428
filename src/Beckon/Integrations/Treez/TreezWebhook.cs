using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Treez;

/// <summary>
/// What Treez sends: a ticket as it now stands (TICKET), or how far it is (TICKET_STATUS), which names the ticket alone. What is neither is kept as a
/// custom event.
/// </summary>
public static class TreezWebhook
{
    // A status comes without a time. Treez sends a call again within hours; the same words a day later mean that it happened again.
    private static readonly TimeSpan RepeatsAfter = TimeSpan.FromHours(24);

    public static List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults)
    {
        if (Lenient.Of(body) is not { } root)
        {
            faults.Add("$", "This must be a JSON object.");
            return [];
        }
        var data = root.Nested("data"u8);
        var notice = new Notice
        {
            Arrival = arrival,
            Body = body,
            Fields = data ?? root,
            Id = ContentHash.Of(body, "treez:"),
            At = arrival.NotLater(data?.Time("last_updated_at"u8, arrival.Zone) ?? data?.Time("date_created"u8, arrival.Zone)),
        };
        var types = TypesOf(root);
        if (data?.Id("ticket_id"u8) is not { } ticket || !types.Any(type => type is "TICKET" or "TICKET_STATUS")) return notice.Custom(NameOf(types));
        return types.Contains("TICKET") ? TreezTicket.Read(notice, ticket) : [.. TreezTicket.OfStatus(notice, ticket).Select(e => e with { RepeatsAfter = RepeatsAfter })];
    }

    // A text, or a list of them.
    private static List<string> TypesOf(Fields root)
    {
        if (!root.TryGet("event_type"u8, out var type)) return [];
        if (type.ValueKind != JsonValueKind.Array) return root.Text("event_type"u8, 50) is { } one ? [one] : [];
        return [.. type.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()).OfType<string>()];
    }

    private static string NameOf(List<string> types) =>
        types is [{ Length: > 0 and <= 50 } type, ..] && type.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? "treez_" + type.ToLowerInvariant() : "treez_call";
}
