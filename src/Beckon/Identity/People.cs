using Beckon.Contacts;
using Beckon.Events;

namespace Beckon.Identity;

/// <summary>
/// The contacts and identifiers that events touch, and what a batch of events changes about them. Kept from batch to batch by whoever holds the
/// lane of arrivals, who is the only writer of them.
/// </summary>
public sealed class People(TimeProvider time)
{
    // The shoppers of the last minutes of a busy shop. A contact with its identifiers takes about 600 bytes.
    private const int MostYoung = 30_000;

    private readonly Generations<Identifier, Guid> _owners = new();
    private readonly Generations<Guid, Contact> _contacts = new();

    public HashSet<Guid> Added { get; } = [];

    /// <summary>Contacts of which more changed than when they were last seen.</summary>
    public HashSet<Guid> Changed { get; } = [];

    /// <summary>Contacts of which nothing changed but when they were last seen.</summary>
    public HashSet<Guid> Seen { get; } = [];

    public List<AttachedIdentifier> Attached { get; } = [];

    /// <summary>Merges, and merges undone, in their order.</summary>
    public List<Regrouping> Regroupings { get; } = [];

    public List<Conflict> Conflicts { get; } = [];

    public List<Apart> KeptApart { get; } = [];

    /// <summary>Of contacts that may be merged or taken apart in this batch.</summary>
    public Details Details { get; } = new();

    // Contacts whose address a browser had claimed and somebody who knows has confirmed.
    private readonly List<Guid> _confirmed = [];

    /// <summary>Begins a new batch, when the changes of the last one have been committed.</summary>
    public void BeginBatch()
    {
        Added.Clear();
        Changed.Clear();
        Seen.Clear();
        Attached.Clear();
        Regroupings.Clear();
        Conflicts.Clear();
        KeptApart.Clear();
        Details.Clear();
        _confirmed.Clear();
        if (_contacts.Young > MostYoung) _contacts.Age();
        if (_owners.Young > 2 * MostYoung) _owners.Age();
    }

    public void Load(Contact contact) => _contacts[contact.Id] = contact;

    public void Load(Identifier identifier, Guid contactId) => _owners[identifier] = contactId;

    /// <summary>The contact, or the one it was merged into.</summary>
    public Contact? Find(Guid id)
    {
        while (_contacts.TryGet(id, out var contact))
        {
            if (contact.MergedInto is not { } into) return contact;
            id = into;
        }
        return null;
    }

    public Contact? OwnerOf(Identifier identifier) => _owners.TryGet(identifier, out var id) ? Find(id) : null;

    /// <summary>Whose the identifier is by itself: who was merged keeps what is theirs.</summary>
    public Guid? OwnContactOf(Identifier identifier) => _owners.TryGet(identifier, out var id) ? id : null;

    public Contact this[Guid id] => _contacts.TryGet(id, out var contact) ? contact : throw new KeyNotFoundException($"Contact {id} was not loaded.");

    public Contact Add(CanonicalEvent e)
    {
        var contact = new Contact
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Anonymous = e.Who is { CustomerId: null, Email: null, Phone: null },
            CreatedAt = e.Backfill ? e.OccurredAt : e.ReceivedAt,
            LastSeenAt = Contact.SeenAt(e.OccurredAt),
        };
        _contacts[contact.Id] = contact;
        Added.Add(contact.Id);
        return contact;
    }

    public void Change(Contact contact)
    {
        var before = this[contact.Id];
        if (before.EmailClaimed && !contact.EmailClaimed) _confirmed.Add(contact.Id);
        _contacts[contact.Id] = contact;
        if (Added.Contains(contact.Id) || Changed.Contains(contact.Id)) return;
        if (before with { LastSeenAt = contact.LastSeenAt } == contact)
        {
            Seen.Add(contact.Id);
            return;
        }
        Seen.Remove(contact.Id);
        Changed.Add(contact.Id);
    }

    public void Attach(Identifier identifier, Guid contactId, DateTimeOffset at) => Attach(identifier, contactId, contactId, at);

    /// <param name="identifier">What the contact is known by from now on.</param>
    /// <param name="contactId">The contact that stays.</param>
    /// <param name="ownContact">Whose it is by itself.</param>
    /// <param name="at">When.</param>
    public void Attach(Identifier identifier, Guid contactId, Guid ownContact, DateTimeOffset at)
    {
        _owners[identifier] = ownContact;
        Details.Load(identifier, contactId);
        Attached.Add(new AttachedIdentifier(identifier, contactId, ownContact, at));
    }

    /// <summary>A browser becomes another contact's; what was done with it before stays where it is.</summary>
    public void HandOn(Identifier browser, Guid contactId, Guid ownContact, CanonicalEvent e)
    {
        _owners[browser] = ownContact;
        Regroupings.Add(new HandOn(browser, contactId, ownContact, e.Id, e.ReceivedAt));
    }

    /// <summary>One contact becomes another, who gets what it does not know of itself.</summary>
    public Contact Merge(Contact merged, Contact stays, CanonicalEvent e)
    {
        Change(merged with { MergedInto = stays.Id });
        var apart = Details.IsApart(merged.Id);
        Details.Merge(merged.Id, stays.Id);
        Regroupings.Add(new Merge(Guid.CreateVersion7(time.GetUtcNow()), merged.Id, stays.Id, e.Id, e.ReceivedAt)
        {
            OfKnown = !merged.Anonymous && !stays.Anonymous,
            OfApart = apart,
            Before = new ProfileBefore(stays.Email, stays.EmailClaimed, stays.Phone, stays.FirstName, stays.LastName, stays.CreatedAt),
            By = e.Decision?.By,
        });
        var joined = stays with
        {
            Anonymous = stays.Anonymous && merged.Anonymous,
            Email = stays.Email ?? merged.Email,
            EmailClaimed = stays.Email is null ? merged.EmailClaimed : stays.EmailClaimed,
            Phone = stays.Phone ?? merged.Phone,
            FirstName = stays.FirstName ?? merged.FirstName,
            LastName = stays.LastName ?? merged.LastName,
            CreatedAt = merged.CreatedAt < stays.CreatedAt ? merged.CreatedAt : stays.CreatedAt,
            LastSeenAt = merged.LastSeenAt > stays.LastSeenAt ? merged.LastSeenAt : stays.LastSeenAt,
        };
        if (joined != stays) Change(joined);
        return joined;
    }

    /// <summary>Undoes a merge. Who is given back is kept apart from the contact that stays, or the next event would merge them again.</summary>
    public Contact Split(KnownMerge merge, CanonicalEvent e, string by)
    {
        var above = new List<Guid>();
        for (var id = this[merge.From].MergedInto; id is { } next; id = this[next].MergedInto) above.Add(next);
        var own = Details.Merged.Append(merge.From).Distinct().Where(IsBelow).Order().ToArray();
        var stays = this[above[^1]];
        var split = this[merge.From] with { MergedInto = null };
        Change(split);
        Details.Split(stays.Id, split.Id, identifier => Array.IndexOf(own, OwnContactOf(identifier)) >= 0);
        Change(Settled(split with { LastSeenAt = Later(split.LastSeenAt, merge.TheirsSeenAt) }));
        Change(Settled(stays with
        {
            Email = Own(stays.Email, merge.Before.Email, split.Email),
            EmailClaimed = stays.Email == split.Email ? merge.Before.EmailClaimed : stays.EmailClaimed,
            Phone = Own(stays.Phone, merge.Before.Phone, split.Phone),
            FirstName = Own(stays.FirstName, merge.Before.FirstName, split.FirstName),
            LastName = Own(stays.LastName, merge.Before.LastName, split.LastName),
            CreatedAt = stays.CreatedAt == split.CreatedAt ? merge.Before.CreatedAt : stays.CreatedAt,
            LastSeenAt = merge.OthersSeenAt is { } seen ? Contact.SeenAt(seen) : stays.LastSeenAt,
        }));
        Regroupings.Add(new Split(merge.Id, split.Id, [.. above], own, e.Id, e.ReceivedAt) { By = by });
        Details.Forget(merge);
        KeepApart(split.Id, stays.Id, by, e.ReceivedAt);
        return this[stays.Id];

        bool IsBelow(Guid id)
        {
            for (Guid? at = id; at is { } one; at = this[one].MergedInto)
            {
                if (one == merge.From) return true;
            }
            return false;
        }
    }

    public void KeepApart(Guid one, Guid other, string by, DateTimeOffset at)
    {
        Details.KeepApart(one, other);
        KeptApart.Add(new Apart(one, other, by, at));
    }

    private static DateTimeOffset Later(DateTimeOffset seen, DateTimeOffset? at) => at is { } later && Contact.SeenAt(later) > seen ? Contact.SeenAt(later) : seen;

    // What it got from whoever is given back goes with them.
    private static string? Own(string? now, string? before, string? theirs) => now == theirs ? before : now;

    // Known by what it is known by, and shown with an address and a number of its own.
    private Contact Settled(Contact contact)
    {
        var known = Details.IdentifiersOf(contact.Id);
        var email = Shown(known, Identifier.Email, contact.Email);
        return contact with
        {
            Anonymous = known.All(one => one.Kind == Identifier.AnonymousId),
            Email = email,
            EmailClaimed = email is not null && email == contact.Email && contact.EmailClaimed,
            Phone = Shown(known, Identifier.Phone, contact.Phone),
        };
    }

    private static string? Shown(IReadOnlyList<Identifier> known, string kind, string? shown) =>
        known.Any(one => one.Kind == kind && one.Value == shown) ? shown : known.LastOrDefault(one => one.Kind == kind).Value;

    /// <summary>
    /// Contacts whose first or further e-mail address this batch made known, not by the mere claim of a browser; also where they were merged by it.
    /// </summary>
    public Guid[] WithNewEmail() =>
    [
        .. Attached
            .Where(one => one.Identifier.Kind == Identifier.Email)
            .SelectMany(one => new[] { one.ContactId, one.OwnContact })
            .Concat(_confirmed)
            .SelectMany(id => new[] { this[id], Find(id)! })
            .Where(contact => !contact.EmailClaimed)
            .Select(contact => contact.Id)
            .Distinct()
            .Order(),
    ];

    public void Conflict(Contact kept, Contact other, CanonicalEvent e)
    {
        if (Conflicts.Exists(known => (known.Kept == kept.Id && known.Other == other.Id) || (known.Kept == other.Id && known.Other == kept.Id))) return;
        Conflicts.Add(new Conflict(kept.Id, other.Id, e.Id, e.ReceivedAt));
    }
}
