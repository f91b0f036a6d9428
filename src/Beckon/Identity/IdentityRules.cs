using Beckon.Contacts;
using Beckon.Events;

namespace Beckon.Identity;

/// <summary>
/// Decides whose event it is. Pure: it works on what was loaded for the batch, one event after the other, and leaves behind what
/// must be written.
/// </summary>
public sealed class IdentityRules(People people)
{
    /// <summary>The contact of an event, as the event leaves them; none for an event that names nobody (a product's, say).</summary>
    public Contact? Resolve(CanonicalEvent e)
    {
        // Beckon's own id is stronger than any identifier; what else is told then becomes that contact's.
        var told = e.Who.ContactId is { } id ? people.Find(id) : null;
        var identifiers = Identifier.Of(e);
        if (told is not null && identifiers.Count == 0) return Seen(told, e);
        if (identifiers.Count == 0) return null;

        var owners = identifiers.Select(people.OwnerOf).Prepend(told).OfType<Contact>().DistinctBy(contact => contact.Id).ToList();
        var owner = Strongest(owners) ?? people.Add(e);
        foreach (var other in owners)
        {
            if (other.Id != owner.Id) owner = Join(owner, other, e);
        }
        foreach (var identifier in identifiers)
        {
            if (people.OwnerOf(identifier) is null) people.Attach(identifier, owner.Id, e.ReceivedAt);
        }
        return Seen(owner, e);
    }

    // Owners come in the order of their identifiers' strength; a known person is stronger than an anonymous one whatever it was found by.
    private static Contact? Strongest(List<Contact> owners) => owners.Find(contact => !contact.Anonymous) ?? owners.FirstOrDefault();

    private Contact Join(Contact owner, Contact other, CanonicalEvent e)
    {
        if (other.Anonymous) return people.Merge(other, owner, e);
        people.Conflict(owner, other, e);
        return owner;
    }

    private Contact Seen(Contact contact, CanonicalEvent e)
    {
        var seen = contact with
        {
            Anonymous = contact.Anonymous && e.Who.CustomerId is null && e.Who.Email is null && e.Who.Phone is null,
            // An address that belongs to somebody else (a conflict) is not shown as this contact's.
            Email = Corrects(e, contact.EmailClaimed ? null : contact.Email) ? Own(contact, Identifier.Email, e.Who.Email) ?? contact.Email : contact.Email,
            EmailClaimed = e.Who.Email is null ? contact.EmailClaimed : e.Claimed && (contact.Email is null || contact.EmailClaimed),
            Phone = Corrects(e, contact.Phone) ? Own(contact, Identifier.Phone, e.Who.Phone) ?? contact.Phone : contact.Phone,
            FirstName = Corrects(e, contact.FirstName) ? Said(e.Profile?.FirstName, contact.FirstName) : contact.FirstName,
            LastName = Corrects(e, contact.LastName) ? Said(e.Profile?.LastName, contact.LastName) : contact.LastName,
            LastSeenAt = Moved(contact, e),
        };
        if (seen != contact) people.Change(seen);
        return seen;
    }

    private string? Own(Contact contact, string kind, string? value) =>
        value is not null && people.OwnerOf(new Identifier(kind, Guid.Empty, value))?.Id == contact.Id ? value : null;

    // What a browser claims fills gaps; it takes the place of nothing.
    private static bool Corrects(CanonicalEvent e, string? known) => !e.Claimed || known is null;

    private static string? Said(string? said, string? known) => string.IsNullOrWhiteSpace(said) ? known : said.Trim();

    // What Beckon itself tells about its messages is not the shopper being there.
    private static DateTimeOffset Moved(Contact contact, CanonicalEvent e) =>
        e.Who.ContactId is null && !e.Derived && Contact.SeenAt(e.OccurredAt) is var at && at > contact.LastSeenAt ? at : contact.LastSeenAt;
}
