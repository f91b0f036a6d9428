using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Beckon.Server.Commands;

/// <summary><c>beckon export</c>: the history and the orders, an object of JSON a line.</summary>
internal sealed class ExportCommand
{
    private const int PageSize = 200;

    // An order's page says how many items it has; each order itself says which.
    private const int AtOnce = 8;

    private readonly Option<string> _out = new("--out", "-o") { Description = "The file to write; - is the standard output", DefaultValueFactory = _ => "-" };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Say nothing of how far it is" };
    private readonly Connection _connection = new();

    public static Command Make() => new("export", "Write out what Beckon has, an object of JSON a line (NDJSON), the latest first.") { Events(), Orders() };

    private static Command Events()
    {
        var it = new ExportCommand();
        var name = new Option<string?>("--name") { Description = "Only events of this name" };
        var from = new Option<DateTimeOffset?>("--from") { Description = "Only events received at or after this time, ISO 8601" };
        var to = new Option<DateTimeOffset?>("--to") { Description = "Only events received before this time, ISO 8601" };
        var command = it.Command("events", "Write out the event history, with the properties. What it writes, beckon import events reads.", name, from, to);
        command.SetAction((parsed, ct) =>
        {
            var query = new Dictionary<string, string?>
            {
                ["properties"] = "true",
                ["name"] = parsed.GetValue(name),
                ["from"] = Time(parsed.GetValue(from)),
                ["to"] = Time(parsed.GetValue(to)),
            };
            return it.RunAsync(parsed, "events", query, static (_, page, _) => Task.FromResult(page.ConvertAll(EventLine)), ct);
        });
        return command;
    }

    private static Command Orders()
    {
        var it = new ExportCommand();
        var status = new Option<string?>("--status") { Description = "Only orders that stand there, such as DELIVERED" };
        var command = it.Command("orders", "Write out the orders with their items. What it writes, beckon import orders reads.", status);
        command.SetAction((parsed, ct) => it.RunAsync(
            parsed, "orders", new() { ["status"] = parsed.GetValue(status) }, static (remote, page, stop) => WholeOrdersAsync(remote, page, stop), ct));
        return command;
    }

    private Command Command(string name, string description, params Option[] options)
    {
        var command = new Command(name, description) { _out, _quiet };
        foreach (var option in options) command.Options.Add(option);
        _connection.AddTo(command);
        return command;
    }

    private async Task<int> RunAsync(
        ParseResult parsed, string what, Dictionary<string, string?> query, Func<Remote, List<JsonElement>, CancellationToken, Task<List<string>>> lines, CancellationToken ct)
    {
        using var remote = _connection.Open(parsed);
        var file = parsed.GetRequiredValue(_out);
        await using var stream = file == "-" ? Console.OpenStandardOutput() : File.Create(file);
        await using var writer = new StreamWriter(stream);
        var progress = new Progress(what, parsed.GetValue(_quiet), TimeProvider.System);
        var path = $"api/{what}?limit={PageSize}{string.Concat(query.Where(one => one.Value is not null).Select(one => $"&{one.Key}={Uri.EscapeDataString(one.Value ?? "")}"))}";
        var written = 0L;
        for (string? cursor = null; ;)
        {
            var page = await remote.GetAsync(cursor is null ? path : $"{path}&cursor={cursor}", ct);
            foreach (var line in await lines(remote, [.. page.GetProperty("items").EnumerateArray()], ct))
            {
                await writer.WriteLineAsync(line.AsMemory(), ct);
                written++;
            }
            progress.Tell(written);
            cursor = page.GetProperty("nextCursor").GetString();
            if (cursor is null) break;
        }
        await writer.FlushAsync(ct);
        progress.End(string.Create(CultureInfo.InvariantCulture, $"{written:n0} {what} were written{(file == "-" ? "" : $" to {file}")}."));
        return ExitCode.Done;
    }

    private static string? Time(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture);

    private static string EventLine(JsonElement row) => ExportedEvent.Of(row).ToJsonString();

    private static async Task<List<string>> WholeOrdersAsync(Remote remote, List<JsonElement> page, CancellationToken ct)
    {
        var lines = new string[page.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, page.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (place, stop) => lines[place] = ExportedOrder.Of(await remote.GetAsync($"api/orders/{page[place].GetProperty("id").GetString()}", stop)).ToJsonString());
        return [.. lines];
    }
}
