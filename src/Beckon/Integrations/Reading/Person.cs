using Beckon.Accounts;
using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Integrations.Reading;

/// <summary>Who an object of a body is about, in normal form.</summary>
public static class Person
{
    // A till may know only the last digits of a number: kept as sent, though nobody can be reached or recognised by them.
    private const int FewestPhoneDigits = 5;
    private const int FewestTellingDigits = 7;
    private const int MostPhoneDigits = 15;

    public static Identifiers Read(Fields fields, Workspace workspace, ReadOnlySpan<byte> customerId) => new()
    {
        CustomerId = fields.Id(customerId),
        Email = Email(fields),
        Phone = Phone(fields, workspace),
    };

    /// <summary>Who an event is about that names nobody: all that is told of this one thing is told of the same unknown person.</summary>
    public static Identifiers Unnamed(Source source, string what, string externalId) =>
        new() { AnonymousId = $"{source.Kind}:{what}:{source.Id:n}:{externalId}" };

    public static Profile? Name(Fields fields)
    {
        var first = fields.Text("firstName"u8, Fields.LongestId);
        var last = fields.Text("lastName"u8, Fields.LongestId);
        return first is null && last is null ? null : new Profile(first, last);
    }

    /// <summary>The name and, under <c>profile</c>, custom fields.</summary>
    public static Profile? Profile(Fields fields)
    {
        var name = Name(fields);
        return fields.Nested("profile"u8) is { } own ? (name ?? new Profile(null, null)) with { Fields = RawJson.From(own.Element) } : name;
    }

    private static string? Email(Fields fields)
    {
        var text = fields.Text("email"u8);
        if (text is null) return null;
        var email = EmailAddress.Normalize(text);
        if (email is null) fields.Fault("email"u8, "This is not an e-mail address.");
        return email;
    }

    private static string? Phone(Fields fields, Workspace workspace)
    {
        var text = fields.Id("phone"u8);
        if (text is null) return null;
        var digits = text.Count(char.IsAsciiDigit);
        if (digits is >= FewestPhoneDigits and <= MostPhoneDigits && !text.Any(char.IsLetter))
            return digits < FewestTellingDigits ? null : PhoneNumber.Normalize(text, workspace.CallingCode);
        fields.Fault("phone"u8, "This is not a phone number: it has 5 to 15 digits, best in international form such as +380942583691.");
        return null;
    }
}
