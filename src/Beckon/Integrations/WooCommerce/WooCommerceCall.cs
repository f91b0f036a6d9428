using System.Text.Json;
using System.Text.Json.Serialization;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Kernel;

namespace Beckon.Integrations.WooCommerce;

/// <summary>What a call of WooCommerce says outside its body.</summary>
/// <param name="Topic">The header <c>X-WC-Webhook-Topic</c>, such as <c>order.updated</c>.</param>
public sealed record WooCommerceCall(string? Topic)
{
    private const int LongestHeader = 255;

    public static WooCommerceCall Of(WebhookCall call)
    {
        var topic = call.Header("X-WC-Webhook-Topic").Trim();
        return new(topic.Length is 0 or > LongestHeader || topic.Any(char.IsControl) ? null : topic);
    }

    public static WooCommerceCall Parse(string? json) =>
        json is null ? new((string?)null) : JsonSerializer.Deserialize(json, WooCommerceJson.Default.WooCommerceCall) ?? new((string?)null);

    public string ToJson() => JsonSerializer.Serialize(this, WooCommerceJson.Default.WooCommerceCall);

    public List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults) => WooCommerceWebhook.Read(arrival, this, body, faults);
}

/// <summary>Source-generated JSON of what is kept of a call.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WooCommerceCall))]
public sealed partial class WooCommerceJson : JsonSerializerContext;
