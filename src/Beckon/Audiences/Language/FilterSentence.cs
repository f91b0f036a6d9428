using System.Globalization;
using Beckon.Contacts;
using Beckon.Rfm;

namespace Beckon.Audiences.Language;

/// <summary>Says a filter in plain words, as one would of a person: "has abandoned a cart in the last 30 minutes and is subscribed to SMS".</summary>
public static class FilterSentence
{
    /// <summary>The whole filter as a sentence.</summary>
    public static string Of(Filter filter, FilterContext context) =>
        filter is AllOf { Of.Count: 0 } ? "Everybody." : $"Everybody who {Words(filter, context, inner: false)}.";

    /// <summary>A condition or a group as the end of "somebody who …".</summary>
    public static string Words(Filter filter, FilterContext context, bool inner = true) => filter switch
    {
        AllOf { Of.Count: 0 } => "is anybody",
        AnyOf { Of.Count: 0 } => "is nobody",
        NoneOf { Of.Count: 0 } => "is anybody",
        AllOf all => Join(all.Of, " and ", context, inner),
        AnyOf any => Join(any.Of, " or ", context, inner),
        NoneOf none => $"is not one who {Join(none.Of, " or ", context, inner: true)}",
        EventCondition e => Event(e),
        OrderCondition o => Orders(o),
        ProfileCondition p => Profile(p),
        FieldCondition f => $"has {TestWords.Value(f.Is, context.Fields.GetValueOrDefault(f.Field)?.Label ?? f.Field)}",
        ListCondition l => $"is in the list “{context.Lists.GetValueOrDefault(l.List) ?? "that was deleted"}”",
        TagCondition t => $"has the tag “{t.Tag}”",
        ConsentCondition c => Consent(c),
        ReachableCondition r => $"can be reached by {(r.Channel == Channel.Sms ? "SMS" : "e-mail")}",
        RfmCondition r => Rfm(r),
        PredictionCondition p => Prediction(p),
        LoyaltyCondition l => $"is in the loyalty programme{(l.Store is { } store ? $" at {store}" : "")}{(l.Joined is { } joined ? $", joined {TestWords.Time(joined)}" : "")}",
        AbandonedItemCondition a => AbandonedItem(a),
        AudienceCondition a => $"is in the audience “{context.AudienceNames.GetValueOrDefault(a.Audience) ?? "that was deleted"}”",
        RandomCondition r => $"is drawn into {TestWords.Number(r.Percent)} % at random",
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    private static string Join(IReadOnlyList<Filter> parts, string word, FilterContext context, bool inner)
    {
        var joined = string.Join(word, parts.Select(part => Words(part, context)));
        return inner && parts.Count > 1 ? $"({joined})" : joined;
    }

    private static string Event(EventCondition e)
    {
        var phrase = EventPhrases.Of(e.Event, e.Status, e.Where);
        var when = e.Time is { } time ? $" {TestWords.Time(time)}" : "";
        var asked = e.Is ?? EventRules.AtLeastOne;
        return e.Measure switch
        {
            EventMeasure.FirstTime => $"has first {phrase}{when}",
            EventMeasure.LastTime => $"has last {phrase}{when}",
            EventMeasure.Count when EventRules.Asks(e.Is) == Asked.Any => $"has {phrase}{when}",
            EventMeasure.Count when EventRules.Asks(e.Is) == Asked.None => e.Time is null ? $"has never {phrase}" : $"has not {phrase}{when}",
            EventMeasure.Count => $"has {phrase} {TestWords.Compare(asked)} times{when}",
            _ => $"has {phrase}{when}, with {Measured(e.Measure)} of {e.Property} {TestWords.Compare(asked)}",
        };
    }

    private static string Measured(EventMeasure measure) => measure switch
    {
        EventMeasure.Sum => "a sum",
        EventMeasure.Average => "an average",
        EventMeasure.Minimum => "a minimum",
        _ => "a maximum",
    };

    private static string Orders(OrderCondition o)
    {
        var of = string.Join(" and ", new[] { ("product", o.Product), ("brand", o.Brand), ("category", o.Category) }.Where(one => one.Item2 is not null).Select(one => $"{one.Item1} “{one.Item2}”"));
        var with = of.Length == 0 ? "" : $" with {of}";
        var when = o.Time is { } time ? $" {TestWords.Time(time)}" : "";
        var asked = TestWords.Compare(o.Is ?? EventRules.AtLeastOne);
        return o.Measure switch
        {
            OrderMeasure.FirstTime => $"has first bought{with}{when}",
            OrderMeasure.LastTime => $"has last bought{with}{when}",
            OrderMeasure.Count when EventRules.Asks(o.Is) == Asked.Any => $"has bought{with}{when}",
            OrderMeasure.Count when EventRules.Asks(o.Is) == Asked.None => o.Time is null ? $"has never bought{with}" : $"has not bought{with}{when}",
            OrderMeasure.Count => $"has {asked} delivered orders{with}{when}",
            OrderMeasure.Total => $"has spent {asked}{(of.Length == 0 ? "" : $" on {of}")}{when}",
            _ => $"has an average order{with} of {asked}{when}",
        };
    }

    private static string Profile(ProfileCondition p) => p.Attribute switch
    {
        ProfileAttribute.Known => p.Is.Op == ValueOp.IsTrue ? "is a known person" : "is an anonymous visitor",
        ProfileAttribute.CreatedAt => $"was first heard of {Time(p.Is)}",
        ProfileAttribute.LastSeenAt => $"was last seen {Time(p.Is)}",
        ProfileAttribute.Email => $"has {TestWords.Value(p.Is, "an e-mail address")}",
        ProfileAttribute.Phone => $"has {TestWords.Value(p.Is, "a phone number")}",
        ProfileAttribute.FirstName => $"has {TestWords.Value(p.Is, "a first name")}",
        _ => $"has {TestWords.Value(p.Is, "a last name")}",
    };

    private static string Time(ValueTest test) => test.Time is { } time ? TestWords.Time(time) : "";

    private static string Consent(ConsentCondition c)
    {
        var channel = c.Channel switch { Channel.Email => "e-mail", Channel.Sms => "SMS", _ => "push" };
        return c.Status switch
        {
            ConsentStatus.Subscribed => $"is subscribed to {channel}",
            ConsentStatus.Unsubscribed => $"has unsubscribed from {channel}",
            ConsentStatus.Pending => $"has yet to confirm {channel}",
            _ => $"was never asked about {channel}",
        };
    }

    private static string Rfm(RfmCondition r)
    {
        var parts = new List<string>();
        if (r.Segments is { Count: > 0 } segments) parts.Add($"is in the RFM segment {string.Join(" or ", segments.Select(name => $"“{name}”"))}");
        foreach (var (name, span) in new[] { ("recency", r.Recency), ("frequency", r.Frequency), ("monetary", r.Monetary) })
        {
            if (span is { } given) parts.Add($"has an RFM {name} score of {Span(given)}");
        }
        return parts.Count == 0 ? "has RFM scores" : string.Join(" and ", parts);
    }

    private static string Prediction(PredictionCondition p)
    {
        var asked = TestWords.Compare(p.Is ?? EventRules.AtLeastOne);
        return p.Measure switch
        {
            PredictionMeasure.ExpectedOrders => $"is expected to place {asked} orders",
            PredictionMeasure.ProbabilityActive => $"is still a customer with a probability of {asked}",
            PredictionMeasure.LifetimeValue => $"is expected to spend {asked}",
            _ => $"is expected to order next {(p.Time is { } time ? TestWords.Time(time) : "at any time")}",
        };
    }

    private static string Span(ScoreSpan span) =>
        span.From == span.To ? span.From.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{span.From} to {span.To}");

    private static string AbandonedItem(AbandonedItemCondition a)
    {
        var stock = a.Stock switch
        {
            ItemStock.InStock => "in stock",
            ItemStock.OutOfStock => "out of stock",
            _ => "back in stock",
        };
        return $"has left an item in a cart{(a.Time is { } time ? $" {TestWords.Time(time)}" : "")} that is {stock} now";
    }
}
