using System.Diagnostics;
using System.Globalization;

namespace Beckon.Bench;

/// <summary>
/// Predicts for customers with three delivered orders each, then once more, beside what it takes the database only to add their orders up by customer and
/// day in the same run.
/// </summary>
public static class PredictionRates
{
    public static async Task RunAsync(Rig rig, int customers)
    {
        var workspace = await rig.ScalarAsync<Guid>("select id from workspace limit 1");
        await RfmScores.FillAsync(rig, workspace, customers);
        var add = string.Create(CultureInfo.InvariantCulture,
            $"create temporary table days_bought as select contact_id, placed_at::date, sum(total) from shop_order where workspace_id = '{workspace}' and status = 'DELIVERED' group by 1, 2");
        await RfmScores.TimeAsync(rig, add);
        var raw = await RfmScores.TimeAsync(rig, add.Replace("days_bought as", "days_bought_again as", StringComparison.Ordinal));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"predictions: {customers:N0} customers, {customers * (long)RfmScores.OrdersEach:N0} orders; adding them up by customer and day alone takes {raw.TotalSeconds:F2} s"));
        await Statements.ResetAsync(rig);
        await ComputeAsync(rig, raw, customers, "everybody for the first time");
        await ComputeAsync(rig, raw, customers, "once more");
        await RfmScores.LookAsync(rig, "/api/predictions");
        await Statements.ReportAsync(rig);
    }

    private static async Task ComputeAsync(Rig rig, TimeSpan raw, int customers, string what)
    {
        var clock = Stopwatch.StartNew();
        var computed = await rig.CallAsync(HttpMethod.Post, "/api/predictions/compute", null);
        var taken = clock.Elapsed;
        if (computed.GetProperty("customers").GetInt64() != customers) throw new InvalidOperationException($"Predicted: {computed.GetRawText()}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"          {what}: {taken.TotalSeconds:F2} s, {customers / taken.TotalSeconds:N0} customers/s, ratio {raw / taken:P0}; memory at most {rig.Peak}"));
    }
}
