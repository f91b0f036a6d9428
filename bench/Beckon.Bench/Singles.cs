using System.Diagnostics;
using System.Globalization;

namespace Beckon.Bench;

/// <summary>One event a request: how many are acknowledged, that is on disk, in a second; and how long an acknowledgement takes at half of what is asked for.</summary>
public static class Singles
{
    private const int Connections = 96;
    private const int HalfLoad = 7_500;

    private static readonly TimeSpan Span = TimeSpan.FromSeconds(8);

    // Made beforehand: the senders shall cost next to nothing.
    private static byte[][] Requests { get; set; } = [];

    public static async Task RunAsync(Rig rig)
    {
        Requests = [.. Enumerable.Range(0, 20_000).Select(n => Request(rig, n))];
        await DriveAsync(rig, TimeSpan.FromSeconds(8), perSecond: null);
        await rig.DrainAsync();
        await Statements.ResetAsync(rig);
        var (cpu, before) = (rig.Cpu(), Stopwatch.GetTimestamp());
        var full = await DriveAsync(rig, Span, perSecond: null);
        var used = rig.Cpu() - cpu;
        var rate = full.Count / Stopwatch.GetElapsedTime(before).TotalSeconds;
        await rig.DrainAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"singles: one event a request over {Connections} connections: {rate:N0}/s acknowledged; processor time per event (with what is processed meanwhile): server {used.Server * 1e6 / full.Count:F0} µs, database {used.Database * 1e6 / full.Count:F0} µs, senders {used.Senders * 1e6 / full.Count:F0} µs"));
        var half = await DriveAsync(rig, Span, HalfLoad);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"         at {half.Count / Span.TotalSeconds:N0}/s: acknowledgement p50 {Percentile(half, 0.5):F1} ms, p99 {Percentile(half, 0.99):F1} ms"));
        await rig.DrainAsync();
    }

    public static double Percentile(List<double> values, double share) => values.Order().ElementAt((int)(values.Count * share));

    // Each connection has its own turns, so that a slow answer makes the next request late, and its lateness counts.
    private static async Task<List<double>> DriveAsync(Rig rig, TimeSpan span, int? perSecond)
    {
        var all = new List<double>();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async number =>
        {
            var times = new List<double>();
            using var http = await RawHttp.OpenAsync(rig.Url);
            var start = Stopwatch.GetTimestamp();
            var turn = perSecond is { } rate ? TimeSpan.FromSeconds((double)Connections / rate) : TimeSpan.Zero;
            for (var n = 0; Stopwatch.GetElapsedTime(start) < span; n++)
            {
                var due = turn * (n + (double)number / Connections);
                if (due - Stopwatch.GetElapsedTime(start) is { TotalMilliseconds: > 1 } early) await Task.Delay(early, TimeProvider.System);
                var from = turn == TimeSpan.Zero ? Stopwatch.GetElapsedTime(start) : due;
                var status = await http.SendAsync(Requests[(number * 7_919 + n * 31) % Requests.Length]);
                if (status != 202) throw new InvalidOperationException($"The server answered {status}.");
                times.Add((Stopwatch.GetElapsedTime(start) - from).TotalMilliseconds);
            }
            lock (all) all.AddRange(times);
        }));
        return all;
    }

    private static byte[] Request(Rig rig, int n) => RawHttp.Request(
        rig.Url, "/api/events", $"Bearer {Rig.Key}",
        string.Create(CultureInfo.InvariantCulture,
            $$$"""{"event":"viewed_product","email":"shopper{{{n}}}@example.com","properties":{"productId":"p-{{{n % 500}}}","name":"Ceramic cone dripper, slate","category":"Brewing","price":34.5,"url":"https://shop.example/p/{{{n % 500}}}","referrer":"https://search.example/"}}"""));
}
