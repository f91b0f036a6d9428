using System.Runtime.InteropServices;
using Beckon.Contacts;

namespace Beckon.Identity;

/// <summary>What the events of a batch name together, directly or through each other: the contacts and identifiers that may become one.</summary>
internal sealed class Together
{
    private readonly Dictionary<Identifier, int> _unowned = [];
    private readonly Dictionary<Guid, int> _contacts = [];
    private readonly DisjointSets _sets = new();

    public void Add(List<Identifier> identifiers, Contact? told, People people)
    {
        var first = told is null ? -1 : PlaceOf(_contacts, told.Id);
        foreach (var identifier in identifiers)
        {
            var place = people.OwnerOf(identifier) is { } owner ? PlaceOf(_contacts, owner.Id) : PlaceOf(_unowned, identifier);
            if (first < 0) first = place;
            else _sets.Join(first, place);
        }
    }

    /// <summary>The contacts that stand with another, or with an identifier of a person that nobody has yet.</summary>
    public IEnumerable<Guid> Concerned()
    {
        // Mostly those who are named are new, and there is nobody whom they could be joined to.
        if (_contacts.Count == 0) return [];
        var contacts = _contacts.ToLookup(pair => _sets.Find(pair.Value), pair => pair.Key);
        var unowned = _unowned.Where(pair => pair.Key.Kind != Identifier.AnonymousId).Select(pair => _sets.Find(pair.Value)).ToHashSet();
        return contacts.Where(group => unowned.Contains(group.Key) || group.Count() > 1).SelectMany(group => group);
    }

    private int PlaceOf<TKey>(Dictionary<TKey, int> places, TKey key) where TKey : notnull
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, key, out var known);
        if (!known) place = _sets.Add();
        return place;
    }
}
