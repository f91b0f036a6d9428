using System.Text;
using System.Text.Json;
using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Klaviyo;

/// <summary>The profile of an event.</summary>
/// <param name="Who">By what the person is known.</param>
/// <param name="Names">What the person is called; null where it is not said.</param>
/// <param name="Key">What the person is known by as sent: part of what makes an event the same.</param>
public sealed record KlaviyoProfile(Identifiers Who, Profile? Names, string Key)
{
    private static readonly (string Told, string Name)[] Known = [("organization", "organization"), ("title", "title"), ("locale", "language"), ("image", "image")];

    public static KlaviyoProfile? Read(Fields wrapped, Workspace workspace)
    {
        var profile = KlaviyoEvent.Unwrapped(wrapped);
        var own = wrapped.Nested("data"u8)?.Id("id"u8) ?? profile.Id("id"u8) ?? profile.Id("$id"u8);
        var who = new Identifiers
        {
            // The id that Klaviyo itself gave is not the shop's.
            CustomerId = profile.Id("external_id"u8) ?? (own is null ? null : "klaviyo:" + own),
            Email = Email(profile),
            Phone = Phone(profile, workspace),
            AnonymousId = profile.Id("anonymous_id"u8) ?? (profile.Id("_kx"u8) is { } cookie ? "kx:" + cookie : null),
        };
        if (who.None && !HasAny(profile)) profile.FaultHere("Say whose event it is: send at least one of email, phone_number, external_id, id, anonymous_id and _kx.");
        var key = who.CustomerId ?? who.Email ?? who.Phone ?? who.AnonymousId;
        return key is null ? null : new KlaviyoProfile(Short(who), NamesOf(profile), key);
    }

    private static bool HasAny(Fields profile) => profile.Has("email"u8) || profile.Has("$email"u8) || profile.Has("phone_number"u8) || profile.Has("$phone_number"u8);

    // With what stands before it an id may be longer than an index takes.
    private static Identifiers Short(Identifiers who) => who with { CustomerId = Cut(who.CustomerId), AnonymousId = Cut(who.AnonymousId) };

    private static string? Cut(string? id) => id?.Length > Fields.LongestId ? id[..Fields.LongestId] : id;

    private static string? Email(Fields profile)
    {
        var text = profile.Text("email"u8) ?? profile.Text("$email"u8);
        var email = EmailAddress.Normalize(text);
        if (text is not null && email is null) profile.Fault("email"u8, "This is not an e-mail address.");
        return email;
    }

    private static string? Phone(Fields profile, Workspace workspace)
    {
        var text = profile.Id("phone_number"u8) ?? profile.Id("$phone_number"u8);
        var phone = PhoneNumber.Normalize(text, workspace.CallingCode);
        if (text is not null && phone is null) profile.Fault("phone_number"u8, "This is not a phone number: send it in international form, such as +12065550123.");
        return phone;
    }

    private static Profile? NamesOf(Fields profile)
    {
        var first = profile.Text("first_name"u8, Fields.LongestId) ?? profile.Text("$first_name"u8, Fields.LongestId);
        var last = profile.Text("last_name"u8, Fields.LongestId) ?? profile.Text("$last_name"u8, Fields.LongestId);
        var own = FieldsOf(profile);
        return first is null && last is null && own is null ? null : new Profile(first, last) { Fields = own };
    }

    // The properties of the profile, and before them what Klaviyo itself has fields for.
    private static RawJson? FieldsOf(Fields profile)
    {
        var all = new ObjectBytes(512);
        foreach (var (told, name) in Known)
        {
            if (profile.TryGet(Encoding.UTF8.GetBytes(told), out var value)) all.Add(Encoding.UTF8.GetBytes(name), value);
        }
        if (profile.TryGet("location"u8, out var location) && location.ValueKind == JsonValueKind.Object)
            all.AddAll(location, name => name.SequenceEqual("zip"u8) ? "postalCode"u8 : name);
        if (profile.TryGet("properties"u8, out var own) && own.ValueKind == JsonValueKind.Object) all.AddAll(own, ObjectBytes.AsTheyAre);
        return all.IsEmpty ? null : all.End();
    }
}
