namespace Beckon.Audiences.Membership;

/// <summary>Some of the audiences of a book, by their places: a set of bits. The default is the empty set.</summary>
public readonly struct AudienceSet : IEquatable<AudienceSet>
{
    private readonly ulong[]? _bits;

    private AudienceSet(ulong[]? bits) => _bits = bits;

    public bool IsEmpty => _bits is null || Array.TrueForAll(_bits, word => word == 0);

    /// <summary>The set of these places, all less than the size.</summary>
    public static AudienceSet Of(int size, IEnumerable<int> places)
    {
        var bits = new ulong[(size + 63) / 64];
        foreach (var place in places) bits[place / 64] |= 1UL << place;
        return new AudienceSet(bits);
    }

    public AudienceSet Or(AudienceSet other)
    {
        if (_bits is null || ReferenceEquals(_bits, other._bits)) return other;
        if (other._bits is null || Holds(other)) return this;
        var (longer, shorter) = _bits.Length >= other._bits.Length ? (_bits, other._bits) : (other._bits, _bits);
        var bits = (ulong[])longer.Clone();
        for (var i = 0; i < shorter.Length; i++) bits[i] |= shorter[i];
        return new AudienceSet(bits);
    }

    public IEnumerable<int> Places()
    {
        for (var i = 0; i < (_bits?.Length ?? 0); i++)
        {
            for (var word = _bits![i]; word != 0; word &= word - 1) yield return i * 64 + System.Numerics.BitOperations.TrailingZeroCount(word);
        }
    }

    // Sets are the same where they are made once and handed on: that is what they are compared for.
    public bool Equals(AudienceSet other) => ReferenceEquals(_bits, other._bits);

    public static bool operator ==(AudienceSet one, AudienceSet other) => one.Equals(other);

    public static bool operator !=(AudienceSet one, AudienceSet other) => !one.Equals(other);

    public override bool Equals(object? obj) => obj is AudienceSet other && Equals(other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(_bits);

    private bool Holds(AudienceSet other)
    {
        for (var i = 0; i < other._bits!.Length; i++)
        {
            if ((other._bits[i] & ~(i < _bits!.Length ? _bits[i] : 0)) != 0) return false;
        }
        return true;
    }
}
