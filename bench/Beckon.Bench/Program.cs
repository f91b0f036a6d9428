using Beckon.Bench;

var what = args.Length > 0 ? args[0] : "all";
if (what is not ("all" or "throughput" or "singles" or "orders" or "nodes" or "overload" or "latency" or "emails"))
{
    await Console.Error.WriteLineAsync("Say what to measure: all, throughput, singles, orders, nodes, overload, latency or emails.");
    return 1;
}
await using var rig = await Rig.StartAsync();
Console.WriteLine($"Machine: {Environment.ProcessorCount} cores, {Environment.OSVersion}, .NET {Environment.Version}; server, database and senders share it.");
if (what is "all" or "throughput") await Throughput.RunAsync(rig);
if (what is "all" or "singles") await Singles.RunAsync(rig);
if (what is "all" or "orders") await BulkOrders.RunAsync(rig);
if (what is "all" or "nodes") await Nodes.RunAsync(rig);
if (what is "all" or "overload") await Overload.RunAsync(rig);
if (what is "all" or "latency") await Latency.RunAsync(rig);
if (what is "all" or "emails") await Emails.RunAsync(rig);
return 0;
