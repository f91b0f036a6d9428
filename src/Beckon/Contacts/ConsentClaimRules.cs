using Beckon.Events;

namespace Beckon.Contacts;

/// <summary>What the claims of a batch come to. Pure.</summary>
public static class ConsentClaimRules
{
    // A no stands against whatever else is claimed; a yes says more than that somebody was asked.
    private static readonly ConsentAnswer[] Strongest = [ConsentAnswer.No, ConsentAnswer.Yes, ConsentAnswer.Unconfirmed, ConsentAnswer.NeverAsked];

    /// <summary>One claim for each contact and channel, in the order in which all writers write them.</summary>
    public static List<HeardClaim> Of(IEnumerable<ResolvedEvent> events) =>
    [
        .. events
            .Where(resolved => resolved is { Event.Consents.Count: > 0, ContactId: not null })
            .SelectMany(resolved => resolved.Event.Consents!.Select(claim => Heard(resolved, claim)))
            .GroupBy(heard => (heard.ContactId, heard.Channel))
            .Select(claims => claims.OrderBy(heard => Array.IndexOf(Strongest, heard.Answer)).ThenByDescending(heard => heard.At).First())
            .OrderBy(heard => heard.ContactId)
            .ThenBy(heard => heard.Channel),
    ];

    /// <summary>What an answer makes of the consent.</summary>
    public static ConsentStatus StatusOf(ConsentAnswer answer) => answer switch
    {
        ConsentAnswer.Yes => ConsentStatus.Subscribed,
        ConsentAnswer.No => ConsentStatus.Unsubscribed,
        ConsentAnswer.Unconfirmed => ConsentStatus.Pending,
        ConsentAnswer.NeverAsked => ConsentStatus.Never,
    };

    private static HeardClaim Heard(ResolvedEvent resolved, ConsentClaim claim) => new(
        resolved.ContactId!.Value, ChannelOf(claim.Channel), claim.Answer, claim.At ?? resolved.Event.OccurredAt, claim.Wording, resolved.Event.SourceId,
        resolved.OwnContact ?? resolved.ContactId!.Value);

    private static Channel ChannelOf(ConsentChannel channel) => channel switch
    {
        ConsentChannel.Email => Channel.Email,
        ConsentChannel.Sms => Channel.Sms,
        ConsentChannel.Push => Channel.Push,
    };
}

/// <summary>A claim about a contact that is known, and whose it is by itself.</summary>
public sealed record HeardClaim(Guid ContactId, Channel Channel, ConsentAnswer Answer, DateTimeOffset At, string? Wording, Guid SourceId, Guid OwnContact);
