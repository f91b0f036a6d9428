using System.Collections.Frozen;
using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Segment;

/// <summary>Whose message it is.</summary>
public static class SegmentPerson
{
    // What programs send where they know nobody. Taken for an id, it would make one person of everybody.
    private static readonly FrozenSet<string> Nobody = new[]
    {
        "null", "undefined", "none", "nil", "nan", "true", "false", "0", "-1", "[object object]", "anonymous", "guest", "unknown", "id", "email",
        "userid", "user_id", "distinct_id", "not_authenticated", "n/a", "00000000-0000-0000-0000-000000000000",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <param name="message">With <c>userId</c> and <c>anonymousId</c>.</param>
    /// <param name="traits">Of the person.</param>
    /// <param name="buyer">Properties that name who buys, for those who buy without an account.</param>
    /// <param name="workspace">Completes phone numbers.</param>
    public static Identifiers Read(Fields message, Traits? traits, Fields? buyer, Workspace workspace)
    {
        var userId = Id(message, "userId"u8);
        return new Identifiers
        {
            CustomerId = userId,
            AnonymousId = Id(message, "anonymousId"u8),
            // Many shops use the address itself as the id.
            Email = EmailAddress.Normalize(traits?.Email) ?? EmailAddress.Normalize(buyer?.Text("email"u8)) ?? EmailAddress.Normalize(userId),
            Phone = PhoneNumber.Normalize(traits?.Phone, workspace.CallingCode) ?? PhoneNumber.Normalize(buyer?.Id("phone"u8), workspace.CallingCode),
        };
    }

    public static string? Id(Fields message, ReadOnlySpan<byte> name) => message.Id(name) is { } id && !Nobody.Contains(id) ? id : null;
}
