using Beckon.Audiences.Matching;

namespace Beckon.Audiences.Membership;

/// <summary>Which audiences a contact is in, and when time alone may change that.</summary>
/// <param name="ContactId">Who.</param>
/// <param name="Audiences">The numbers of the audiences.</param>
/// <param name="Due">When to look again; null: time alone changes nothing.</param>
public sealed record Standing(Guid ContactId, IReadOnlyList<int> Audiences, DateTimeOffset? Due)
{
    /// <summary>Nothing was ever decided about the contact.</summary>
    public bool IsNew { get; init; }

    public static Standing None(Guid contactId) => new(contactId, [], null) { IsNew = true };
}

/// <summary>What becomes of a standing.</summary>
/// <param name="Next">The standing from now on.</param>
/// <param name="Entered">The audiences that the contact has come into.</param>
/// <param name="Exited">The audiences that it has left.</param>
/// <param name="Gone">Whether the contact is not there any more, so that there is nobody to tell of.</param>
public sealed record Change(Standing Next, IReadOnlyList<LiveAudience> Entered, IReadOnlyList<LiveAudience> Exited, bool Gone);

/// <summary>Decides which audiences a contact is in. Pure.</summary>
public static class StandingRules
{
    /// <summary>What is to be written; null when everything stays.</summary>
    /// <param name="standing">As it was.</param>
    /// <param name="facts">What is known of the contact; null when it is not there any more: then it is in no audience.</param>
    /// <param name="asked">The audiences that are asked, each with its matcher.</param>
    /// <param name="ofAllTimed">Whether all audiences that time alone changes are among them: then nothing else is due.</param>
    public static Change? Review(Standing standing, ContactFacts? facts, IReadOnlyList<(LiveAudience Audience, Func<ContactFacts, Match> Matches)> asked, bool ofAllTimed)
    {
        List<LiveAudience>? entered = null;
        List<LiveAudience>? exited = null;
        DateTimeOffset? until = null;
        foreach (var (audience, matches) in asked)
        {
            var match = facts is null ? Match.No : matches(facts);
            until = Match.Earlier(until, match.Until);
            var was = standing.Audiences.Contains(audience.Number);
            if (match.Is && !was) (entered ??= []).Add(audience);
            if (!match.Is && was) (exited ??= []).Add(audience);
        }
        var due = ofAllTimed ? until : Match.Earlier(standing.Due, until);
        if (entered is null && exited is null && due == standing.Due) return null;
        var left = exited?.Select(audience => audience.Number).ToHashSet();
        int[] audiences = [.. standing.Audiences.Where(number => left?.Contains(number) != true).Concat((entered ?? []).Select(audience => audience.Number)).Order()];
        return new Change(new Standing(standing.ContactId, audiences, due), entered ?? [], exited ?? [], facts is null);
    }
}
