using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Beckon.Audiences.Language;
using Beckon.Contacts;
using Beckon.Rfm;

namespace Beckon.Audiences.Matching;

/// <summary>
/// Says of one contact whether it fits a filter: the evaluator of triggers, splits, live membership and of every "why?". Pure. It agrees with
/// <see cref="AudienceQuery"/>, which says the same in SQL of all contacts at once; a property test compares the two.
/// </summary>
public static class AudienceMatcher
{
    /// <summary>Compiles a filter for one moment: what depends on time alone is worked out once for all contacts.</summary>
    public static Func<ContactFacts, Match> Compile(Filter filter, Today today) => filter switch
    {
        AllOf all when Compile(all.Of, today) is var parts => facts => Match.All(parts, facts),
        AnyOf any when Compile(any.Of, today) is var parts => facts => Match.Any(parts, facts),
        NoneOf none when Compile(none.Of, today) is var parts => facts => Match.Any(parts, facts).Not,
        EventCondition e => EventMatch.Compile(e, today),
        OrderCondition o => OrderMatch.Compile(o, today),
        ProfileCondition p => facts => Attribute(p, facts, today),
        FieldCondition f => facts => Field(f, facts, today),
        ListCondition l when Kernel.PublicId.TryParse(Kernel.Ids.List, l.List, out var id) => facts => Match.Of(facts.Lists.Contains(id)),
        ListCondition => static _ => Match.No,
        TagCondition t when ValueRules.Small(t.Tag.Trim()) is var tag => facts => Match.Of(facts.Tags.Contains(tag)),
        ConsentCondition c => facts => Match.Of(Standing(facts, c.Channel) == c.Status),
        ReachableCondition r => facts => Match.Of(IsReachable(facts, r.Channel)),
        RfmCondition r => facts => Match.Of(facts.Rfm is { } rfm && Fits(r, rfm)),
        PredictionCondition p => facts => facts.Prediction is { } known ? Prediction(p, known, today) : Match.No,
        LoyaltyCondition l => facts => Membership(l, facts, today),
        AbandonedItemCondition a => facts => AbandonedItem(a, facts, today),
        AudienceCondition { Meaning: { } meaning } => Compile(meaning, today),
        AudienceCondition => static _ => Match.No,
        RandomCondition r => facts => Match.Of(Drawn(r.Draw, facts.Id) < Threshold(r.Percent)),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    /// <summary>Below which number a draw counts.</summary>
    public static long Threshold(decimal percent) => (long)(percent / 100 * 0x1_0000_0000L);

    private static Func<ContactFacts, Match>[] Compile(IReadOnlyList<Filter> parts, Today today) => [.. parts.Select(part => Compile(part, today))];

    // The first four bytes of a hash: an even draw that anybody can repeat.
    private static long Drawn(string draw, Guid contact)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{draw}{contact}"), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash);
    }

    private static ConsentStatus Standing(ContactFacts facts, Channel channel) => facts.Consents.GetValueOrDefault(channel, ConsentStatus.Never);

    private static bool IsReachable(ContactFacts facts, Channel channel) =>
        Standing(facts, channel) == ConsentStatus.Subscribed && !facts.Suppressed.Contains(channel)
        && (channel == Channel.Email ? facts.Email : channel == Channel.Sms ? facts.Phone : null) is not null;

    private static bool Fits(RfmCondition asked, RfmFact rfm) =>
        (asked.Segments is not { Count: > 0 } segments || segments.Contains(rfm.Segment))
        && Has(asked.Recency, rfm.Recency) && Has(asked.Frequency, rfm.Frequency) && Has(asked.Monetary, rfm.Monetary);

    private static bool Has(ScoreSpan? span, int score) => span?.Has(score) != false;

    private static Match Prediction(PredictionCondition asked, PredictionFact known, Today today)
    {
        if (asked is { Measure: PredictionMeasure.NextOrder, Time: { } time })
            return known.NextOrderOn is { } day ? new Match(Days.Of(time, today).Has(day), Days.NextChange(time, day, today)) : Match.No;
        var value = asked.Measure switch
        {
            PredictionMeasure.ExpectedOrders => known.ExpectedOrders,
            PredictionMeasure.ProbabilityActive => known.ProbabilityActive,
            _ => known.LifetimeValue,
        };
        return Match.Of(value is { } number && asked.Is?.Passes(number) == true);
    }

    private static Match Attribute(ProfileCondition asked, ContactFacts facts, Today today) => asked.Attribute switch
    {
        ProfileAttribute.Known => Match.Of(asked.Is.Op == ValueOp.IsTrue != facts.Anonymous),
        ProfileAttribute.CreatedAt => At(asked.Is.Time, facts.CreatedAt, today),
        ProfileAttribute.LastSeenAt => At(asked.Is.Time, facts.LastSeenAt, today),
        ProfileAttribute.Email => Text(asked.Is, facts.Email, today),
        ProfileAttribute.Phone => Text(asked.Is, facts.Phone, today),
        ProfileAttribute.FirstName => Text(asked.Is, facts.FirstName, today),
        ProfileAttribute.LastName => Text(asked.Is, facts.LastName, today),
        _ => throw new ArgumentOutOfRangeException(nameof(asked)),
    };

    private static Match Text(ValueTest test, string? value, Today today) => Match.Of(ValueRules.Passes(test, value is null ? [] : [value], today));

    private static Match At(TimeTest? time, DateTimeOffset at, Today today) => new(Window.Of(time, today).Has(at), Window.NextChange(time, at, today));

    private static Match Field(FieldCondition asked, ContactFacts facts, Today today)
    {
        if (facts.Fields is not { } fields || !fields.TryGetProperty(asked.Field, out var value) || ValueRules.TextOf(value) is not { } text)
            return Match.Of(ValueRules.Passes(asked.Is, [], today));
        var until = asked.Is is { Op: ValueOp.Time, Time: { } time } ? ValueRules.NextChange(time, text, today) : null;
        return new Match(ValueRules.Passes(asked.Is, [text], today), until);
    }

    private static Match Membership(LoyaltyCondition asked, ContactFacts facts, Today today)
    {
        var match = Match.No;
        foreach (var joined in facts.Memberships)
        {
            if (asked.Store is { } store && !IsSame(joined.StoreId, store) && !IsSame(joined.StoreName, store)) continue;
            match = match.Or(At(asked.Joined, joined.At, today));
        }
        return match;
    }

    private static bool IsSame(string? value, string asked) => value is not null && ValueRules.Small(value) == ValueRules.Small(asked);

    private static Match AbandonedItem(AbandonedItemCondition asked, ContactFacts facts, Today today)
    {
        var match = Match.No;
        foreach (var item in facts.AbandonedItems)
        {
            var fits = asked.Stock switch
            {
                ItemStock.InStock => item.InStock,
                ItemStock.OutOfStock => !item.InStock,
                ItemStock.BackInStock => item.InStock && item.RestockedAt > item.AbandonedAt,
                _ => throw new ArgumentOutOfRangeException(nameof(asked)),
            };
            if (fits) match = match.Or(At(asked.Time, item.AbandonedAt, today));
        }
        return match;
    }
}
