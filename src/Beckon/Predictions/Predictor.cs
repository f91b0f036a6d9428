using Beckon.Predictions.Fitting;

namespace Beckon.Predictions;

/// <summary>Says what customers are expected to do, by fitted models. Customers with the same history are worked out once. Pure.</summary>
public sealed class Predictor(BgNbd purchases, GammaGamma? spend, PredictionSettings settings, DateOnly today)
{
    private const int StepDays = 30;
    private const int LongestWait = 730;
    private const double DaysOfYear = 365.25;
    private const double MostValue = 1e12;

    private readonly Dictionary<PurchaseHistory, Expected> _known = [];

    public Prediction Of(PurchaseHistory history, double repeatAverage)
    {
        if (!_known.TryGetValue(history, out var expected)) _known.Add(history, expected = Work(history));
        decimal? value = spend is null
            ? null
            : Math.Round((decimal)Math.Min(MostValue, expected.Discounted * spend.ExpectedSpend(history.Repeats, repeatAverage)), 2);
        return new Prediction(expected.Orders, expected.Active, value, expected.NextOn);
    }

    private Expected Work(PurchaseHistory history)
    {
        var active = purchases.ProbabilityActive(history);
        var (sum, discounted) = (0.0, 0.0);
        for (var from = 0; from < settings.HorizonDays; from += StepDays)
        {
            var to = Math.Min(from + StepDays, settings.HorizonDays);
            var upTo = purchases.ExpectedPurchases(history, to);
            // What comes within a step comes in the middle of it.
            discounted += Math.Max(0, upTo - sum) / Math.Pow(1 + (double)settings.DiscountPercent / 100, (from + to) / 2.0 / DaysOfYear);
            sum = upTo;
        }
        var wait = purchases.MedianDaysToNext(history);
        DateOnly? next = active >= 0.5 && wait <= LongestWait ? today.AddDays((int)Math.Ceiling(wait)) : null;
        return new Expected(Math.Round((decimal)sum, 2), Math.Round((decimal)active, 3), discounted, next);
    }

    private readonly record struct Expected(decimal Orders, decimal Active, double Discounted, DateOnly? NextOn);
}
