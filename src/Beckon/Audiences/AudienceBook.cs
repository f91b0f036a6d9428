using System.Collections.Concurrent;
using Beckon.Audiences.Language;
using Beckon.Audiences.Membership;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Audiences;

/// <summary>The audiences of a workspace as they are to be followed, each with its meaning, and which of them an event concerns.</summary>
public sealed class AudienceBook
{
    private readonly Dictionary<string, AudienceSet> _byEvent = new(StringComparer.Ordinal);
    private readonly Dictionary<Concern, AudienceSet> _byConcern = [];

    public AudienceBook(long version, TimeZoneInfo zone, IReadOnlyList<Audience> audiences)
    {
        (Version, Zone) = (version, zone);
        var meanings = new Meanings(audiences);
        All = [.. audiences.Select(audience => LiveAudience.Of(audience, meanings.Of(audience.Filter)))];
        for (var i = 0; i < All.Count; i++) Enter(All[i], i);
        Everything = AudienceSet.Of(All.Count, Enumerable.Range(0, All.Count));
        Timed = AudienceSet.Of(All.Count, Enumerable.Range(0, All.Count).Where(i => All[i].MovesWithTime));
    }

    public long Version { get; }

    public TimeZoneInfo Zone { get; }

    public IReadOnlyList<LiveAudience> All { get; }

    public AudienceSet Everything { get; }

    /// <summary>Whether any of them asks how products stand.</summary>
    public bool AsksForStock => All.Any(audience => audience.AsksForStock);

    /// <summary>Those that time alone changes.</summary>
    public AudienceSet Timed { get; }

    /// <summary>Those that an event of this name may bring somebody into or out of, with what else it may change.</summary>
    public AudienceSet ConcernedBy(string name, Concern concern) => _byEvent.GetValueOrDefault(name).Or(ConcernedBy(concern));

    /// <summary>Those that depend on any of these.</summary>
    public AudienceSet ConcernedBy(Concern concern)
    {
        var set = default(AudienceSet);
        foreach (var (kind, audiences) in _byConcern)
        {
            if ((concern & kind) != 0) set = set.Or(audiences);
        }
        return set;
    }

    public AudienceSet Of(IEnumerable<Guid> ids)
    {
        var asked = ids.ToHashSet();
        return AudienceSet.Of(All.Count, Enumerable.Range(0, All.Count).Where(i => asked.Contains(All[i].Id)));
    }

    public IEnumerable<LiveAudience> In(AudienceSet set) => set.Places().Select(place => All[place]);

    private void Enter(LiveAudience audience, int place)
    {
        var one = AudienceSet.Of(place + 1, [place]);
        foreach (var name in audience.Meaning.Whole().OfType<EventCondition>().Select(condition => condition.Event).Distinct(StringComparer.Ordinal))
            _byEvent[name] = _byEvent.GetValueOrDefault(name).Or(one);
        foreach (var kind in Enum.GetValues<Concern>().Where(kind => kind != Concern.None && (audience.Concerns & kind) != 0))
            _byConcern[kind] = _byConcern.GetValueOrDefault(kind).Or(one);
    }
}

/// <summary>An audience that is followed.</summary>
public sealed record LiveAudience(Guid Id, int Number, string Name, Filter Meaning, Concern Concerns, bool MovesWithTime)
{
    public bool AsksForStock { get; } = Meaning.Whole().Any(part => part is AbandonedItemCondition);

    public static LiveAudience Of(Audience audience, Filter meaning) =>
        new(audience.Id, audience.Number, audience.Name, meaning, ConcernRules.Of(meaning), ConcernRules.MovesWithTime(meaning));
}

/// <summary>Gives the audiences that a filter names their meanings. One that leads back to itself, or is gone, means nobody.</summary>
public sealed class Meanings(IReadOnlyList<Audience> audiences)
{
    private readonly Dictionary<string, Audience> _byId = audiences.ToDictionary(audience => Ids.Out(Ids.Audience, audience.Id), StringComparer.Ordinal);

    public Filter Of(Filter filter) => Of(filter, []);

    /// <summary>Whether an audience with this filter would, through others, be in itself.</summary>
    public bool LeadsBack(Filter filter, Guid self) => Reached(filter, []).Contains(Ids.Out(Ids.Audience, self));

    private Filter Of(Filter filter, HashSet<string> within) => filter.WithMeanings(id =>
        _byId.TryGetValue(id, out var audience) && !within.Contains(id) ? Of(audience.Filter, [.. within, id]) : null);

    private HashSet<string> Reached(Filter filter, HashSet<string> reached)
    {
        foreach (var id in filter.Audiences().ToList())
        {
            if (reached.Add(id) && _byId.TryGetValue(id, out var audience)) Reached(audience.Filter, reached);
        }
        return reached;
    }
}

/// <summary>The books of the workspaces, each read again only when it has moved on.</summary>
public sealed class AudienceBooks
{
    private readonly ConcurrentDictionary<Guid, AudienceBook> _known = new();

    /// <summary>The book as it is for this transaction; null for a workspace that never had an audience.</summary>
    public async ValueTask<AudienceBook?> FindAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct)
    {
        var pages = await connection
            .Command("select b.version, w.time_zone from audience_book b join workspace w on w.id = b.workspace_id where b.workspace_id = $1")
            .With(workspaceId)
            .ReadAsync(row => (Version: row.GetInt64(0), Zone: row.GetString(1)), ct);
        if (pages.Count == 0) return null;
        var (version, zone) = pages[0];
        if (_known.TryGetValue(workspaceId, out var book) && book.Version == version && book.Zone.Id == zone) return book;
        // A later version may be read than was asked for: it is then read once more at the next batch, and no change is missed.
        book = new AudienceBook(version, TimeZoneInfo.FindSystemTimeZoneById(zone), await AudienceStore.FiltersAsync(connection, workspaceId, ct));
        _known[workspaceId] = book;
        return book;
    }
}
