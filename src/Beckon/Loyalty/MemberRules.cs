using Beckon.Events;

namespace Beckon.Loyalty;

/// <summary>What the sign-ups of a batch come to. Pure.</summary>
public static class MemberRules
{
    /// <summary>
    /// One for each contact, in the order in which all writers write them: the earliest says since when and where, the latest answer to each question
    /// counts.
    /// </summary>
    public static List<JoinedContact> Of(IEnumerable<ResolvedEvent> events) =>
    [
        .. events
            .Where(resolved => resolved is { Event.SignUp: not null, ContactId: not null })
            .GroupBy(resolved => (JoinedAs: resolved.OwnContact ?? resolved.ContactId ?? Guid.Empty, ContactId: resolved.ContactId ?? Guid.Empty))
            .OrderBy(signUps => signUps.Key.JoinedAs)
            .Select(Fold),
    ];

    private static JoinedContact Fold(IGrouping<(Guid JoinedAs, Guid ContactId), ResolvedEvent> signUps)
    {
        var inTime = signUps.Select(resolved => resolved.Event).OrderBy(e => e.OccurredAt).ToList();
        var first = inTime[0];
        return new JoinedContact
        {
            JoinedAs = signUps.Key.JoinedAs,
            ContactId = signUps.Key.ContactId,
            At = first.OccurredAt,
            SourceId = first.SourceId,
            StoreId = inTime.Select(e => e.SignUp?.StoreId).FirstOrDefault(id => id is not null),
            StoreName = inTime.Select(e => e.SignUp?.StoreName).FirstOrDefault(name => name is not null),
            EmailOptIn = inTime.Select(e => e.SignUp?.EmailOptIn).LastOrDefault(said => said is not null),
            SmsOptIn = inTime.Select(e => e.SignUp?.SmsOptIn).LastOrDefault(said => said is not null),
            LastAt = inTime[^1].OccurredAt,
        };
    }
}

/// <summary>A contact who joins, or joins once more.</summary>
public sealed record JoinedContact
{
    /// <summary>Whose sign-up it is by itself.</summary>
    public required Guid JoinedAs { get; init; }

    /// <summary>Who that is now.</summary>
    public required Guid ContactId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid SourceId { get; init; }

    public string? StoreId { get; init; }

    public string? StoreName { get; init; }

    public bool? EmailOptIn { get; init; }

    public bool? SmsOptIn { get; init; }

    public required DateTimeOffset LastAt { get; init; }
}
