using Beckon.Events;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Contacts;

/// <summary>
/// Keeps, per contact, when an event first and last happened and how often, in all and by status. A contact that was merged
/// keeps its own count, so that an undone merge gives it back.
/// </summary>
public static class TraitStore
{
    /// <summary>A late event widens the span and never moves <c>last</c> back: first is a minimum, last a maximum, count a sum.</summary>
    public static async Task FoldAsync(NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, CancellationToken ct)
    {
        var spans = new Dictionary<Key, Span>();
        foreach (var resolved in events)
        {
            if (resolved.ContactId is not { } contact) continue;
            Widen(spans, contact, resolved.Event);
            foreach (var merged in resolved.Through ?? []) Widen(spans, merged, resolved.Event);
        }
        if (spans.Count == 0) return;

        var sorted = spans.OrderBy(pair => pair.Key).ToList();
        await connection.Command(
            """
            insert into trait (workspace_id, contact_id, name, status, first_at, last_at, count)
            select $1, c, n, s, f, l, k from unnest($2, $3, $4, $5, $6, $7) as t(c, n, s, f, l, k)
            on conflict (workspace_id, contact_id, name, status) do update set
                first_at = least(trait.first_at, excluded.first_at),
                last_at = greatest(trait.last_at, excluded.last_at),
                count = trait.count + excluded.count
            """)
            .With(workspaceId)
            .With(sorted.Select(pair => pair.Key.ContactId).ToArray())
            .With(sorted.Select(pair => pair.Key.Name).ToArray())
            .With(sorted.Select(pair => pair.Key.Status).ToArray())
            .With(sorted.Select(pair => pair.Value.First).ToArray())
            .With(sorted.Select(pair => pair.Value.Last).ToArray())
            .With(sorted.Select(pair => pair.Value.Count).ToArray())
            .RunAsync(ct);
    }

    private static void Widen(Dictionary<Key, Span> spans, Guid contact, CanonicalEvent e)
    {
        Widen(spans, new Key(contact, e.Name, ""), e.OccurredAt.UtcDateTime);
        if (e.Status is { } status) Widen(spans, new Key(contact, e.Name, status), e.OccurredAt.UtcDateTime);
    }

    private static void Widen(Dictionary<Key, Span> spans, Key key, DateTime at)
    {
        ref var span = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(spans, key, out var known);
        span = known
            ? new Span(at < span.First ? at : span.First, at > span.Last ? at : span.Last, span.Count + 1)
            : new Span(at, at, 1);
    }

    private readonly record struct Key(Guid ContactId, string Name, string Status) : IComparable<Key>
    {
        // Two writers that sort alike never wait for each other in a ring.
        public int CompareTo(Key other)
        {
            var byContact = ContactId.CompareTo(other.ContactId);
            if (byContact != 0) return byContact;
            var byName = string.CompareOrdinal(Name, other.Name);
            return byName != 0 ? byName : string.CompareOrdinal(Status, other.Status);
        }
    }

    private readonly record struct Span(DateTime First, DateTime Last, long Count);
}
