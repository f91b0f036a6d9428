using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Beckon.Delivery.Email;

/// <summary>A mailbox with an optional display name; international domains are allowed and travel as punycode.</summary>
public sealed record EmailAddress(string Address, string? Name = null)
{
    private const int MaxLocalPart = 64;
    private const int MaxAddress = 254;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };
    private static readonly SearchValues<char> AtomChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~.");
    private static readonly SearchValues<char> LabelChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>As people write it: <c>Ada &lt;ada@example.com&gt;</c>.</summary>
    public override string ToString() => Name is null ? Address : $"{Name} <{Address}>";

    /// <summary>The address as it travels in commands and headers: ASCII only, quoted where the standard needs it.</summary>
    /// <exception cref="FormatException">The address cannot be mailed; check with <see cref="TryToWire"/> first.</exception>
    public string ToWire() => TryToWire(out var wire, out var fault) ? wire : throw new FormatException(fault);

    /// <summary>As <see cref="ToWire"/>, with a sentence that says what is wrong instead of an exception.</summary>
    public bool TryToWire([NotNullWhen(true)] out string? wire, [NotNullWhen(false)] out string? fault)
    {
        wire = null;
        var at = Address.LastIndexOf('@');
        if (at < 1 || at == Address.Length - 1)
        {
            fault = $"'{Printable(Address)}' is not an e-mail address: write it as name@domain.";
            return false;
        }
        fault = CheckLocalPart(Address.AsSpan(0, at));
        if (fault is not null || !TryGetDomain(Address[(at + 1)..], out var domain, out fault)) return false;

        var local = Address.AsSpan(0, at);
        // Some Japanese carriers gave out addresses such as "a..b@": legal once quoted.
        var needsQuotes = local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal);
        wire = needsQuotes && !IsQuoted(local) ? $"\"{local}\"@{domain}" : $"{local}@{domain}";
        if (wire.Length <= MaxAddress) return true;

        wire = null;
        fault = $"'{Printable(Address)}' is longer than the {MaxAddress} characters an e-mail address may have.";
        return false;
    }

    private string? CheckLocalPart(ReadOnlySpan<char> local)
    {
        if (!Ascii.IsValid(local))
            return $"'{Printable(Address)}' has letters before the @ that mail servers without SMTPUTF8 cannot take: use an address in plain Latin letters.";
        if (local.Length > MaxLocalPart) return $"'{Printable(Address)}' has more than {MaxLocalPart} characters before the @.";
        if (local.ContainsAnyExceptInRange(' ', '~')) return $"'{Printable(Address)}' contains a control character: remove it.";
        if (!IsQuoted(local) && local.ContainsAnyExcept(AtomChars))
            return $"'{Printable(Address)}' has a space or another character before the @ that an address cannot have: check it, and put a name into the name field.";
        return null;
    }

    private bool TryGetDomain(string domain, [NotNullWhen(true)] out string? ascii, [NotNullWhen(false)] out string? fault)
    {
        fault = null;
        ascii = domain;
        if (!Ascii.IsValid(domain))
        {
            try
            {
                ascii = Idn.GetAscii(domain);
            }
            catch (ArgumentException)
            {
                ascii = "";
            }
        }
        var rest = ascii.AsSpan();
        var valid = rest.Length is > 0 and <= 253;
        while (valid)
        {
            var dot = rest.IndexOf('.');
            var label = dot < 0 ? rest : rest[..dot];
            valid = label.Length is > 0 and <= 63 && !label.ContainsAnyExcept(LabelChars);
            if (dot < 0) break;
            rest = rest[(dot + 1)..];
        }
        if (valid) return true;
        fault = $"'{Printable(Address)}' has a domain that cannot exist: check what stands after the @.";
        ascii = null;
        return false;
    }

    private static bool IsQuoted(ReadOnlySpan<char> local)
    {
        if (local.Length < 2 || local[0] != '"' || local[^1] != '"') return false;
        for (var i = 1; i < local.Length - 1; i++)
        {
            if (local[i] == '"') return false;
            if (local[i] == '\\' && ++i == local.Length - 1) return false;
        }
        return true;
    }

    private static string Printable(string text) =>
        string.Create(Math.Min(text.Length, 100), text, (span, from) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = char.IsControl(from[i]) ? ' ' : from[i];
        });
}
