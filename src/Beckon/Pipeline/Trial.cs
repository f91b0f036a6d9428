using Beckon.Events;

namespace Beckon.Pipeline;

/// <summary>The events of a batch that fails, of which shorter and shorter runs are tried: as they arrived, or already resolved.</summary>
internal sealed class Trial
{
    private readonly List<CanonicalEvent> _events;
    private readonly List<Stretch> _stretches;

    public Trial(List<CanonicalEvent> events, List<Stretch> stretches, IReadOnlyDictionary<Guid, string> found)
    {
        _events = events.FindAll(e => !found.ContainsKey(e.Id));
        _stretches = stretches.ConvertAll(stretch => stretch.Without(found));
        if (events.Count == 0) _events = [.. _stretches.SelectMany(stretch => stretch.Events).Select(resolved => resolved.Event)];
    }

    public int Count => _events.Count;

    public Guid IdOf(int index) => _events[index].Id;

    public List<CanonicalEvent> Events(int first) => _events[..first];

    public List<Stretch> Stretches(int first)
    {
        var some = new List<Stretch>();
        foreach (var stretch in _stretches)
        {
            if (first <= 0) break;
            some.Add(stretch with { Events = stretch.Events[..Math.Min(first, stretch.Events.Count)] });
            first -= stretch.Events.Count;
        }
        return some;
    }
}
