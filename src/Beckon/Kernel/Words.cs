using System.Collections.Frozen;
using System.Text.Json;

namespace Beckon.Kernel;

/// <summary>Enum values as they are written in JSON and in the database: lower case with underscores, such as <c>marketing_pro</c>.</summary>
public static class Words
{
    public static string Of<T>(T value) where T : struct, Enum =>
        Known<T>.Names.TryGetValue(value, out var word) ? word : throw new ArgumentOutOfRangeException(nameof(value), value, "No such value.");

    /// <summary>Reads what Beckon itself wrote; a word it does not know is a fault in the database.</summary>
    public static T Read<T>(string word) where T : struct, Enum =>
        TryRead<T>(word, out var value) ? value : throw new FormatException($"'{word}' is no {typeof(T).Name}.");

    public static bool TryRead<T>(string? word, out T value) where T : struct, Enum
    {
        value = default;
        return word is not null && Known<T>.Values.TryGetValue(word, out value);
    }

    private static class Known<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Names =
            Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

        public static readonly FrozenDictionary<string, T> Values =
            Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}

/// <summary>Names the words that a text in a query may be, for the OpenAPI document. The handler checks them.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ChoicesAttribute(params string[] words) : Attribute
{
    public IReadOnlyList<string> Words => words;
}
