using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Beckon.Bench;

/// <summary>
/// Batches of 100 as libraries of Segment send them, until all effects are committed, beside the same events through Beckon's own door in the same run; then
/// with a product put into each shopper's cart in every fifth message, as shops really send them.
/// </summary>
public static class SegmentBatches
{
    private const int Batches = 2_000;
    private const int WarmUp = 500;
    private const int PerBatch = 100;
    private const int Senders = 3;
    private const int Contacts = 20_000;

    public static async Task RunAsync(Rig rig)
    {
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Rig.Key + ":"));
        await MeasureAsync(rig, new Way("/api/events", $"Bearer {Rig.Key}", 202, Throughput.Body), 0);
        var own = await MeasureAsync(rig, new Way("/api/events", $"Bearer {Rig.Key}", 202, Throughput.Body), 1);
        var plain = await MeasureAsync(rig, new Way("/v1/batch", basic, 200, batch => Body(batch, "Product Clicked")), 2);
        var carts = await MeasureAsync(rig, new Way("/v1/batch", basic, 200, batch => Body(batch, "Product Added")), 3);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"segment: {Batches * PerBatch:N0} messages of {Body(0, "Product Clicked").Length / PerBatch} bytes in batches of {PerBatch}, {Contacts:N0} contacts: {plain} ({plain.Rate / own.Rate:P0} of Beckon's own door)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"         with carts: {carts} ({carts.Rate / own.Rate:P0})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"         Beckon's own door, {Throughput.Body(0).Length / PerBatch} bytes: {own}"));
    }

    private static async Task<Figures> MeasureAsync(Rig rig, Way way, int round)
    {
        // Message ids are those of the batch: each round has its own.
        var first = round * (Batches + WarmUp);
        await SendAsync(rig, way, first, WarmUp);
        await rig.DrainAsync();
        var cpu = rig.Cpu();
        var clock = Stopwatch.StartNew();
        await SendAsync(rig, way, first + WarmUp, Batches);
        var acknowledged = clock.Elapsed.TotalSeconds;
        await rig.DrainAsync();
        const int Sent = Batches * PerBatch;
        var used = rig.Cpu() - cpu;
        return new Figures(Sent / acknowledged, Sent / clock.Elapsed.TotalSeconds, used.Server * 1e6 / Sent, used.Database * 1e6 / Sent);
    }

    private static async Task SendAsync(Rig rig, Way way, int first, int count)
    {
        var next = first - 1;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async _ =>
        {
            using var http = await RawHttp.OpenAsync(rig.Url);
            for (var i = Interlocked.Increment(ref next); i < first + count; i = Interlocked.Increment(ref next))
            {
                var status = await http.SendAsync(RawHttp.Request(rig.Url, way.Path, way.Authorization, way.Body(i)));
                if (status != way.Success) throw new InvalidOperationException($"The server answered {status}.");
            }
        }));
    }

    private static string Body(int batch, string fifth)
    {
        string[] names = ["Product Viewed", "Product List Viewed", fifth, "Recipe Saved", "Product Viewed"];
        var text = new StringBuilder("""{"sentAt":"2026-11-26T10:00:00.000Z","context":{"library":{"name":"bench","version":"1"}},"batch":[""");
        for (var i = 0; i < PerBatch; i++)
        {
            var n = batch * PerBatch + i;
            var contact = (int)((uint)n * 2_654_435_761L % Contacts);
            if (i > 0) text.Append(',');
            text.Append(CultureInfo.InvariantCulture,
                $$$"""{"type":"track","event":"{{{names[n % names.Length]}}}","messageId":"segment-bench-{{{n:D9}}}","timestamp":"2026-11-26T10:00:00.000Z","userId":"C{{{contact}}}","context":{"traits":{"email":"shopper{{{contact}}}@example.com"}},"properties":{"product_id":"p-{{{n % 500}}}","name":"Ceramic cone dripper, slate","category":"Brewing","price":34.5,"url":"https://shop.example/p/{{{n % 500}}}"}}""");
        }
        return text.Append("]}").ToString();
    }

    private sealed record Way(string Path, string Authorization, int Success, Func<int, string> Body);

    private sealed record Figures(double Acknowledged, double Rate, double Server, double Database)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"acknowledged {Acknowledged:N0}/s, fully processed {Rate:N0}/s, processor time of each: server {Server:F0} µs, database {Database:F0} µs");
    }
}
