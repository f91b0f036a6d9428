using System.Runtime.InteropServices;
using Beckon.Contacts;

namespace Beckon.Identity;

/// <summary>What the events of a batch name together, directly or through each other: the contacts and identifiers that may become one.</summary>
internal sealed class Together
{
    private readonly Dictionary<Identifier, int> _unowned = [];
    private readonly Dictionary<Guid, int> _contacts = [];
    private readonly List<int> _parents = [];

    public void Add(List<Identifier> identifiers, Contact? told, People people)
    {
        var first = told is null ? -1 : Root(PlaceOf(_contacts, told.Id));
        foreach (var identifier in identifiers)
        {
            var place = people.OwnerOf(identifier) is { } owner ? PlaceOf(_contacts, owner.Id) : PlaceOf(_unowned, identifier);
            if (first < 0) first = Root(place);
            else _parents[Root(place)] = first;
        }
    }

    /// <summary>The contacts that stand with another, or with an identifier of a person that nobody has yet.</summary>
    public IEnumerable<Guid> Concerned()
    {
        var contacts = _contacts.ToLookup(pair => Root(pair.Value), pair => pair.Key);
        var unowned = _unowned.Where(pair => pair.Key.Kind != Identifier.AnonymousId).Select(pair => Root(pair.Value)).ToHashSet();
        return contacts.Where(group => unowned.Contains(group.Key) || group.Count() > 1).SelectMany(group => group);
    }

    private int PlaceOf<TKey>(Dictionary<TKey, int> places, TKey key) where TKey : notnull
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, key, out var known);
        if (known) return place;
        place = _parents.Count;
        _parents.Add(place);
        return place;
    }

    private int Root(int place)
    {
        while (_parents[place] != place)
        {
            _parents[place] = _parents[_parents[place]];
            place = _parents[place];
        }
        return place;
    }
}
