using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Kernel;

namespace Beckon.Integrations.Jane;

/// <summary>What a call of Jane says outside its body.</summary>
/// <param name="Event">The <c>event</c> of the address that was called, such as <c>cart_abandoned</c>.</param>
/// <param name="Timestamp">The header <c>X-Jane-Request-Timestamp</c>.</param>
public sealed record JaneCall(string? Event, string? Timestamp)
{
    // Seconds since 1970 have ten digits until the year 2286; more are milliseconds.
    private const long LargestSeconds = 9_999_999_999;
    private const long LargestMilliseconds = LargestSeconds * 1000;

    public static JaneCall Parse(string? json) =>
        json is null ? new(null, null) : JsonSerializer.Deserialize(json, JaneJson.Default.JaneCall) ?? new(null, null);

    public string ToJson() => JsonSerializer.Serialize(this, JaneJson.Default.JaneCall);

    public List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults) => JaneWebhook.Read(arrival, this, body, faults);

    /// <summary>When Jane sent it, where the header says so: seconds or milliseconds since 1970, or ISO 8601.</summary>
    [JsonIgnore]
    public DateTimeOffset? SentAt
    {
        get
        {
            if (!long.TryParse(Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return Reading.IsoTime.TryParse(Timestamp, TimeZoneInfo.Utc, out var time) ? time : null;
            if (number is 0 or > LargestMilliseconds) return null;
            return number <= LargestSeconds ? DateTimeOffset.FromUnixTimeSeconds(number) : DateTimeOffset.FromUnixTimeMilliseconds(number);
        }
    }
}

/// <summary>Source-generated JSON of what is kept of a call.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JaneCall))]
public sealed partial class JaneJson : JsonSerializerContext;
