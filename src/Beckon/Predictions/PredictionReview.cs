using System.Buffers.Binary;
using Beckon.Predictions.Fitting;

namespace Beckon.Predictions;

/// <summary>Fits the models to a workspace's customers and says what they find. Pure.</summary>
public sealed class PredictionReview(IReadOnlyList<Customer> customers, int testDays)
{
    // More customers than this do not make the parameters any better, only later.
    private const int EnoughToFit = 50_000;

    /// <summary>The models of all customers; null where nothing fits.</summary>
    public (BgNbd Purchases, GammaGamma? Spend)? Fit()
    {
        var sample = Sample();
        if (ModelFitter.FitPurchases(Weigh(sample.Select(customer => customer.History))) is not { } purchases) return null;
        var spends = sample
            .Where(customer => customer is { History.Repeats: > 0, RepeatAverage: > 0 })
            .Select(customer => new RepeatSpend(customer.History.Repeats, customer.RepeatAverage));
        return (purchases, ModelFitter.FitSpend([.. spends]) is { HasMean: true } spend ? spend : null);
    }

    /// <summary>What is to be said of all customers, once it is known of each.</summary>
    public PredictionOutcome Sum(BgNbd purchases, GammaGamma? spend, IReadOnlyList<Prediction> predictions)
    {
        var steps = new (long Customers, decimal Value)[10];
        var (orders, active, value) = (0m, 0m, 0m);
        foreach (var prediction in predictions)
        {
            orders += prediction.ExpectedOrders;
            active += prediction.ProbabilityActive;
            value += prediction.LifetimeValue ?? 0;
            ref var step = ref steps[Math.Min(9, (int)(prediction.ProbabilityActive * 10))];
            step = (step.Customers + 1, step.Value + (prediction.LifetimeValue ?? 0));
        }
        decimal? Known(decimal of) => spend is null ? null : of;
        return new PredictionOutcome(
            purchases, spend, orders, Math.Round(active, 1), Known(value),
            [.. steps.Select((step, index) => new ProbabilityStep(index / 10m, step.Customers, Known(step.Value)))], Test());
    }

    // From what was known then alone, the model of that time with it.
    private PredictionTest? Test()
    {
        var known = customers.Where(customer => customer.Then is not null).ToList();
        var (returned, days) = (known.Count(customer => customer.Then is { Repeats: > 0 }), known.Count == 0 ? 0 : known.Max(customer => customer.Then!.Value.Age));
        if (PredictionRules.Refusal(known.Count, returned, days) is not null) return null;
        var sample = Sample().Where(customer => customer.Then is not null).Select(customer => customer.Then!.Value);
        if (ModelFitter.FitPurchases(Weigh(sample)) is not { } purchases) return null;
        var predicted = Weigh(known.Select(customer => customer.Then!.Value)).Sum(one => one.Customers * purchases.ExpectedPurchases(one.History, testDays));
        return new PredictionTest(testDays, known.Count, Math.Round((decimal)predicted, 1), known.Sum(customer => (long)customer.Since));
    }

    // Always the same ones: the end of an id is random, whenever they came.
    private List<Customer> Sample()
    {
        var every = 1 + (customers.Count - 1) / EnoughToFit;
        return [.. customers.Where(customer => Draw(customer.ContactId) % every == 0)];
    }

    private static int Draw(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes[14..]);
    }

    private static List<WeighedHistory> Weigh(IEnumerable<PurchaseHistory> histories) =>
        [.. histories.CountBy(history => history).Select(pair => new WeighedHistory(pair.Key, pair.Value))];
}
