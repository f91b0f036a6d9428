using System.Text.Json;
using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Integrations.Reading;

/// <summary>
/// For what nobody at the shop can mend: a platform's body is read for what can be used of it. What is of another kind than expected is as if it were
/// not there.
/// </summary>
public static class Lenient
{
    private const int MostItems = 1_000;

    /// <summary>The fields of an object, none of which can be at fault; null when it is no object.</summary>
    public static Fields? Of(JsonElement element) => element.ValueKind == JsonValueKind.Object ? Fields.Of(element, Spot.Root, new Faults()) : null;

    public static bool IsTrue(this Fields fields, ReadOnlySpan<byte> name) => fields.TryGet(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>The objects of a list; empty when there is none.</summary>
    public static List<Fields> Objects(this Fields fields, ReadOnlySpan<byte> name) => fields.List(name, MostItems) ?? [];

    public static DateTimeOffset? Time(this Fields fields, ReadOnlySpan<byte> name) => fields.Time(name, TimeZoneInfo.Utc);

    public static string? Email(this Fields fields, ReadOnlySpan<byte> name) => EmailAddress.Normalize(fields.Text(name));

    /// <summary>A text where a lower-case word is expected.</summary>
    public static string Word(this Fields fields, ReadOnlySpan<byte> name) => fields.Text(name)?.ToLowerInvariant() ?? "";

    /// <summary>First and last name; null when neither is known.</summary>
    public static Profile? Name(this Fields fields, ReadOnlySpan<byte> firstName, ReadOnlySpan<byte> lastName)
    {
        var first = fields.Text(firstName, Fields.LongestId);
        var last = fields.Text(lastName, Fields.LongestId);
        return first is null && last is null ? null : new Profile(first, last);
    }
}
