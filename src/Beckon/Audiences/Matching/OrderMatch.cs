using Beckon.Audiences.Language;
using Beckon.Events;

namespace Beckon.Audiences.Matching;

/// <summary>Whether a contact's delivered orders fit a condition on them. Pure.</summary>
public static class OrderMatch
{
    /// <summary>Whether the answer stands in the statistics kept with the contact.</summary>
    public static bool ByStatistics(OrderCondition o) => o is { Product: null, Brand: null, Category: null } && o.Measure switch
    {
        OrderMeasure.Count or OrderMeasure.Total or OrderMeasure.Average => o.Time is null,
        OrderMeasure.LastTime => true,
        _ => false,
    };

    public static Func<ContactFacts, Match> Compile(OrderCondition o, Today today)
    {
        var test = o.Is ?? EventRules.AtLeastOne;
        if (!ByStatistics(o)) return facts => ByOrders(o, test, facts, today);
        return o.Measure switch
        {
            OrderMeasure.Count => facts => Match.Of(test.Passes(facts.OrderCount)),
            OrderMeasure.Total => facts => Match.Of(test.Passes(facts.OrderTotal)),
            OrderMeasure.Average => facts => Match.Of(facts.OrderCount > 0 && test.Passes(facts.OrderTotal, facts.OrderCount)),
            _ => facts => facts.LastOrderAt is { } last ? At(o.Time, last, today) : Match.No,
        };
    }

    private static Match At(TimeTest? time, DateTimeOffset at, Today today) => new(Window.Of(time, today).Has(at), Window.NextChange(time, at, today));

    private static Match ByOrders(OrderCondition o, NumberTest test, ContactFacts facts, Today today)
    {
        var fitting = facts.Orders.FindAll(order => IsAsked(o, order));
        if (o.Measure is OrderMeasure.FirstTime or OrderMeasure.LastTime)
        {
            if (fitting.Count == 0) return Match.No;
            return At(o.Time, o.Measure == OrderMeasure.FirstTime ? fitting.Min(order => order.At) : fitting.Max(order => order.At), today);
        }
        var window = Window.Of(o.Time, today);
        var inside = fitting.FindAll(order => window.Has(order.At));
        var passes = o.Measure switch
        {
            OrderMeasure.Count => test.Passes(inside.Count),
            OrderMeasure.Total => test.Passes(inside.Sum(order => Total(o, order))),
            _ => inside.Count > 0 && test.Passes(inside.Sum(order => order.Total), inside.Count),
        };
        return new Match(passes, fitting.Select(order => Window.NextChange(o.Time, order.At, today)).Min());
    }

    private static bool IsOfItems(OrderCondition o) => o is not { Product: null, Brand: null, Category: null };

    private static bool IsAsked(OrderCondition o, OrderFact order) => !IsOfItems(o) || order.Items.Any(item => IsAsked(o, item));

    private static bool IsAsked(OrderCondition o, LineItem item) =>
        (o.Product is null || item.ProductId == o.Product) && IsSame(o.Brand, item.Brand) && IsSame(o.Category, item.Category);

    private static bool IsSame(string? asked, string? said) => asked is null || (said is not null && ValueRules.Small(asked) == ValueRules.Small(said));

    private static decimal Total(OrderCondition o, OrderFact order) =>
        IsOfItems(o) ? order.Items.Where(item => IsAsked(o, item)).Sum(item => (item.Price ?? 0) * item.Quantity) : order.Total;
}
