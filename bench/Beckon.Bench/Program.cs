using System.Globalization;
using Beckon.Bench;

var what = args.Length > 0 ? args[0] : "all";
if (what is not ("all" or "throughput" or "singles" or "orders" or "segment" or "nodes" or "overload" or "latency" or "emails" or "timers" or "simulate" or "contacts" or "rfm" or "predictions" or "audiences" or "news" or "history"))
{
    await Console.Error.WriteLineAsync("Say what to measure: all, throughput, singles, orders, segment, nodes, overload, latency, emails, timers, simulate, contacts, rfm, predictions, audiences, news or history.");
    return 1;
}
if (what == "history")
{
    // Each length in millions of events on a database of its own.
    await History.RunAsync(args.Length > 1 ? [.. args.Skip(1).Select(size => double.Parse(size, CultureInfo.InvariantCulture))] : [1, 10]);
    return 0;
}
await using var rig = await Rig.StartAsync();
Console.WriteLine($"Machine: {Environment.ProcessorCount} cores, {Environment.OSVersion}, .NET {Environment.Version}; server, database and senders share it.");
if (what is "all" or "throughput") await Throughput.RunAsync(rig);
if (what is "all" or "singles") await Singles.RunAsync(rig);
if (what is "all" or "orders") await BulkOrders.RunAsync(rig);
if (what is "all" or "segment") await SegmentBatches.RunAsync(rig);
if (what is "all" or "nodes") await Nodes.RunAsync(rig);
if (what is "all" or "overload") await Overload.RunAsync(rig);
if (what is "all" or "latency") await Latency.RunAsync(rig);
if (what is "all" or "emails") await Emails.RunAsync(rig);
// How many wait, and for how many seconds some become due, for a quicker look.
if (what is "all" or "timers") await Timers.RunAsync(rig, Number(1, 1_000_000), Number(2, 30), capped: args.Contains("capped"));
if (what is "all" or "simulate") await FlowSimulations.RunAsync(rig, Number(1, 100_000));
if (what is "all" or "contacts") await ContactImport.RunAsync(rig, Number(1, 1_000_000));
if (what is "all" or "rfm") await RfmScores.RunAsync(rig, Number(1, 1_000_000));
if (what is "predictions") await PredictionRates.RunAsync(rig, Number(1, 1_000_000));
if (what is "all" or "audiences") await AudienceRates.RunAsync(rig, Number(1, 1_000_000));
if (what is "all" or "news") await ProductNewsRates.RunAsync(rig, Number(1, 100_000));
if (what is not ("news" or "throughput" or "simulate" or "orders" or "segment" or "contacts" or "rfm" or "predictions" or "audiences")) await Statements.ReportAsync(rig);
return 0;

int Number(int place, int otherwise) => args.Length > place ? int.Parse(args[place], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
