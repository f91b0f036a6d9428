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

    public List<Merge> Merges { get; } = [];

    public List<Conflict> Conflicts { get; } = [];

    // Contacts whose address a browser had claimed and somebody who knows has confirmed.
    private readonly List<Guid> _confirmed = [];

    /// <summary>Begins a new batch, when the changes of the last one have been committed.</summary>
    public void BeginBatch()
    {
        Added.Clear();
        Changed.Clear();
        Seen.Clear();
        Attached.Clear();
        Merges.Clear();
        Conflicts.Clear();
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

    public void Attach(Identifier identifier, Guid contactId, DateTimeOffset at)
    {
        _owners[identifier] = contactId;
        Attached.Add(new AttachedIdentifier(identifier, contactId, at));
    }

    public Contact Merge(Contact anonymous, Contact known, CanonicalEvent e)
    {
        Change(anonymous with { MergedInto = known.Id });
        Merges.Add(new Merge(anonymous.Id, known.Id, e.Id, e.ReceivedAt));
        var joined = known with
        {
            CreatedAt = anonymous.CreatedAt < known.CreatedAt ? anonymous.CreatedAt : known.CreatedAt,
            LastSeenAt = anonymous.LastSeenAt > known.LastSeenAt ? anonymous.LastSeenAt : known.LastSeenAt,
        };
        if (joined != known) Change(joined);
        return joined;
    }

    /// <summary>Contacts whose first or further e-mail address this batch made known; not by the mere claim of a browser.</summary>
    public Guid[] WithNewEmail() =>
    [
        .. Attached
            .Where(one => one.Identifier.Kind == Identifier.Email)
            .Select(one => one.ContactId)
            .Concat(_confirmed)
            .Select(Find)
            .OfType<Contact>()
            .Where(contact => !contact.EmailClaimed)
            .Select(contact => contact.Id)
            .Distinct()
            .Order(),
    ];

    public void Conflict(Contact kept, Contact other, CanonicalEvent e)
    {
        if (Conflicts.Exists(known => known.Kept == kept.Id && known.Other == other.Id)) return;
        Conflicts.Add(new Conflict(kept.Id, other.Id, e.Id, e.ReceivedAt));
    }
}

/// <summary>An identifier that became a contact's.</summary>
public sealed record AttachedIdentifier(Identifier Identifier, Guid ContactId, DateTimeOffset At);

/// <summary>An anonymous contact that turned out to be a known one.</summary>
public sealed record Merge(Guid From, Guid Into, Guid EventId, DateTimeOffset At);

/// <summary>An event whose identifiers belong to two known contacts: a person decides.</summary>
public sealed record Conflict(Guid Kept, Guid Other, Guid EventId, DateTimeOffset At);
