using System.Diagnostics.CodeAnalysis;

namespace Beckon.Kernel;

/// <summary>E-mail addresses as identifiers: trimmed and lower-cased.</summary>
public static class EmailAddress
{
    /// <summary>The normal form, or null when the text cannot be an address.</summary>
    public static string? Normalize(string? text)
    {
        if (text is null) return null;
        var trimmed = text.Trim().ToLowerInvariant();
        return IsPlausible(trimmed) ? trimmed : null;
    }

    // Deliberately lenient: what a mail server takes is for the mail server to say.
    private static bool IsPlausible([NotNullWhen(true)] string? text)
    {
        if (text is null || text.Length is < 3 or > 254) return false;
        var at = text.LastIndexOf('@');
        if (at < 1 || at > 64 || at == text.Length - 1) return false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or ',' or ';' or '"' or '(' or ')') return false;
        }
        return text[at + 1] != '.' && text[^1] != '.' && text.IndexOf('@', StringComparison.Ordinal) == at;
    }
}
