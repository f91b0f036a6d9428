using Beckon.Events.Catalogue;

namespace Beckon.Integrations.Reading;

/// <summary>Names of events as other products' users chose them: taken as they are, as far as they can be a name.</summary>
public static class CustomName
{
    private const int Longest = 100;

    /// <param name="told">As sent.</param>
    /// <param name="kind">The integration. What Beckon tells of its own messages cannot be told from outside: such a name gets this before it.</param>
    /// <param name="otherwise">The name where there is none.</param>
    public static string Of(string? told, string kind, string otherwise)
    {
        var name = Printable(told?.Trim() ?? "");
        if (name.Length == 0) return otherwise;
        if (EventCatalogue.IsOwn(name)) name = $"{kind}_{name}";
        if (name.Length <= Longest) return name;
        return char.IsHighSurrogate(name[Longest - 1]) ? name[..(Longest - 1)] : name[..Longest];
    }

    private static string Printable(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim() : text;
}
