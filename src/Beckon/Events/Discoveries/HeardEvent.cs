using System.Text;
using System.Text.Json;

namespace Beckon.Events.Discoveries;

/// <summary>What was heard of the events of one name since it was last written down.</summary>
public sealed class HeardEvent
{
    /// <summary>No event that people think of has more; one that does was made by a program gone wrong.</summary>
    public const int MostProperties = 200;

    // Of a frequent event, not all are looked into: the first of each while, and then one of so many.
    private const int LookedAtFirst = 50;
    private const int ThenOneOf = 50;

    private readonly Dictionary<Guid, HeardSource> _sources = [];
    private readonly Dictionary<string, HeardProperty> _properties = new(StringComparer.Ordinal);
    private long _since;

    public IReadOnlyDictionary<Guid, HeardSource> Sources => _sources;

    public IReadOnlyDictionary<string, HeardProperty> Properties => _properties;

    public void Hear(CanonicalEvent e, Guid? person)
    {
        var looks = _since++ is var place && (place < LookedAtFirst || place % ThenOneOf == 0);
        if (!_sources.TryGetValue(e.SourceId, out var source)) _sources.Add(e.SourceId, source = new HeardSource());
        source.Hear(e.ReceivedAt, looks);
        if (!looks) return;
        PropertyWalk.Over(e.Properties.Utf8.Span, (scoped name, shape, ref value) => Hear(name, shape, ref value, e.ReceivedAt, person));
    }

    public void BeginAnew()
    {
        _since = 0;
        _sources.Clear();
    }

    private void Hear(scoped ReadOnlySpan<char> name, PropertyShape shape, ref Utf8JsonReader value, DateTimeOffset at, Guid? person)
    {
        var properties = _properties.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!properties.TryGetValue(name, out var property))
        {
            if (_properties.Count >= MostProperties || PersonalRules.LooksPersonal(name)) return;
            property = new HeardProperty(name);
            properties[name] = property;
        }
        property.Hear(shape, at);
        if (!property.MayHaveExamples || shape is PropertyShape.List or PropertyShape.Flag or PropertyShape.Date) return;
        if (value.ValueSpan.Length <= PropertyWalk.LongestExample) HearValue(property, ref value, person);
    }

    private static void HearValue(HeardProperty property, ref Utf8JsonReader value, Guid? person)
    {
        Span<char> text = stackalloc char[PropertyWalk.LongestExample];
        int length;
        if (value.TokenType == JsonTokenType.String) length = value.CopyString(text);
        else Encoding.UTF8.TryGetChars(value.ValueSpan, text, out length);
        if (length > 0) property.Hear(text[..length], person);
    }
}

/// <summary>How many events of a name a source has sent, and how many of them were looked into.</summary>
public sealed class HeardSource
{
    public long Count { get; private set; }

    public long LookedAt { get; private set; }

    public DateTimeOffset FirstAt { get; private set; } = DateTimeOffset.MaxValue;

    public DateTimeOffset LastAt { get; private set; }

    public void Hear(DateTimeOffset at, bool looked)
    {
        Count++;
        if (looked) LookedAt++;
        if (at < FirstAt) FirstAt = at;
        if (at > LastAt) LastAt = at;
    }
}
