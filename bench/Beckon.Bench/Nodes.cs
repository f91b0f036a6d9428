using System.Diagnostics;
using System.Globalization;

namespace Beckon.Bench;

/// <summary>Two servers on one database: the same events, each sent to one of them. What is missing or there twice ends the run.</summary>
public static class Nodes
{
    public static async Task RunAsync(Rig rig)
    {
        await using var second = await rig.StartAnotherAsync();
        await rig.WaitForSharesAsync(2);
        var before = await rig.ScalarAsync<long>("select count(*) from event");
        await Throughput.SendAsync(20_000, 400, rig.Url, second.Url);
        await rig.DrainAsync();
        var clock = Stopwatch.StartNew();
        const int Batches = 3_000;
        await Throughput.SendAsync(20_400, Batches, rig.Url, second.Url);
        await rig.DrainAsync();
        const int Sent = Batches * Throughput.PerBatch;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"nodes: two servers on one database: {Sent:N0} events fully processed {Sent / clock.Elapsed.TotalSeconds:N0}/s"));
        var missing = Sent + 400 * Throughput.PerBatch + before - await rig.ScalarAsync<long>("select count(*) from event");
        if (missing != 0) throw new InvalidOperationException($"{missing} events are missing.");
    }
}
