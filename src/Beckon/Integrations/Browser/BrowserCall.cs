using System.Text.Json;
using System.Text.Json.Serialization;
using Beckon.Accounts;

namespace Beckon.Integrations.Browser;

/// <summary>What is known of a call of a browser outside its body: the sites that its key is given for.</summary>
public sealed record BrowserCall(IReadOnlyList<string> Origins)
{
    [JsonIgnore]
    public BrowserOrigins Sites => new(Origins);

    public static BrowserCall Parse(string? json) =>
        json is null ? new([]) : JsonSerializer.Deserialize(json, BrowserJson.Default.BrowserCall) ?? new([]);

    public string ToJson() => JsonSerializer.Serialize(this, BrowserJson.Default.BrowserCall);
}

/// <summary>Source-generated JSON of the browser's door.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BrowserCall))]
[JsonSerializable(typeof(BrowserTaken))]
public sealed partial class BrowserJson : JsonSerializerContext;
