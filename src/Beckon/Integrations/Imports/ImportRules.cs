using Beckon.Contacts;
using Beckon.Events;
using Beckon.Identity;

namespace Beckon.Integrations.Imports;

/// <summary>
/// Decides who a row is about: whom its customer id belongs to, else its phone number or e-mail address, else somebody new. A row that speaks of two
/// people is not taken, for a file is put right more easily than a merge. Pure: it works on the people that were loaded, and leaves in them what must
/// be written.
/// </summary>
/// <param name="people">Who is known of those the rows may be about.</param>
/// <param name="customerIds">The customer ids, of the file's source, of those that are found by an address.</param>
/// <param name="settings">What is to become of the rows.</param>
/// <param name="now">The time of the import.</param>
public sealed class ImportRules(People people, Dictionary<Guid, string> customerIds, ImportSettings settings, DateTimeOffset now)
{
    public Placed Place(ImportRow row)
    {
        var e = EventOf(row, settings.SourceId, now);
        var identifiers = Identifier.Of(e);
        var owners = identifiers.Select(people.OwnerOf).ToList();
        var known = owners.OfType<Contact>().DistinctBy(contact => contact.Id).ToList();
        if (known.Count > 1) return Placed.Refused(TwoPeople(identifiers, owners));
        if (known.Count == 0) return new Placed(AddNew(row, e, identifiers), Placement.Added);

        var owner = known[0];
        if (row.CustomerId is { } id && customerIds.TryGetValue(owner.Id, out var other) && other != id)
            return Placed.Refused($"{Words(identifiers[owners.FindIndex(one => one is not null)])} belongs to somebody with the customer id {other}, but the row says {id}.");
        if (settings.Existing == ExistingPeople.Keep) return new Placed(owner.Id, Placement.Kept);
        Attach(row, identifiers, owner.Id);
        Change(owner, row);
        return new Placed(owner.Id, Placement.Updated);
    }

    /// <summary>Known people whom rows with customer ids that nobody knows yet may be about: do they have another one?</summary>
    public static Guid[] FoundByAddress(People people, IReadOnlyList<ImportRow> rows, Guid sourceId)
    {
        var found = new HashSet<Guid>();
        foreach (var row in rows)
        {
            if (row.CustomerId is not { } id || Owner(Identifier.CustomerId, sourceId, id) is not null) continue;
            if (row.Email is { } email && Owner(Identifier.Email, Guid.Empty, email) is { } byEmail) found.Add(byEmail.Id);
            if (row.Phone is { } phone && Owner(Identifier.Phone, Guid.Empty, phone) is { } byPhone) found.Add(byPhone.Id);
        }
        return [.. found];

        Contact? Owner(string kind, Guid scope, string value) => people.OwnerOf(new Identifier(kind, scope, value));
    }

    /// <summary>A row in the form in which people are loaded and added.</summary>
    public static CanonicalEvent EventOf(ImportRow row, Guid sourceId, DateTimeOffset now) => new()
    {
        Id = Guid.Empty,
        SourceId = sourceId,
        MessageId = "",
        Name = EventNames.CustomerUpdated,
        OccurredAt = now,
        ReceivedAt = now,
        Who = new Identifiers { CustomerId = row.CustomerId, Email = row.Email, Phone = row.Phone },
        Backfill = true,
    };

    private Guid AddNew(ImportRow row, CanonicalEvent e, List<Identifier> identifiers)
    {
        var contact = people.Add(e);
        Attach(row, identifiers, contact.Id);
        Change(contact, row);
        return contact.Id;
    }

    private void Attach(ImportRow row, List<Identifier> identifiers, Guid contactId)
    {
        foreach (var identifier in identifiers)
        {
            if (people.OwnerOf(identifier) is null) people.Attach(identifier, contactId, now);
        }
        if (row.CustomerId is { } id) customerIds[contactId] = id;
    }

    private void Change(Contact contact, ImportRow row)
    {
        var told = contact with
        {
            Anonymous = false,
            Email = row.Email ?? contact.Email,
            Phone = row.Phone ?? contact.Phone,
            FirstName = row.FirstName ?? contact.FirstName,
            LastName = row.LastName ?? contact.LastName,
        };
        if (told != contact) people.Change(told);
    }

    private static string TwoPeople(List<Identifier> identifiers, List<Contact?> owners)
    {
        var first = owners.FindIndex(owner => owner is not null);
        var second = owners.FindIndex(owner => owner is not null && owner.Id != owners[first]?.Id);
        return $"{Words(identifiers[first])} and {Words(identifiers[second], begins: false)} belong to two different people.";
    }

    private static string Words(Identifier identifier, bool begins = true)
    {
        var words = identifier.Kind switch
        {
            Identifier.CustomerId => $"the customer id {identifier.Value}",
            Identifier.Email => $"the e-mail address {identifier.Value}",
            _ => $"the phone number {identifier.Value}",
        };
        return begins ? "T" + words[1..] : words;
    }
}

/// <summary>Who a row is about, or why it is not taken.</summary>
public sealed record Placed(Guid ContactId, Placement Placement, string? Reason = null)
{
    public static Placed Refused(string reason) => new(Guid.Empty, Placement.Refused, reason);
}

/// <summary>What became of a row.</summary>
public enum Placement
{
    /// <summary>Somebody new.</summary>
    Added,

    /// <summary>Somebody who was known, and what the row says of them was taken over.</summary>
    Updated,

    /// <summary>Somebody who was known, and what was known stays.</summary>
    Kept,

    /// <summary>Nothing of it was taken.</summary>
    Refused,
}
