namespace Beckon.Events.Discoveries;

/// <summary>What was heard of the events of a workspace since it was last written down. One thread at a time.</summary>
public sealed class HeardEvents
{
    public const int MostNames = 2_000;

    // Of candidates for examples. Beyond this all are forgotten, which costs nothing but a later example.
    private const int MostPropertiesKept = 20_000;

    private readonly Dictionary<string, HeardEvent> _events = new(StringComparer.Ordinal);

    public bool IsNews { get; private set; }

    public void Hear(IReadOnlyList<ResolvedEvent> events)
    {
        foreach (var (e, contact) in events)
        {
            if (!_events.TryGetValue(e.Name, out var heard))
            {
                if (_events.Count >= MostNames) continue;
                _events.Add(e.Name, heard = new HeardEvent());
            }
            heard.Hear(e, contact);
            IsNews = true;
        }
    }

    /// <summary>What is new since it was last asked for, in the order in which it is written.</summary>
    public News TakeNews()
    {
        var news = new News([], []);
        foreach (var (name, heard) in _events.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var (id, source) in heard.Sources.OrderBy(pair => pair.Key))
                news.Names.Add(new NewsOfName(name, id, source.Count, source.LookedAt, source.FirstAt, source.LastAt));
            foreach (var (property, told) in heard.Properties.Where(pair => pair.Value.IsNews).OrderBy(pair => pair.Key, StringComparer.Ordinal))
                news.Properties.Add(Of(name, property, told));
            heard.BeginAnew();
        }
        IsNews = false;
        if (_events.Values.Sum(heard => heard.Properties.Count) > MostPropertiesKept || _events.Count >= MostNames) _events.Clear();
        return news;
    }

    private static NewsOfProperty Of(string name, string property, HeardProperty told)
    {
        var (first, last) = (told.FirstAt, told.LastAt);
        long[] counts = [.. Enum.GetValues<PropertyShape>().Select(told.Count)];
        return new NewsOfProperty(name, property, counts, told.TakeNews(), first, last);
    }
}

/// <summary>What is to be written down.</summary>
public sealed record News(List<NewsOfName> Names, List<NewsOfProperty> Properties);

/// <summary>A name and a source that it came from.</summary>
public sealed record NewsOfName(string Name, Guid SourceId, long Count, long LookedAt, DateTimeOffset FirstAt, DateTimeOffset LastAt);

/// <summary>A property of the events of a name; the counts are in the order of <see cref="PropertyShape"/>.</summary>
public sealed record NewsOfProperty(string Name, string Property, long[] Counts, List<string> Examples, DateTimeOffset FirstAt, DateTimeOffset LastAt);
