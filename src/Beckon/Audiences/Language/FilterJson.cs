using System.Text.Json;
using Beckon.Kernel;

namespace Beckon.Audiences.Language;

/// <summary>Filters as JSON, in the API as in the database: written alike, so that a filter that was read can be sent back.</summary>
public static class FilterJson
{
    /// <summary>The version of the language. What it can say only grows; a change of meaning would get another number.</summary>
    public const int Version = 1;

    public static string Write(Filter filter) => JsonSerializer.Serialize(filter, ApiJson.Options);

    /// <summary>Reads what Beckon itself wrote; null for what a later version wrote, which says things that this one does not know.</summary>
    public static Filter? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Filter>(json, ApiJson.Options);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
