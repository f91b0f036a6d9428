using System.Globalization;
using Beckon.Audiences.Language;
using Beckon.Contacts;

namespace Beckon.Audiences.Matching;

/// <summary>Says why a contact fits a filter or does not, condition by condition, with what was seen. Pure; it asks the very matcher that decides.</summary>
public sealed class Explainer(ContactFacts facts, Today today, FilterContext context, TimeZoneInfo zone)
{
    private const int MostValues = 5;

    public Explanation Explain(Filter filter)
    {
        var match = AudienceMatcher.Compile(filter, today)(facts);
        var parts = filter.Parts().Select(Explain).ToList();
        return new Explanation(TypeOf(filter), FilterSentence.Words(filter, context), match.Is, parts.Count > 0 ? null : Seen(filter), match.Until, parts);
    }

    private static string TypeOf(Filter filter) => filter switch
    {
        AllOf => "all",
        AnyOf => "any",
        NoneOf => "none",
        EventCondition => "event",
        OrderCondition => "orders",
        ProfileCondition => "profile",
        FieldCondition => "field",
        ListCondition => "list",
        TagCondition => "tag",
        ConsentCondition => "consent",
        ReachableCondition => "reachable",
        RfmCondition => "rfm",
        PredictionCondition => "prediction",
        LoyaltyCondition => "loyalty",
        AbandonedItemCondition => "abandoned_item",
        AudienceCondition => "audience",
        RandomCondition => "random",
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    private string? Seen(Filter filter) => filter switch
    {
        EventCondition e when EventRules.ByTrait(e) => facts.Traits.TryGetValue((e.Event, e.Status ?? ""), out var trait)
            ? $"{Times(trait.Count)}, first {At(trait.First)}, last {At(trait.Last)}"
            : "never",
        EventCondition e => History(e),
        OrderCondition o when OrderMatch.ByStatistics(o) => Orders(facts.OrderCount, facts.OrderTotal, facts.LastOrderAt),
        OrderCondition => Orders(facts.Orders.Count, facts.Orders.Sum(order => order.Total), facts.Orders.Count == 0 ? null : facts.Orders.Max(order => order.At)),
        ProfileCondition p => Profile(p.Attribute),
        FieldCondition f => facts.Fields is { } fields && fields.TryGetProperty(f.Field, out var value) ? ValueRules.TextOf(value) ?? "not set" : "not set",
        ListCondition l => Kernel.PublicId.TryParse(Kernel.Ids.List, l.List, out var id) && facts.Lists.Contains(id) ? "in the list" : "not in the list",
        TagCondition => facts.Tags.Count == 0 ? "no tags" : string.Join(", ", facts.Tags.Order(StringComparer.Ordinal).Take(MostValues)),
        ConsentCondition c => Standing(c.Channel),
        ReachableCondition r => Reach(r.Channel),
        RfmCondition => facts.Rfm is { } rfm ? string.Create(CultureInfo.InvariantCulture, $"{rfm.Segment}: recency {rfm.Recency}, frequency {rfm.Frequency}, monetary {rfm.Monetary}") : "no delivered order",
        PredictionCondition p => Prediction(p.Measure),
        LoyaltyCondition => facts.Memberships.Count == 0 ? "no member" : $"joined {At(facts.Memberships.Min(one => one.At))}",
        AbandonedItemCondition => facts.AbandonedItems.Count == 0 ? "no abandoned item whose product is known" : $"{Count(facts.AbandonedItems.Count, "abandoned item")}, {TestWords.Number(facts.AbandonedItems.Count(item => item.InStock))} in stock",
        AudienceCondition => "the audience is not there any more",
        RandomCondition r => AudienceMatcher.Compile(r, today)(facts).Is ? "drawn" : "not drawn",
        _ => null,
    };

    private string Prediction(PredictionMeasure measure) => facts.Prediction is not { } known
        ? "nothing is predicted of them"
        : measure switch
        {
            PredictionMeasure.ExpectedOrders => $"{TestWords.Number(known.ExpectedOrders)} expected",
            PredictionMeasure.ProbabilityActive => TestWords.Number(known.ProbabilityActive),
            PredictionMeasure.LifetimeValue => known.LifetimeValue is { } value ? TestWords.Number(value) : "no value is predicted",
            _ => known.NextOrderOn is { } day ? ValueRules.Written(day) : "probably never, or not within two years",
        };

    private string History(EventCondition e)
    {
        var named = facts.Events.Where(one => one.Name == e.Event && (e.Status is null || one.Status == e.Status)).ToList();
        if (named.Count == 0) return "never, as far as the history goes back";
        var seen = $"{Times(named.Count)} in all, last {At(named.Max(one => one.At))}";
        var paths = (e.Where ?? []).Select(test => test.Property).Append(e.Property).OfType<string>().Distinct(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var values = named.OrderByDescending(one => one.At).SelectMany(one => ValueRules.TextsOf(one.Properties, path)).Distinct(StringComparer.Ordinal).Take(MostValues).ToList();
            seen += $"; {path}: {(values.Count == 0 ? "none" : string.Join(", ", values))}";
        }
        return seen;
    }

    private string Orders(int count, decimal total, DateTimeOffset? last) =>
        last is { } at ? $"{Count(count, "delivered order")}, {TestWords.Number(total)} in all, last {At(at)}" : "no delivered order";

    private string Profile(ProfileAttribute attribute) => attribute switch
    {
        ProfileAttribute.Email => facts.Email ?? "not set",
        ProfileAttribute.Phone => facts.Phone ?? "not set",
        ProfileAttribute.FirstName => facts.FirstName ?? "not set",
        ProfileAttribute.LastName => facts.LastName ?? "not set",
        ProfileAttribute.CreatedAt => At(facts.CreatedAt),
        ProfileAttribute.LastSeenAt => At(facts.LastSeenAt),
        _ => facts.Anonymous ? "anonymous" : "known",
    };

    private string Standing(Channel channel) => Kernel.Words.Of(facts.Consents.GetValueOrDefault(channel, ConsentStatus.Never));

    private string Reach(Channel channel)
    {
        if ((channel == Channel.Email ? facts.Email : facts.Phone) is null) return channel == Channel.Email ? "no e-mail address" : "no phone number";
        return facts.Suppressed.Contains(channel) ? $"{Standing(channel)}, but suppressed after a bounce or complaint" : Standing(channel);
    }

    private string At(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Times(long count) => count == 1 ? "once" : $"{TestWords.Number(count)} times";

    private static string Count(int count, string what) => $"{TestWords.Number(count)} {what}{(count == 1 ? "" : "s")}";
}
