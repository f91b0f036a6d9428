using Beckon.Events;

namespace Beckon.Identity;

/// <summary>One thing a contact is known by. <see cref="Scope"/> is the source for a customer id and empty for the rest.</summary>
public readonly record struct Identifier(string Kind, Guid Scope, string Value)
{
    public const string CustomerId = "customer_id";
    public const string Email = "email";
    public const string Phone = "phone";
    public const string AnonymousId = "anonymous_id";

    /// <summary>The identifiers of an event, the strongest first.</summary>
    public static List<Identifier> Of(CanonicalEvent e)
    {
        var found = new List<Identifier>(4);
        if (e.Who.CustomerId is { } customerId) found.Add(new Identifier(CustomerId, e.SourceId, customerId));
        if (e.Who.Email is { } email) found.Add(new Identifier(Email, Guid.Empty, email));
        if (e.Who.Phone is { } phone) found.Add(new Identifier(Phone, Guid.Empty, phone));
        if (e.Who.AnonymousId is { } anonymousId) found.Add(new Identifier(AnonymousId, Guid.Empty, anonymousId));
        return found;
    }
}
