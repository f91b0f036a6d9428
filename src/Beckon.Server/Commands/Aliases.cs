using System.Text.Json.Nodes;

namespace Beckon.Server.Commands;

/// <summary>Takes fields out of a record under the names that exports of other systems give them; case and separators do not matter.</summary>
internal sealed class Aliases(JsonObject record)
{
    private readonly Dictionary<string, string> _names = record
        .GroupBy(field => Plain(field.Key), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First().Key, StringComparer.Ordinal);

    /// <summary>The first of these fields that has a value; it is taken out of the record.</summary>
    public JsonNode? Take(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!_names.Remove(Plain(name), out var known)) continue;
            var value = record[known];
            record.Remove(known);
            if (value is not null) return value;
        }
        return null;
    }

    public string? Text(params ReadOnlySpan<string> names) => Take(names)?.ToString();

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
