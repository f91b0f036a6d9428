using System.Globalization;
using System.Text.Json;

namespace Beckon.Integrations.CustomWebhook;

/// <summary>Finds places in JSON by JSON Pointer (RFC 6901).</summary>
public static class JsonPlace
{
    /// <summary>The element at a place; null when there is none, or nothing.</summary>
    public static JsonElement? Find(JsonElement root, string place)
    {
        var at = root;
        foreach (var step in place.Split('/').Skip(1))
        {
            if (Step(at, step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)) is not { } next) return null;
            at = next;
        }
        return at.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : at;
    }

    private static JsonElement? Step(JsonElement at, string step)
    {
        if (at.ValueKind == JsonValueKind.Object) return at.TryGetProperty(step, out var field) ? field : null;
        if (at.ValueKind != JsonValueKind.Array) return null;
        return int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < at.GetArrayLength() ? at[index] : null;
    }
}
