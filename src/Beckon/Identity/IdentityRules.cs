using Beckon.Contacts;
using Beckon.Events;

namespace Beckon.Identity;

/// <summary>
/// Decides whose event it is. Pure: it works on what was loaded for the batch, one event after the other, and leaves behind what
/// must be written.
/// </summary>
public sealed class IdentityRules(People people)
{
    /// <summary>Whose event it is; null for an event that names nobody (a product's, say).</summary>
    public Whose? Resolve(CanonicalEvent e)
    {
        if (e.Decision is { } decision) return Decide(e, decision);
        // Beckon's own id is stronger than any identifier; what else is told then becomes that contact's.
        var told = e.Who.ContactId is { } id ? people.Find(id) : null;
        var identifiers = Identifier.Of(e);
        if (told is not null && identifiers.Count == 0) return Seen(told, e, e.Who.ContactId ?? told.Id);
        if (identifiers.Count == 0) return null;

        var attached = people.Attached.Count;
        var owners = identifiers.Select(people.OwnerOf).Prepend(told).OfType<Contact>().DistinctBy(contact => contact.Id).ToList();
        // Two people never become one because they share a browser.
        var browser = identifiers.FindIndex(one => one.Kind == Identifier.AnonymousId);
        var handsOn = browser >= 0 && people.OwnerOf(identifiers[browser]) is { Anonymous: false } last && IsSomebodyElses(last, owners, identifiers, told);
        if (handsOn) owners.RemoveAll(owner => owner.Id == people.OwnerOf(identifiers[browser])?.Id);

        var owner = Strongest(owners) ?? people.Add(e);
        var own = OwnContact(owner, identifiers, told is null ? null : e.Who.ContactId);
        foreach (var other in owners)
        {
            if (other.Id != owner.Id) owner = Join(owner, other, e);
        }
        if (handsOn) people.HandOn(identifiers[browser], owner.Id, own, e);
        foreach (var identifier in identifiers)
        {
            if (people.OwnerOf(identifier) is null) people.Attach(identifier, owner.Id, own, e.ReceivedAt);
        }
        if (own != owner.Id && e.Profile is not null) KeepOwnNames(people[own], e);
        var whose = Seen(owner, e, own);
        return people.Attached.Count == attached ? whose : whose with { Learnt = true };
    }

    // Who was merged keeps the names they go by themselves: an undone merge gives them back.
    private void KeepOwnNames(Contact merged, CanonicalEvent e)
    {
        var named = Named(merged, e);
        if (named != merged) people.Change(named);
    }

    private Whose? Decide(CanonicalEvent e, IdentityDecision decision)
    {
        var contact = e.Who.ContactId is { } id ? people.Find(id) : null;
        var other = people.Find(decision.Other);
        // One of them was erased meanwhile, or they have become one, or two again: there is nothing to decide any more.
        if (contact is null || other is null) return (contact ?? other) is { } left ? new Whose(left, left.Id) : null;
        if (decision.Verdict == IdentityVerdict.Undo)
        {
            var merge = decision.MergeId is { } mergeId ? people.Details.MergeOf(mergeId) : null;
            if (merge is null || people[merge.From].MergedInto is null) return new Whose(contact, contact.Id);
            var stays = people.Split(merge, e, decision.By);
            return new Whose(stays, stays.Id);
        }
        if (contact.Id == other.Id) return new Whose(contact, contact.Id);
        if (decision.Verdict == IdentityVerdict.KeepApart)
        {
            people.KeepApart(contact.Id, other.Id, decision.By, e.ReceivedAt);
            return new Whose(contact, contact.Id);
        }
        people.Details.LetMeet(contact.Id, other.Id);
        return new Whose(people.Merge(other, contact, e), contact.Id);
    }

    // The browser was used by a known person, and the event is another's: it names them, or it says what contradicts what that person is known by.
    private bool IsSomebodyElses(Contact last, List<Contact> owners, List<Identifier> identifiers, Contact? told)
    {
        if (last.Id == told?.Id || identifiers.Exists(one => one.Kind != Identifier.AnonymousId && people.OwnerOf(one)?.Id == last.Id)) return false;
        return owners.Exists(owner => owner.Id != last.Id && !owner.Anonymous) || people.Details.Contradict(last, identifiers);
    }

    // Owners come in the order of their identifiers' strength; a known person is stronger than an anonymous one whatever it was found by.
    private static Contact? Strongest(List<Contact> owners) => owners.Find(contact => !contact.Anonymous) ?? owners.FirstOrDefault();

    // Whose event it is by itself: by the strongest identifier that is the contact's.
    private Guid OwnContact(Contact owner, List<Identifier> identifiers, Guid? told)
    {
        if (told is { } id && people.Find(id)?.Id == owner.Id) return id;
        var strongest = identifiers.FindIndex(one => people.OwnerOf(one)?.Id == owner.Id);
        return strongest < 0 ? owner.Id : people.OwnContactOf(identifiers[strongest]) ?? owner.Id;
    }

    private Contact Join(Contact owner, Contact other, CanonicalEvent e)
    {
        // Of whom it has been decided, there is nothing left to decide.
        if (people.Details.AreApart(owner.Id, other.Id)) return owner;
        if (other.Anonymous || MayMerge(owner, other, e)) return people.Merge(other, owner, e);
        people.Conflict(owner, other, e);
        return owner;
    }

    // What a browser claims merges nobody who is known.
    private bool MayMerge(Contact owner, Contact other, CanonicalEvent e) =>
        !e.Claimed && !people.Details.HaveDifferentCustomerIds(owner.Id, other.Id);

    private Whose Seen(Contact contact, CanonicalEvent e, Guid own)
    {
        var seen = Named(contact, e) with
        {
            Anonymous = contact.Anonymous && e.Who.CustomerId is null && e.Who.Email is null && e.Who.Phone is null,
            // An address that belongs to somebody else (a conflict) is not shown as this contact's.
            Email = Corrects(e, contact.EmailClaimed ? null : contact.Email) ? Own(contact, Identifier.Email, e.Who.Email) ?? contact.Email : contact.Email,
            EmailClaimed = e.Who.Email is null ? contact.EmailClaimed : e.Claimed && (contact.Email is null || contact.EmailClaimed),
            Phone = Corrects(e, contact.Phone) ? Own(contact, Identifier.Phone, e.Who.Phone) ?? contact.Phone : contact.Phone,
            LastSeenAt = Moved(contact, e),
        };
        if (seen != contact) people.Change(seen);
        return new Whose(seen, own) { Learnt = seen != contact && contact with { LastSeenAt = seen.LastSeenAt } != seen };
    }

    private static Contact Named(Contact contact, CanonicalEvent e) => contact with
    {
        FirstName = Corrects(e, contact.FirstName) ? Said(e.Profile?.FirstName, contact.FirstName) : contact.FirstName,
        LastName = Corrects(e, contact.LastName) ? Said(e.Profile?.LastName, contact.LastName) : contact.LastName,
    };

    private string? Own(Contact contact, string kind, string? value) =>
        value is not null && people.OwnerOf(new Identifier(kind, Guid.Empty, value))?.Id == contact.Id ? value : null;

    // What a browser claims fills gaps; it takes the place of nothing.
    private static bool Corrects(CanonicalEvent e, string? known) => !e.Claimed || known is null;

    private static string? Said(string? said, string? known) => string.IsNullOrWhiteSpace(said) ? known : said.Trim();

    // What Beckon itself tells about its messages is not the shopper being there.
    private static DateTimeOffset Moved(Contact contact, CanonicalEvent e) =>
        e.Who.ContactId is null && !e.Derived && Contact.SeenAt(e.OccurredAt) is var at && at > contact.LastSeenAt ? at : contact.LastSeenAt;
}

/// <summary>Whose an event is.</summary>
/// <param name="Contact">The contact, as the event leaves them.</param>
/// <param name="OwnContact">Whose it is by itself: another contact, where that one was merged.</param>
public readonly record struct Whose(Contact Contact, Guid OwnContact)
{
    /// <summary>Whether the event told something new of who the contact is: an identifier, an address, a name.</summary>
    public bool Learnt { get; init; }
}
