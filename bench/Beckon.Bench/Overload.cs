using System.Diagnostics;
using System.Globalization;

namespace Beckon.Bench;

/// <summary>
/// Ten times what one server gets through, for a while: what is acknowledged is there afterwards, the rest was told to come again, and memory stays
/// where it was.
/// </summary>
public static class Overload
{
    private const int Connections = 400;
    private const int PerRequest = 100;

    private static readonly TimeSpan Span = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(Rig rig)
    {
        var before = await rig.ScalarAsync<long>("select count(*) from event");
        var (acknowledged, refused, next) = (0, 0, 30_000);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            using var http = await RawHttp.OpenAsync(rig.Url);
            while (clock.Elapsed < Span)
            {
                var status = await http.SendAsync(RawHttp.Request(rig.Url, "/api/events", $"Bearer {Rig.Key}", Throughput.Body(Interlocked.Increment(ref next))));
                if (status == 202) Interlocked.Increment(ref acknowledged);
                else if (status == 503) Interlocked.Increment(ref refused);
                else throw new InvalidOperationException($"The server answered {status}.");
            }
        }));
        var offered = (acknowledged + refused) * (double)PerRequest / clock.Elapsed.TotalSeconds;
        var waiting = await rig.ScalarAsync<long>("select coalesce(sum(count), 0) from inbox");
        await rig.DrainAsync();
        var processed = clock.Elapsed;
        var missing = before + (long)acknowledged * PerRequest - await rig.ScalarAsync<long>("select count(*) from event");
        if (missing != 0) throw new InvalidOperationException($"{missing} acknowledged events are missing.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"overload: {Connections} connections offered {offered:N0} events/s; acknowledged {(long)acknowledged * PerRequest:N0}, told to come again {(long)refused * PerRequest:N0}, {waiting:N0} waited at the end and all were processed within {processed.TotalSeconds:F0} s; memory at most {rig.Peak}"));
    }
}
