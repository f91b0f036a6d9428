using Beckon.Audiences.Language;
using Beckon.Events;

namespace Beckon.Audiences.Membership;

/// <summary>What, beside events of certain names, can change whether somebody fits a filter.</summary>
[Flags]
public enum Concern
{
    None = 0,

    /// <summary>First and last names.</summary>
    Name = 1 << 0,

    /// <summary>E-mail address and phone number, and whether they are known at all.</summary>
    Address = 1 << 1,

    Consent = 1 << 2,

    Fields = 1 << 3,

    Orders = 1 << 4,

    Carts = 1 << 5,

    Loyalty = 1 << 6,

    /// <summary>That they did anything.</summary>
    Seen = 1 << 7,
}

/// <summary>Finds out what can change whether somebody fits, and what an event may change. Pure.</summary>
public static class ConcernRules
{
    /// <summary>What a filter, with the meanings of the audiences in it, depends on beside events.</summary>
    public static Concern Of(Filter filter) => filter.Whole().Aggregate(Concern.None, (sum, part) => sum | OfOne(part));

    /// <summary>What an event may change beside what conditions on its name ask.</summary>
    public static Concern Of(ResolvedEvent resolved)
    {
        var e = resolved.Event;
        var concern = Concern.Seen;
        // A new address gets the workspace's consent.
        if (resolved.Learnt) concern |= Concern.Name | Concern.Address | Concern.Consent;
        if (e.Profile?.Fields is not null) concern |= Concern.Fields;
        if (e.Consents is not null || e.Feedback is not null || e.SignUp is not null || e.Name == EventNames.ContactUnsubscribed) concern |= Concern.Consent;
        if (e.Order is not null) concern |= Concern.Orders | Concern.Carts;
        if (e.Cart is not null) concern |= Concern.Carts;
        if (e.SignUp is not null) concern |= Concern.Loyalty;
        return concern;
    }

    /// <summary>Whether time alone can change who fits.</summary>
    public static bool MovesWithTime(Filter filter) => filter.Whole().SelectMany(Times).Any(time => time.Op is TimeOp.InLast or TimeOp.InNext);

    /// <summary>The tests of times in a condition.</summary>
    private static IEnumerable<TimeTest> Times(Filter filter) => (filter switch
    {
        EventCondition e => (e.Where ?? []).Select(test => test.Is.Time).Append(e.Time),
        OrderCondition o => [o.Time],
        ProfileCondition p => [p.Is.Time],
        FieldCondition f => [f.Is.Time],
        PredictionCondition p => [p.Time],
        LoyaltyCondition l => [l.Joined],
        AbandonedItemCondition a => [a.Time],
        _ => Enumerable.Empty<TimeTest?>(),
    }).OfType<TimeTest>();

    private static Concern OfOne(Filter filter) => filter switch
    {
        OrderCondition => Concern.Orders,
        ProfileCondition { Attribute: ProfileAttribute.FirstName or ProfileAttribute.LastName } => Concern.Name,
        ProfileCondition { Attribute: ProfileAttribute.LastSeenAt } => Concern.Seen,
        ProfileCondition => Concern.Address,
        FieldCondition => Concern.Fields,
        ConsentCondition => Concern.Consent,
        ReachableCondition => Concern.Consent | Concern.Address,
        LoyaltyCondition => Concern.Loyalty,
        AbandonedItemCondition => Concern.Carts,
        _ => Concern.None,
    };
}
