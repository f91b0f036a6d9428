namespace Beckon.Events.Discoveries;

/// <summary>What was heard of a property since it was last written down, and the values that may become examples of it.</summary>
public sealed class HeardProperty
{
    /// <summary>As many examples as a person reads through.</summary>
    public const int MostExamples = 10;

    private const int MostCandidates = 50;

    private readonly bool _personal;
    private readonly Dictionary<string, Bearers> _candidates = new(StringComparer.Ordinal);
    private readonly HashSet<string> _examples = new(StringComparer.Ordinal);
    private readonly long[] _counts = new long[Enum.GetValues<PropertyShape>().Length];
    private List<string> _fresh = [];

    public HeardProperty(ReadOnlySpan<char> name) => _personal = PersonalRules.IsPersonal(name);

    public DateTimeOffset FirstAt { get; private set; } = DateTimeOffset.MaxValue;

    public DateTimeOffset LastAt { get; private set; }

    public bool IsNews => LastAt > default(DateTimeOffset);

    public bool MayHaveExamples => !_personal && _examples.Count < MostExamples;

    public long Count(PropertyShape shape) => _counts[(int)shape];

    public void Hear(PropertyShape shape, DateTimeOffset at)
    {
        _counts[(int)shape]++;
        if (at < FirstAt) FirstAt = at;
        if (at > LastAt) LastAt = at;
    }

    /// <summary>
    /// A value that an event of this person carried. It becomes an example when three people's events have: one person may be known as two until it is
    /// found out who they are. What belongs to nobody, such as news of a product, is one at once.
    /// </summary>
    public void Hear(ReadOnlySpan<char> value, Guid? person)
    {
        if (_examples.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value)) return;
        var candidates = _candidates.GetAlternateLookup<ReadOnlySpan<char>>();
        if (person is not { } bearer) Show(value.ToString());
        else if (!candidates.TryGetValue(value, out var bearers)) Propose(value.ToString(), bearer);
        else if (bearer == bearers.First || bearer == bearers.Second) return;
        else if (bearers.Second is null) candidates[value] = bearers with { Second = bearer };
        else Show(value.ToString());
    }

    /// <summary>The examples that are new since it was last asked for; what was counted starts anew.</summary>
    public List<string> TakeNews()
    {
        var fresh = _fresh;
        _fresh = [];
        Array.Clear(_counts);
        (FirstAt, LastAt) = (DateTimeOffset.MaxValue, default);
        return fresh;
    }

    private void Show(string value)
    {
        _candidates.Remove(value);
        if (PersonalRules.LooksPersonal(value)) return;
        _examples.Add(value);
        _fresh.Add(value);
    }

    private void Propose(string value, Guid bearer)
    {
        // Where every event has a value of its own, half of them make room, so that one that comes again gets its turn.
        if (_candidates.Count >= MostCandidates)
        {
            foreach (var old in _candidates.Keys.Take(MostCandidates / 2).ToList()) _candidates.Remove(old);
        }
        _candidates.Add(value, new Bearers(bearer, null));
    }

    private readonly record struct Bearers(Guid First, Guid? Second);
}
