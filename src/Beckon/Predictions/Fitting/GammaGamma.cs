using static System.Math;
using static MathNet.Numerics.SpecialFunctions;

namespace Beckon.Predictions.Fitting;

/// <summary>
/// What customers spend when they buy: the gamma-gamma model (Fader and Hardie, The Gamma-Gamma Model of Monetary Value, 2013). Purchases vary around
/// everybody's own average (gamma with <paramref name="P"/>), and the averages vary among customers (gamma with <paramref name="Q"/> and
/// <paramref name="V"/>). Pure.
/// </summary>
/// <param name="P">The shape of what one customer spends.</param>
/// <param name="Q">The shape of how customers differ.</param>
/// <param name="V">Its scale, in the workspace's currency.</param>
public sealed record GammaGamma(double P, double Q, double V)
{
    /// <summary>Whether there is an average over all customers: not where a few spend without bound.</summary>
    public bool HasMean => Q > 1;

    /// <summary>The logarithm of the likelihood of the parameters; equation 1a of the paper.</summary>
    public double LogLikelihood(IReadOnlyList<RepeatSpend> spends)
    {
        var ofRepeats = new Dictionary<int, double>();
        var sum = 0.0;
        foreach (var (x, average) in spends)
        {
            if (!ofRepeats.TryGetValue(x, out var fixedPart))
                ofRepeats.Add(x, fixedPart = GammaLn(P * x + Q) - GammaLn(P * x) - GammaLn(Q) + Q * Log(V) + P * x * Log(x));
            sum += fixedPart + (P * x - 1) * Log(average) - (P * x + Q) * Log(x * average + V);
        }
        return sum;
    }

    /// <summary>What a customer is expected to spend on a day on which they buy: their own average, drawn to everybody's as far as little is known of them.</summary>
    public double ExpectedSpend(int repeats, double average) => P * (V + repeats * average) / (P * repeats + Q - 1);
}
