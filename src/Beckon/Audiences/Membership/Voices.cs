using Beckon.Events;

namespace Beckon.Audiences.Membership;

/// <summary>Where changes come from: what follows from loaded history starts nothing, and what follows from a replay sends nothing.</summary>
public sealed class Voices
{
    private readonly HashSet<Guid> _live = [];
    private readonly HashSet<Guid> _first = [];
    private readonly Dictionary<Guid, int> _depths = [];
    private readonly bool _ofEvents;

    private Voices(bool ofEvents) => _ofEvents = ofEvents;

    /// <summary>Something has happened, if only that time has passed.</summary>
    public static Voices News { get; } = new(ofEvents: false);

    /// <summary>Nobody did anything: a person has changed what is asked.</summary>
    public static Voices Quiet { get; } = new(ofEvents: false) { AreQuiet = true };

    /// <summary>People were changed apart from events, each with how many flows have led to each other up to that.</summary>
    public static Voices Changed(Dictionary<Guid, int> changes)
    {
        var voices = new Voices(ofEvents: false);
        foreach (var (contact, depth) in changes) voices._depths[contact] = depth;
        return voices;
    }

    public bool AreQuiet { get; private init; }

    public static Voices Of(List<ResolvedEvent> events)
    {
        var voices = new Voices(ofEvents: true);
        foreach (var (e, contact) in events)
        {
            if (contact is not { } known) continue;
            if (!e.Backfill) voices._live.Add(known);
            if (!e.Replayed) voices._first.Add(known);
            if (OwnEvent.DepthOf(e) is > 0 and var depth && depth > voices.DepthOf(known)) voices._depths[known] = depth;
        }
        return voices;
    }

    /// <summary>Whether all that is new of the contact is loaded history.</summary>
    public bool OnlyHistory(Guid contact) => _ofEvents && !_live.Contains(contact);

    /// <summary>How many flows have led to each other up to what is new of the contact.</summary>
    public int DepthOf(Guid contact) => _depths.GetValueOrDefault(contact);

    /// <summary>Whether all that is new of the contact was taken in once more.</summary>
    public bool OnlyReplayed(Guid contact) => _ofEvents && !_first.Contains(contact);
}
