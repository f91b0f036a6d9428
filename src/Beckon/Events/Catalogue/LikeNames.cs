using System.Text.Json;

namespace Beckon.Events.Catalogue;

/// <summary>Finds the property that a sender may have meant: <c>product_id</c> for <c>productId</c>.</summary>
internal static class LikeNames
{
    private const int LongestName = 100;

    /// <summary>A property of the object that has the wanted name but for case and separators; null when there is none.</summary>
    public static string? Find(ReadOnlySpan<byte> json, string wanted)
    {
        var plain = Plain(wanted);
        var reader = new Utf8JsonReader(json);
        if (!reader.Read()) return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueSpan.Length <= LongestName && reader.GetString() is { } name && name != wanted && Plain(name) == plain) return name;
            reader.Read();
            reader.Skip();
        }
        return null;
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
