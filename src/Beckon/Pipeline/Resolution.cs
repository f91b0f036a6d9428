using Beckon.Contacts;
using Beckon.Events;
using Beckon.Identity;
using Beckon.Kernel;

namespace Beckon.Pipeline;

/// <summary>Finds out whose events these are, one after the other. Pure: it works on the people that were loaded, and leaves in them what must be written.</summary>
public sealed class Resolution(People people)
{
    private readonly IdentityRules _rules = new(people);
    private readonly List<Stretch> _stretches = [];
    private readonly List<(CanonicalEvent Event, Contact? Contact)> _heard = [];
    private readonly Dictionary<Guid, Guid> _merged = [];
    private readonly HashSet<Guid> _unsettled = [];
    private List<Merge> _merges = [];

    public static List<Stretch> Of(People people, List<CanonicalEvent> events)
    {
        var resolution = new Resolution(people);
        foreach (var e in events) resolution.Hear(e);
        resolution.EndStretch();
        return resolution._stretches;
    }

    private void Hear(CanonicalEvent e)
    {
        var known = people.Merges.Count;
        var contact = _rules.Resolve(e);
        var merges = people.Merges[known..];
        // A nameless cart goes by its contact, and so does what ends a run that waits. Where such was told of in this stretch, a merge of that contact
        // waits until it has taken effect.
        if (merges.Exists(merge => _unsettled.Contains(merge.From) || _unsettled.Contains(merge.Into))) EndStretch();
        foreach (var merge in merges)
        {
            _merges.Add(merge);
            _merged[merge.From] = merge.Into;
        }
        _heard.Add((e, contact));
        if (contact is not null && (e.Cart is { ExternalId: "" } || ConcernsRuns(e))) _unsettled.Add(contact.Id);
    }

    // Loaded history starts and ends nothing.
    private static bool ConcernsRuns(CanonicalEvent e) => !e.Backfill && (e.Order is not null || e.Cart is { Status: not CartStatus.Open });

    // Of somebody who has been erased since: that it happened counts, what it said of them is not kept.
    private static bool TellsOfSomebody(CanonicalEvent e) => e.Feedback is not null || e.Who.ContactId is not null;

    private void EndStretch()
    {
        if (_heard.Count > 0 || _merges.Count > 0) _stretches.Add(new Stretch(_merges, _heard.ConvertAll(Resolved)));
        _merges = [];
        _merged.Clear();
        _unsettled.Clear();
        _heard.Clear();
    }

    // A later event of the stretch may have merged the contact of an earlier one.
    private ResolvedEvent Resolved((CanonicalEvent Event, Contact? Contact) heard)
    {
        if (heard.Contact is null && TellsOfSomebody(heard.Event)) return new ResolvedEvent(heard.Event with { Properties = RawJson.EmptyObject }, null);
        var id = heard.Contact?.Id;
        while (id is { } from && _merged.TryGetValue(from, out var into)) id = into;
        return new ResolvedEvent(heard.Event, id) { Address = heard.Contact?.Email };
    }
}
