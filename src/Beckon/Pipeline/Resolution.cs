using Beckon.Events;
using Beckon.Identity;
using Beckon.Kernel;

namespace Beckon.Pipeline;

/// <summary>Finds out whose events these are, one after the other. Pure: it works on the people that were loaded, and leaves in them what must be written.</summary>
public sealed class Resolution(People people)
{
    private readonly IdentityRules _rules = new(people);
    private readonly List<Stretch> _stretches = [];
    private readonly List<(CanonicalEvent Event, Whose? Whose)> _heard = [];
    private readonly Dictionary<Guid, Guid> _merged = [];
    private readonly HashSet<Guid> _unsettled = [];
    private readonly HashSet<Guid> _told = [];
    private List<Merge> _merges = [];
    private List<Split> _splits = [];

    public static List<Stretch> Of(People people, List<CanonicalEvent> events)
    {
        var resolution = new Resolution(people);
        foreach (var e in events) resolution.Hear(e);
        resolution.EndStretch();
        return resolution._stretches;
    }

    private void Hear(CanonicalEvent e)
    {
        // What came before takes effect where it was then.
        if (e.Decision?.Verdict == IdentityVerdict.Undo) EndStretch();
        var known = people.Regroupings.Count;
        var whose = _rules.Resolve(e);
        var merges = people.Regroupings[known..].OfType<Merge>().ToList();
        // A nameless cart goes by its contact, and so does what ends a run that waits. Where such was told of in this stretch, a merge of that contact
        // waits until it has taken effect. Two known people have consents, fields and groups that must be settled before they are joined.
        if (merges.Exists(MustWait)) EndStretch();
        _splits.AddRange(people.Regroupings[known..].OfType<Split>());
        foreach (var merge in merges)
        {
            _merges.Add(merge);
            _merged[merge.From] = merge.Into;
        }
        _heard.Add((e, whose));
        if (whose is not { Contact.Id: var id }) return;
        _told.Add(id);
        if (e.Cart is { ExternalId: "" } || ConcernsRuns(e)) _unsettled.Add(id);
    }

    private bool MustWait(Merge merge)
    {
        var unsettled = merge.OfKnown ? _told : _unsettled;
        return unsettled.Contains(merge.From) || unsettled.Contains(merge.Into);
    }

    // Loaded history starts and ends nothing.
    private static bool ConcernsRuns(CanonicalEvent e) => !e.Backfill && (e.Order is not null || e.Cart is { Status: not CartStatus.Open });

    // Of somebody who has been erased since: that it happened counts, what it said of them is not kept.
    private static bool TellsOfSomebody(CanonicalEvent e) => e.Feedback is not null || e.Who.ContactId is not null;

    private void EndStretch()
    {
        if (_heard.Count > 0 || _merges.Count > 0 || _splits.Count > 0)
            _stretches.Add(new Stretch(_merges, _heard.ConvertAll(Resolved)) { Splits = _splits.Count > 0 ? _splits : null });
        _merges = [];
        _splits = [];
        _merged.Clear();
        _unsettled.Clear();
        _told.Clear();
        _heard.Clear();
    }

    // A later event of the stretch may have merged the contact of an earlier one.
    private ResolvedEvent Resolved((CanonicalEvent Event, Whose? Whose) heard)
    {
        if (heard.Whose is not { } whose)
            return new ResolvedEvent(TellsOfSomebody(heard.Event) ? heard.Event with { Properties = RawJson.EmptyObject } : heard.Event, null);
        var id = whose.Contact.Id;
        while (_merged.TryGetValue(id, out var into)) id = into;
        return new ResolvedEvent(heard.Event, id) { Email = whose.Contact.Email, Phone = whose.Contact.Phone, Through = Through(whose.OwnContact, id), Learnt = whose.Learnt };
    }

    private List<Guid>? Through(Guid own, Guid contact)
    {
        if (own == contact) return null;
        var through = new List<Guid>();
        for (Guid? id = own; id is { } merged && merged != contact; id = people[merged].MergedInto) through.Add(merged);
        return through;
    }
}
