using System.Text.Json;
using System.Text.Json.Serialization;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Kernel;

namespace Beckon.Integrations.Shopify;

/// <summary>What a call of Shopify says outside its body.</summary>
/// <param name="Topic">The header <c>X-Shopify-Topic</c>, such as <c>orders/create</c>.</param>
/// <param name="WebhookId">The header <c>X-Shopify-Webhook-Id</c>: the same when the call is made again.</param>
/// <param name="TriggeredAt">The header <c>X-Shopify-Triggered-At</c>.</param>
/// <param name="Shop">The header <c>X-Shopify-Shop-Domain</c>.</param>
public sealed record ShopifyCall(string? Topic, string? WebhookId, string? TriggeredAt, string? Shop)
{
    private const int LongestHeader = 255;

    public static ShopifyCall Of(WebhookCall call) => new(
        Said(call, "X-Shopify-Topic"), Said(call, "X-Shopify-Webhook-Id"), Said(call, "X-Shopify-Triggered-At"), Said(call, "X-Shopify-Shop-Domain"));

    public static ShopifyCall Parse(string? json) =>
        json is null ? new(null, null, null, null) : JsonSerializer.Deserialize(json, ShopifyJson.Default.ShopifyCall) ?? new(null, null, null, null);

    public string ToJson() => JsonSerializer.Serialize(this, ShopifyJson.Default.ShopifyCall);

    public List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults) => ShopifyWebhook.Read(arrival, this, body, faults);

    // PostgreSQL keeps no NUL, and nobody needs a header of this length.
    private static string? Said(WebhookCall call, string name)
    {
        var text = call.Header(name).Trim();
        return text.Length is 0 or > LongestHeader || text.Any(char.IsControl) ? null : text;
    }
}

/// <summary>Source-generated JSON of what is kept of a call.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ShopifyCall))]
public sealed partial class ShopifyJson : JsonSerializerContext;
