using Beckon.Events.Discoveries;

namespace Beckon.Events.Catalogue;

/// <summary>A name that events came in under.</summary>
/// <param name="Name">The event's name.</param>
/// <param name="Count">How often, in all the history.</param>
/// <param name="InCatalogue">Whether Beckon knows its meaning; else a sender chose it.</param>
/// <param name="Sources">Who sent it, the most frequent first; counted since this Beckon learns names.</param>
/// <param name="FirstSeenAt">When the first arrived; null for what came in before names were learnt.</param>
/// <param name="LastSeenAt">When the last arrived.</param>
/// <param name="RecentWarnings">How many warnings its events got within the last 7 days.</param>
public sealed record EventNameSeen(
    string Name, long Count, bool InCatalogue, IReadOnlyList<EventNameSource> Sources, DateTimeOffset? FirstSeenAt, DateTimeOffset? LastSeenAt,
    long RecentWarnings)
{
    public const int WarningDays = 7;

    public static EventNameSeen Of(string name, long count, IEnumerable<SeenName> seen, long warnings)
    {
        var sources = seen.ToList();
        return new(
            name, count, EventCatalogue.Knows(name), sources.ConvertAll(one => new EventNameSource(one.Source, one.Count, one.LastAt)),
            sources.Count == 0 ? null : sources.Min(one => one.FirstAt), sources.Count == 0 ? null : sources.Max(one => one.LastAt), warnings);
    }
}

/// <summary>A source that sent events of a name.</summary>
/// <param name="Source">Which.</param>
/// <param name="Count">How many.</param>
/// <param name="LastSeenAt">When the last arrived.</param>
public sealed record EventNameSource(SourceRef Source, long Count, DateTimeOffset LastSeenAt);
