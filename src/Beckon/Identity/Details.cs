using Beckon.Contacts;

namespace Beckon.Identity;

/// <summary>
/// What must be known in full of contacts that may be merged or taken apart in a batch: everything they are known by, from whom they are kept
/// apart, who was merged into them.
/// </summary>
public sealed class Details
{
    private readonly Dictionary<Guid, List<Identifier>> _identifiers = [];
    private readonly HashSet<(Guid, Guid)> _apart = [];
    private readonly HashSet<Guid> _merged = [];
    private readonly Dictionary<Guid, KnownMerge> _merges = [];

    public void Clear()
    {
        _identifiers.Clear();
        _apart.Clear();
        _merged.Clear();
        _merges.Clear();
    }

    public void Load(Identifier identifier, Guid contact) => Of(contact).Add(identifier);

    /// <summary>A contact that was merged into one that may be taken apart.</summary>
    public void LoadMerged(Guid contact) => _merged.Add(contact);

    public void Load(KnownMerge merge) => _merges[merge.Id] = merge;

    /// <summary>It is undone, and cannot be once more.</summary>
    public void Forget(KnownMerge merge) => _merges.Remove(merge.Id);

    public KnownMerge? MergeOf(Guid id) => _merges.GetValueOrDefault(id);

    /// <summary>Everything the contact that stays is known by.</summary>
    public IReadOnlyList<Identifier> IdentifiersOf(Guid contact) => _identifiers.GetValueOrDefault(contact) ?? [];

    /// <summary>Those that were merged, as far as one of them may be taken apart.</summary>
    public IReadOnlySet<Guid> Merged => _merged;

    public bool AreApart(Guid one, Guid other) => _apart.Contains((one, other));

    /// <summary>Whether a contact is kept apart from anybody.</summary>
    public bool IsApart(Guid contact) => _apart.Count > 0 && _apart.Any(pair => pair.Item1 == contact);

    public void KeepApart(Guid one, Guid other)
    {
        _apart.Add((one, other));
        _apart.Add((other, one));
    }

    public void LetMeet(Guid one, Guid other)
    {
        _apart.Remove((one, other));
        _apart.Remove((other, one));
    }

    public void Merge(Guid from, Guid into)
    {
        Of(into).AddRange(IdentifiersOf(from));
        _identifiers.Remove(from);
        _merged.Add(from);
        foreach (var (_, other) in _apart.Where(pair => pair.Item1 == from).ToList()) KeepApart(into, other);
    }

    /// <summary>Gives a contact what is its own again.</summary>
    public void Split(Guid from, Guid contact, Predicate<Identifier> isTheirs)
    {
        var all = Of(from);
        Of(contact).AddRange(all.FindAll(isTheirs));
        all.RemoveAll(isTheirs);
    }

    /// <summary>Whether both have a customer id of the same source, of which a person has one.</summary>
    public bool HaveDifferentCustomerIds(Guid one, Guid other) =>
        IdentifiersOf(one).Any(id => id.Kind == Identifier.CustomerId && IdentifiersOf(other).Any(theirs => theirs.Kind == id.Kind && theirs.Scope == id.Scope));

    /// <summary>Whether what is said contradicts what the contact is known by: another customer id of the source, another address, another number.</summary>
    public bool Contradict(Contact contact, IEnumerable<Identifier> said) => said.Any(one =>
        one.Kind != Identifier.AnonymousId && IdentifiersOf(contact.Id).Any(known => known.Kind == one.Kind && known.Scope == one.Scope && known != one));

    private List<Identifier> Of(Guid contact)
    {
        if (!_identifiers.TryGetValue(contact, out var known)) _identifiers.Add(contact, known = []);
        return known;
    }
}
