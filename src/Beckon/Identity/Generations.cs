using System.Diagnostics.CodeAnalysis;

namespace Beckon.Identity;

/// <summary>A map that forgets what has not been asked for in a while: what survives two <see cref="Age"/> calls was used in between.</summary>
internal sealed class Generations<TKey, TValue> where TKey : notnull
{
    private Dictionary<TKey, TValue> _young = [];
    private Dictionary<TKey, TValue> _old = [];

    /// <summary>How many entries there are, those counted twice that are in both generations.</summary>
    public int Count => _young.Count + _old.Count;

    /// <summary>How many were used since the last <see cref="Age"/>.</summary>
    public int Young => _young.Count;

    public TValue this[TKey key]
    {
        set => _young[key] = value;
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_young.TryGetValue(key, out value)) return true;
        if (!_old.TryGetValue(key, out value)) return false;
        _young[key] = value;
        return true;
    }

    public void Age()
    {
        (_old, _young) = (_young, _old);
        _young.Clear();
    }
}
