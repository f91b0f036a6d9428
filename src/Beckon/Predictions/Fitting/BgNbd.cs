using static System.Math;
using static MathNet.Numerics.SpecialFunctions;

namespace Beckon.Predictions.Fitting;

/// <summary>
/// How often customers buy and when they stop: the beta-geometric/NBD model of Fader, Hardie and Lee ("Counting Your Customers" the Easy Way, Marketing
/// Science 24:2, 2005). Everybody buys at a rate of their own (gamma with <paramref name="R"/> and <paramref name="Alpha"/>) and after each purchase stops for
/// good with a probability of their own (beta with <paramref name="A"/> and <paramref name="B"/>). Time is in weeks. Pure.
/// </summary>
/// <param name="R">The shape of the rates.</param>
/// <param name="Alpha">Their scale, in weeks.</param>
/// <param name="A">Of stopping.</param>
/// <param name="B">Of going on.</param>
public sealed record BgNbd(double R, double Alpha, double A, double B)
{
    private const double DaysOfWeek = 7;
    private const int MostTerms = 100_000;
    private const double Enough = 1e-13;

    // At these two values the formula is 0 through 0, and beside them it is not.
    private double SafeA => Abs(A - 1) < 1e-7 ? 1 + 1e-7 : A;

    /// <summary>The logarithm of the likelihood of the parameters, from what all customers did; equation 6 of the note on the model in Excel.</summary>
    public double LogLikelihood(IReadOnlyList<WeighedHistory> histories)
    {
        var ofRepeats = new Dictionary<int, double>();
        var sum = 0.0;
        foreach (var (history, customers) in histories)
        {
            var (x, last, age) = (history.Repeats, history.LastDay / DaysOfWeek, history.Age / DaysOfWeek);
            if (!ofRepeats.TryGetValue(x, out var fixedPart)) ofRepeats.Add(x, fixedPart = PartOf(x));
            var goesOn = -(R + x) * Log(Alpha + age);
            if (x > 0)
            {
                var stopped = Log(A) - Log(B + x - 1) - (R + x) * Log(Alpha + last);
                var greater = Max(goesOn, stopped);
                goesOn = greater + Log(Exp(goesOn - greater) + Exp(stopped - greater));
            }
            sum += customers * (fixedPart + goesOn);
        }
        return sum;
    }

    private double PartOf(int x) =>
        GammaLn(R + x) - GammaLn(R) + R * Log(Alpha) + GammaLn(A + B) + GammaLn(B + x) - GammaLn(B) - GammaLn(A + B + x);

    /// <summary>How probable it is that a customer has not stopped. Who bought once has had no occasion to: of them it is certain.</summary>
    public double ProbabilityActive(PurchaseHistory history) => 1 / (1 + OddsOfStopped(history));

    /// <summary>How often they are expected to buy in so many coming days; equation 10 of the paper, after Euler's transformation.</summary>
    public double ExpectedPurchases(PurchaseHistory history, int days)
    {
        if (days <= 0) return 0;
        var (x, age, t) = (history.Repeats, history.Age / DaysOfWeek, days / DaysOfWeek);
        var (a, c) = (SafeA, SafeA + B + x - 1);
        if (Abs(c) < 1e-9) c = 1e-9;
        var z = t / (Alpha + age + t);
        var fewer = Pow(1 - z, a - 1) * Hypergeometric(a + B - 1 - R, a - 1, c, z);
        return Max(0, c / (a - 1) * (1 - fewer) / (1 + OddsOfStopped(history)));
    }

    /// <summary>
    /// In how many days a customer who has not stopped has bought again with a chance of one half: the median of the waiting time, whose rate is gamma
    /// distributed with R + x and α + T.
    /// </summary>
    public double MedianDaysToNext(PurchaseHistory history) =>
        (Alpha * DaysOfWeek + history.Age) * (Pow(2, 1 / (R + history.Repeats)) - 1);

    private double OddsOfStopped(PurchaseHistory history) => history.Repeats == 0
        ? 0
        : A / (B + history.Repeats - 1) * Exp((R + history.Repeats) * Log((Alpha + history.Age / DaysOfWeek) / (Alpha + history.LastDay / DaysOfWeek)));

    // Gauss's hypergeometric function by its series, for z from 0 up to but without 1.
    private static double Hypergeometric(double a, double b, double c, double z)
    {
        var (sum, term) = (1.0, 1.0);
        for (var n = 0; n < MostTerms; n++)
        {
            term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
            sum += term;
            if (Abs(term) <= Enough * Abs(sum)) break;
        }
        return sum;
    }
}
