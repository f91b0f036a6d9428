using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using static System.Math;

namespace Beckon.Predictions.Fitting;

/// <summary>Finds the parameters under which what customers did is the most likely. Pure.</summary>
public static class ModelFitter
{
    private const int MostSteps = 4_000;
    private const double Precision = 1e-13;

    // Where nobody ever stops, or all are alike, the likelihood has no top, only a plain that rises without end. What lies farther from the beginning than
    // e to the power of this costs a little, so that the climb ends; shops as they are lie well within.
    private const double Far = 6;
    private const double Slope = 1e-3;

    /// <summary>Null where no parameters are the best.</summary>
    public static BgNbd? FitPurchases(IReadOnlyList<WeighedHistory> histories)
    {
        var customers = histories.Sum(one => (double)one.Customers);
        // Everybody buys about as often as the average customer, and half of them stop soon.
        var weeks = histories.Sum(one => one.Customers * (one.History.Age / 7.0)) / Max(1, histories.Sum(one => (double)one.Customers * one.History.Repeats));
        return Fit([1, weeks, 1, 1], p => -Of(p).LogLikelihood(histories) / customers) is { } best ? Of(best) : null;

        static BgNbd Of(double[] p) => new(p[0], p[1], p[2], p[3]);
    }

    /// <summary>Null where no parameters are the best.</summary>
    public static GammaGamma? FitSpend(IReadOnlyList<RepeatSpend> spends)
    {
        if (spends.Count == 0) return null;
        var average = spends.Average(one => one.Average);
        return Fit([2, 2, average], p => -Of(p).LogLikelihood(spends) / spends.Count) is { } best ? Of(best) : null;

        static GammaGamma Of(double[] p) => new(p[0], p[1], p[2]);
    }

    // Parameters are above 0: their logarithms may be anything. Begun once more where it ended, because a simplex can fall flat on the way.
    private static double[]? Fit(double[] start, Func<double[], double> cost)
    {
        var begin = Vector<double>.Build.DenseOfArray(start).PointwiseLog();
        var objective = ObjectiveFunction.Value(logs => Cost(logs.PointwiseExp().ToArray(), logs - begin, cost));
        var at = begin;
        try
        {
            for (var round = 0; round < 2; round++) at = new NelderMeadSimplex(Precision, MostSteps).FindMinimum(objective, at).MinimizingPoint;
        }
        catch (OptimizationException)
        {
            return null;
        }
        return at.PointwiseExp().ToArray();
    }

    private static double Cost(double[] parameters, Vector<double> away, Func<double[], double> cost)
    {
        var beyond = Slope * away.Sum(log => Pow(Max(0, Abs(log) - Far), 2));
        var value = cost(parameters);
        return double.IsFinite(value) ? value + beyond : 1e6 + beyond;
    }
}
