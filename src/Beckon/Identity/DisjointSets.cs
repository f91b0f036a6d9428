namespace Beckon.Identity;

/// <summary>Numbered things that are joined into sets, each known by one of its members.</summary>
public sealed class DisjointSets
{
    private readonly List<int> _parents = [];

    /// <summary>A new thing, in a set of its own.</summary>
    public int Add()
    {
        _parents.Add(_parents.Count);
        return _parents.Count - 1;
    }

    /// <summary>The set that a thing is in.</summary>
    public int Find(int thing)
    {
        while (_parents[thing] != thing)
        {
            _parents[thing] = _parents[_parents[thing]];
            thing = _parents[thing];
        }
        return thing;
    }

    /// <summary>Makes the sets of both one.</summary>
    public void Join(int one, int other) => _parents[Find(other)] = Find(one);
}
