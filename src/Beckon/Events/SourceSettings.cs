using System.Globalization;
using System.Text.Json;
using Beckon.Kernel;

namespace Beckon.Events;

/// <summary>What a retailer has told Beckon about a source, by the names of the integration's settings.</summary>
public sealed class SourceSettings
{
    private readonly Dictionary<string, string> _values;

    private SourceSettings(Dictionary<string, string> values) => _values = values;

    public static SourceSettings None { get; } = new([]);

    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>A setting; null when nothing was filled in.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>IANA name of the zone of times that come without an offset. Null: the workspace's.</summary>
    public string? TimeZone => this["timeZone"];

    /// <summary>Where shoppers go back to when the platform does not say where their cart is.</summary>
    public string? ShopUrl => this["shopUrl"];

    /// <summary>The setting by which an open cart counts as abandoned after so many minutes without change.</summary>
    public const string IdleCart = "abandonAfterMinutes";

    /// <summary>After how many minutes without change an open cart counts as abandoned. Null: Beckon decides nothing, the platform tells.</summary>
    public int? AbandonAfterMinutes => Number(IdleCart);

    /// <summary>From how many pieces on a product counts as running low.</summary>
    public int LowStock => Number("lowStock") ?? ProductChange.FewPieces;

    /// <summary>A whole number; null when nothing was filled in.</summary>
    public int? Number(string name) => int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Without what is empty.</summary>
    public static SourceSettings Of(IEnumerable<KeyValuePair<string, string?>> values)
    {
        var filled = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            if (!string.IsNullOrWhiteSpace(value)) filled[name] = value.Trim();
        }
        return filled.Count == 0 ? None : new(filled);
    }

    public string ToJson() => JsonSerializer.Serialize(_values, ApiJson.Options);

    public static SourceSettings FromJson(string json) => Of(JsonSerializer.Deserialize<Dictionary<string, string?>>(json, ApiJson.Options) ?? []);
}
