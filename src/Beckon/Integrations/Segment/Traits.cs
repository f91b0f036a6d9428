using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.Segment;

/// <summary>What a message says of a person.</summary>
/// <param name="Fields">As sent.</param>
public sealed record Traits(Fields Fields)
{
    public string? Email => Fields.Text("email"u8);

    public string? Phone => Fields.Id("phone"u8);

    /// <summary>Those of an identify; some libraries put them into the context alone.</summary>
    public static Traits? Of(Fields message) => message.Nested("traits"u8) is { } traits ? new Traits(traits) : OfContext(message);

    /// <summary>Those that libraries send along with other messages.</summary>
    public static Traits? OfContext(Fields message) =>
        message.TryGet("context"u8, out _) && message.Nested("context"u8) is { } context && context.Nested("traits"u8) is { } traits ? new Traits(traits) : null;

    /// <summary>The names; null where it says nothing of them.</summary>
    public Profile? Profile()
    {
        var first = Name("firstName"u8) ?? Name("first_name"u8) ?? Name("firstname"u8);
        var last = Name("lastName"u8) ?? Name("last_name"u8) ?? Name("lastname"u8);
        if (first is null && last is null && Name("name"u8) is { } whole)
        {
            var space = whole.IndexOf(' ', StringComparison.Ordinal);
            (first, last) = space < 0 ? (whole, null) : (whole[..space], whole[(space + 1)..].Trim());
        }
        return first is null && last is null ? null : new Profile(first, last);
    }

    /// <summary>The names, and all of it as custom fields.</summary>
    public Profile? ProfileWithFields()
    {
        var fields = new ObjectBytes(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(Fields.Element).Length + 64);
        AddTo(fields);
        if (fields.IsEmpty) return null;
        return (Profile() ?? new Profile(null, null)) with { Fields = fields.End() };
    }

    /// <summary>Everything it says, with the parts of the address beside the rest.</summary>
    public void AddTo(ObjectBytes all)
    {
        if (Fields.TryGet("address"u8, out var address) && address.ValueKind == JsonValueKind.Object) all.AddAll(address, OfAddress);
        all.AddAll(Fields.Element, ObjectBytes.AsTheyAre);
    }

    private static ReadOnlySpan<byte> OfAddress(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("state"u8)) return "region"u8;
        return name.SequenceEqual("postal_code"u8) || name.SequenceEqual("zip"u8) ? "postalCode"u8 : name;
    }

    private string? Name(ReadOnlySpan<byte> name) => Fields.Text(name, Fields.LongestId);
}
