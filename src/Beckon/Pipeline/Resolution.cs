using Beckon.Contacts;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Identity;
using Npgsql;

namespace Beckon.Pipeline;

/// <summary>Whose events these are, written down; and the merges they led to.</summary>
public sealed record Resolution(List<ResolvedEvent> Events, List<Merge> Merges)
{
    /// <summary>Resolves events from the first on: all of them, or those before one that must see the effects of the others first.</summary>
    public static async Task<Resolution> OfAsync(
        NpgsqlConnection connection, Guid workspaceId, List<CanonicalEvent> events, TimeProvider time, CancellationToken ct)
    {
        var addressed = await FeedbackStore.AddressAsync(connection, workspaceId, events, ct);
        var people = await IdentityStore.LoadAsync(connection, workspaceId, addressed, time, ct);
        var contacts = Resolve(people, addressed);
        if (contacts.Count < events.Count) return await OfAsync(connection, workspaceId, events[..contacts.Count], time, ct);

        await IdentityStore.WriteAsync(connection, workspaceId, people, time, ct);
        await ConsentDefaults.ApplyAsync(connection, workspaceId, people.WithNewEmail(), time.GetUtcNow(), ct);

        // A later event of the batch may have merged the contact of an earlier one.
        var resolved = addressed.Zip(
            contacts, (e, contact) => new ResolvedEvent(e, contact is null ? null : people.Find(contact.Id)?.Id) { Address = contact?.Email });
        return new Resolution([.. resolved], people.Merges);
    }

    // A nameless cart goes by its contact. Where one was told of in this batch, a merge of that contact waits until the cart is in its place:
    // the contacts of the events before such a merge.
    private static List<Contact?> Resolve(People people, List<CanonicalEvent> events)
    {
        var rules = new IdentityRules(people);
        var contacts = new List<Contact?>(events.Count);
        var nameless = new HashSet<Guid>();
        foreach (var e in events)
        {
            var merged = people.Merges.Count;
            var contact = rules.Resolve(e);
            if (people.Merges.Skip(merged).Any(merge => nameless.Contains(merge.From) || nameless.Contains(merge.Into))) return contacts;
            contacts.Add(contact);
            if (contact is not null && e.Cart is { ExternalId: "" }) nameless.Add(contact.Id);
        }
        return contacts;
    }
}
