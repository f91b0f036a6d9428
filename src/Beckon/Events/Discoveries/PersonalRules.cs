using System.Buffers;

namespace Beckon.Events.Discoveries;

/// <summary>
/// Which values may be shown as examples to everybody who builds a filter. Nothing that names a person, by the property's name or by the look of
/// the value; and beyond this, <see cref="HeardProperty"/> keeps only values that came from several people.
/// </summary>
public static class PersonalRules
{
    private static readonly SearchValues<string> Personal = SearchValues.Create(
        [
            "mail", "phone", "mobile", "sms", "first", "last", "surname", "fullname", "address", "street", "zip", "postal", "birth", "customer", "person",
            "user", "contact", "anonymous", "device", "token", "password", "secret", "card", "iban", "account", "ssn", "passport", "session", "ip_", "latitude",
            "longitude", "comment", "note", "message", "review",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly string[] PersonalWords = ["ip", "uid", "uuid", "gclid", "fbclid"];

    public static bool IsPersonal(ReadOnlySpan<char> property)
    {
        if (property.ContainsAny(Personal)) return true;
        var word = property[(property.LastIndexOf('.') + 1)..];
        foreach (var one in PersonalWords)
        {
            if (word.Equals(one, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    /// <summary>An e-mail address, or so many digits as phone numbers and cards have.</summary>
    public static bool LooksPersonal(ReadOnlySpan<char> value)
    {
        const int FewestDigits = 9;
        if (value.Contains('@')) return true;
        var (digits, others) = (0, 0);
        foreach (var one in value)
        {
            if (char.IsDigit(one)) digits++;
            else if (one is not (' ' or '+' or '-' or '(' or ')' or '.' or '/')) others++;
        }
        return digits >= FewestDigits && others == 0;
    }
}
