using System.Globalization;
using Beckon.Audiences.Language;
using Beckon.Contacts;
using Beckon.Kernel;
using Beckon.Rfm;

namespace Beckon.Tests.Audiences;

/// <summary>Filters of every kind, whose values are those that the contacts of <see cref="RandomPeople"/> have, or nearly.</summary>
public sealed class RandomFilter(Random random, DateTimeOffset now)
{
    public Filter Next(int depth = 0) => random.Next(depth == 0 ? 10 : depth > 2 ? 6 : 9) switch
    {
        >= 6 => Group(depth),
        _ => Condition(),
    };

    public Filter Condition() => random.Next(17) switch
    {
        0 or 1 or 2 or 3 => Event(),
        4 or 5 => Orders(),
        6 => new ProfileCondition(One(ProfileAttribute.CreatedAt, ProfileAttribute.LastSeenAt), new ValueTest(ValueOp.Time) { Time = Time() }),
        7 => random.Next(3) == 0
            ? new ProfileCondition(ProfileAttribute.Known, new ValueTest(One(ValueOp.IsTrue, ValueOp.IsFalse)))
            : new ProfileCondition(One(ProfileAttribute.Email, ProfileAttribute.Phone, ProfileAttribute.FirstName, ProfileAttribute.LastName), Text("Ada", "ada", "ÄDA", "a1@x.io", "+15550001", "%")),
        8 or 9 => Field(),
        10 => random.Next(2) == 0 ? new ListCondition(Ids.Out(Ids.List, RandomPeople.List)) : new TagCondition(One("VIP", "vip", "none such")),
        11 => random.Next(2) == 0 ? new ConsentCondition(One(Channel.Email, Channel.Sms, Channel.Push), One(Enum.GetValues<ConsentStatus>())) : new ReachableCondition(One(Channel.Email, Channel.Sms)),
        12 => new RfmCondition
        {
            Segments = random.Next(2) == 0 ? [One("Champions", "Lost")] : null,
            Recency = random.Next(2) == 0 ? new ScoreSpan(random.Next(1, 4), 5) : null,
            Monetary = random.Next(3) == 0 ? new ScoreSpan(1, random.Next(1, 6)) : null,
        },
        13 => Prediction(),
        14 => new LoyaltyCondition { Joined = random.Next(2) == 0 ? Time() : null, Store = random.Next(2) == 0 ? One("s1", "PEARL street") : null },
        15 => new AbandonedItemCondition(One(Enum.GetValues<ItemStock>())) { Time = random.Next(2) == 0 ? Time() : null },
        _ => new RandomCondition(random.Next(0, 101)) { Draw = One("", "a", "ü") },
    };

    private PredictionCondition Prediction() => One(Enum.GetValues<PredictionMeasure>()) switch
    {
        PredictionMeasure.NextOrder => new(PredictionMeasure.NextOrder) { Time = Time(days: true) },
        var measure => new(measure) { Is = Number() },
    };

    private Filter Group(int depth)
    {
        Filter[] parts = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Next(depth + 1))];
        return random.Next(3) switch { 0 => new AllOf(parts), 1 => new AnyOf(parts), _ => new NoneOf(parts) };
    }

    private EventCondition Event()
    {
        var measure = random.Next(3) == 0 ? One(Enum.GetValues<EventMeasure>()) : EventMeasure.Count;
        var ofTime = measure is EventMeasure.FirstTime or EventMeasure.LastTime;
        var ofProperty = !ofTime && measure != EventMeasure.Count;
        return new EventCondition(One("viewed_product", "cart_abandoned", "cart_status_updated", "never_heard_of"))
        {
            Status = random.Next(3) == 0 ? One("pending", "finished") : null,
            Where = random.Next(3) == 0 ? [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Property())] : null,
            Time = ofTime || random.Next(2) == 0 ? Time() : null,
            Measure = measure,
            Property = ofProperty ? One("price", "cart.total", "items.quantity", "text") : null,
            Is = ofProperty || (!ofTime && random.Next(2) == 0) ? Number() : null,
        };
    }

    private PropertyTest Property() => random.Next(4) switch
    {
        0 => new("price", new ValueTest(ValueOp.Number) { Number = Number() }),
        1 => new("visit", new ValueTest(ValueOp.Time) { Time = Time(days: true) }),
        2 => new("flag", new ValueTest(One(ValueOp.IsTrue, ValueOp.IsFalse, ValueOp.IsSet, ValueOp.IsNotSet))),
        _ => new(One("brand", "items.brand", "items", "a \"b\\", "items.deep.x"), Text("Kiln", "kiln", "5", "true", "k")),
    };

    private OrderCondition Orders()
    {
        var measure = One(Enum.GetValues<OrderMeasure>());
        var ofTime = measure is OrderMeasure.FirstTime or OrderMeasure.LastTime;
        return new OrderCondition
        {
            Measure = measure,
            Product = random.Next(5) == 0 ? One("p1", "p2") : null,
            Brand = random.Next(5) == 0 ? One("Kiln", "KILN", "Other") : null,
            Category = random.Next(5) == 0 ? "Kitchen" : null,
            Time = ofTime || random.Next(2) == 0 ? Time() : null,
            Is = ofTime || (measure == OrderMeasure.Count && random.Next(3) == 0) ? null : Number(),
        };
    }

    private FieldCondition Field() => random.Next(5) switch
    {
        0 => new("birthday", new ValueTest(ValueOp.Time) { Time = Birthday() }),
        1 => new("next_visit", new ValueTest(ValueOp.Time) { Time = Time() }),
        2 => new("size", new ValueTest(ValueOp.Number) { Number = Number() }),
        3 => new("newsletter", new ValueTest(One(ValueOp.IsTrue, ValueOp.IsFalse, ValueOp.IsSet, ValueOp.IsNotSet))),
        _ => new("colour", Text("Red", "red", "Grün", "re")),
    };

    private TimeTest Birthday()
    {
        var test = Time(days: true);
        return test.Op is TimeOp.InLast or TimeOp.InNext ? test with { Anniversary = random.Next(3) > 0 } : test;
    }

    private ValueTest Text(params string[] texts) => One(Enum.GetValues<ValueOp>().Where(op => op < ValueOp.IsTrue).ToArray()) switch
    {
        ValueOp.IsOneOf => new(ValueOp.IsOneOf) { Texts = [One(texts), One(texts)] },
        ValueOp.IsSet => new(ValueOp.IsSet),
        ValueOp.IsNotSet => new(ValueOp.IsNotSet),
        var op => new(op) { Text = One(texts) },
    };

    private NumberTest Number()
    {
        var value = One(0m, 1, 2, 3, 5, 10.5m, 100, -1, 0.333333333m);
        var op = One(Enum.GetValues<NumberOp>());
        return new NumberTest(op, value) { To = op == NumberOp.Between ? value + random.Next(0, 20) : null };
    }

    private TimeTest Time(bool days = false)
    {
        var op = random.Next(3) == 0 ? One(Enum.GetValues<TimeOp>()) : One(TimeOp.InLast, TimeOp.InLast, TimeOp.InNext);
        if (op is TimeOp.InLast or TimeOp.InNext)
        {
            var unit = days ? One(TimeUnit.Days, TimeUnit.Weeks, TimeUnit.Months) : One(Enum.GetValues<TimeUnit>());
            return new TimeTest(op) { Amount = unit == TimeUnit.Minutes ? One(0, 1, 30, 90) : unit == TimeUnit.Hours ? One(1, 24, 25) : random.Next(0, 4), Unit = unit };
        }
        var date = Date(days);
        return new TimeTest(op) { Date = date, To = op == TimeOp.Between ? Date(days) : null };
    }

    private string Date(bool day)
    {
        var at = now.AddDays(random.Next(-40, 10)).AddMinutes(random.Next(0, 1440));
        return day || random.Next(2) == 0 ? at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
    }

    private T One<T>(params T[] of) => of[random.Next(of.Length)];
}
