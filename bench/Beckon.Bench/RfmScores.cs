using System.Diagnostics;
using System.Globalization;

namespace Beckon.Bench;

/// <summary>
/// Scores customers with three delivered orders each, then once more when a tenth of them has ordered again, beside what it takes the database only to
/// add their orders up by customer in the same run.
/// </summary>
public static class RfmScores
{
    internal const int OrdersEach = 3;

    public static async Task RunAsync(Rig rig, int customers)
    {
        var workspace = await rig.ScalarAsync<Guid>("select id from workspace limit 1");
        await FillAsync(rig, workspace, customers);
        var add = string.Create(CultureInfo.InvariantCulture,
            $"create temporary table added as select contact_id, count(*), sum(total), max(placed_at) from shop_order where workspace_id = '{workspace}' and status = 'DELIVERED' group by contact_id");
        await TimeAsync(rig, add);
        var raw = await TimeAsync(rig, add.Replace("added as", "added_again as", StringComparison.Ordinal));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"rfm:      {customers:N0} customers, {customers * (long)OrdersEach:N0} orders; adding them up by customer alone takes {raw.TotalSeconds:F2} s"));
        await Statements.ResetAsync(rig);
        await ComputeAsync(rig, raw, customers, "everybody for the first time");
        await TimeAsync(rig, string.Create(CultureInfo.InvariantCulture,
            $"update shop_order set placed_at = now(), total = total + 50 where workspace_id = '{workspace}' and right(external_id, 2) = '-0' and hashtext(external_id) % 10 = 0"));
        await ComputeAsync(rig, raw, customers, "once more, a tenth has ordered");
        await LookAsync(rig, "/api/rfm");
        await LookAsync(rig, "/api/contacts?limit=50&segment=Champions");
        await LookAsync(rig, "/api/contacts/count?recency=5&frequency=1");
        await Statements.ReportAsync(rig);
    }

    private static async Task ComputeAsync(Rig rig, TimeSpan raw, int customers, string what)
    {
        var clock = Stopwatch.StartNew();
        var computed = await rig.CallAsync(HttpMethod.Post, "/api/rfm/compute", null);
        var taken = clock.Elapsed;
        if (computed.GetProperty("customers").GetInt64() != customers) throw new InvalidOperationException($"Scored: {computed.GetRawText()}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"          {what}: {taken.TotalSeconds:F2} s, {customers / taken.TotalSeconds:N0} customers/s, ratio {raw / taken:P0}; memory at most {rig.Peak}"));
    }

    internal static async Task LookAsync(Rig rig, string path)
    {
        var times = new List<double>();
        for (var i = 0; i < 20; i++)
        {
            var clock = Stopwatch.StartNew();
            await rig.CallAsync(HttpMethod.Get, path, null);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"          {path}: p50 {times[10]:F1} ms, most {times[^1]:F1} ms"));
    }

    internal static async Task FillAsync(Rig rig, Guid workspace, int customers)
    {
        await TimeAsync(rig, string.Create(CultureInfo.InvariantCulture,
            $"""
            insert into contact (workspace_id, id, anonymous, email, created_at, last_seen_at, order_count, order_total, last_order_at)
            select '{workspace}', ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, false, 'shopper' || n || '@example.com', now(), now(), {OrdersEach}, 100, now()
            from generate_series(1, {customers}) n
            """));
        await TimeAsync(rig, string.Create(CultureInfo.InvariantCulture,
            $"""
            insert into shop_order (workspace_id, id, source_id, external_id, contact_id, status, total, currency, placed_at, status_at, delivered_at, document, created_at, updated_at)
            select '{workspace}', gen_random_uuid(), '{workspace}', n || '-' || k, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
                   'DELIVERED', round((10 + random() ^ 3 * 300)::numeric, 2), 'USD', at, at, at, '{"{}"}', at, at
            from generate_series(1, {customers}) n, generate_series(0, {OrdersEach - 1}) k,
                 lateral (select now() - (random() ^ 2 * 700 + (n + k) * 0) * interval '1 day' as at) t
            """));
        await TimeAsync(rig, "vacuum analyze shop_order");
        await TimeAsync(rig, "vacuum analyze contact");
    }

    internal static async Task<TimeSpan> TimeAsync(Rig rig, string sql)
    {
        var clock = Stopwatch.StartNew();
#pragma warning disable CA2100 // Statements of the benchmark itself.
        await using var command = rig.Database.CreateCommand(sql);
#pragma warning restore CA2100
        command.CommandTimeout = 1_200;
        await command.ExecuteNonQueryAsync();
        return clock.Elapsed;
    }
}
