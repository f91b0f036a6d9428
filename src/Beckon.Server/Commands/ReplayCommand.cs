using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Beckon.Server.Commands;

/// <summary><c>beckon replay</c>: takes in once more what was received.</summary>
internal sealed class ReplayCommand
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly Connection _connection = new();
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Say nothing of how far it is" };

    public static Command Make()
    {
        var command = new Command("replay", "Take in once more what was received from a moment on. Nothing is ever sent for it. The key needs the scope manage.")
        {
            Start(), Status(), Cancel(),
        };
        return command;
    }

    private static Command Start()
    {
        var it = new ReplayCommand();
        var from = new Option<DateTimeOffset>("--from") { Description = "What was received at or after this time, ISO 8601", Required = true };
        var to = new Option<DateTimeOffset?>("--to") { Description = "And before this time. Default: now" };
        var name = new Option<string?>("--new-workspace") { Description = "Into a new workspace of this name. Default: here, where repeats change nothing" };
        var noWait = new Option<bool>("--no-wait") { Description = "End when it has begun" };
        var command = new Command("start", "Begin a replay and wait until it is done.") { from, to, name, noWait, it._quiet };
        it._connection.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var remote = it._connection.Open(parsed);
            var order = new JsonObject { ["from"] = parsed.GetRequiredValue(from), ["into"] = parsed.GetValue(name) is null ? "here" : "new_workspace" };
            if (parsed.GetValue(to) is { } end) order["to"] = end;
            EventRecords.Put(order, "name", parsed.GetValue(name));
            var begun = await remote.PostAsync("api/replays", order, ct);
            await Console.Out.WriteLineAsync(begun.GetProperty("id").GetString());
            return parsed.GetValue(noWait) ? ExitCode.Done : await WaitAsync(remote, begun, parsed.GetValue(it._quiet), ct);
        });
        return command;
    }

    private static Command Status()
    {
        var it = new ReplayCommand();
        var id = new Argument<string>("id") { Description = "Of the replay; it starts with rpl_" };
        var command = new Command("status", "Say how far a replay is.") { id };
        it._connection.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var remote = it._connection.Open(parsed);
            await Console.Out.WriteLineAsync(Sentence(await remote.GetAsync($"api/replays/{Uri.EscapeDataString(parsed.GetRequiredValue(id))}", ct)));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Cancel()
    {
        var it = new ReplayCommand();
        var id = new Argument<string>("id") { Description = "Of the replay; it starts with rpl_" };
        var command = new Command("cancel", "Stop a replay. What it has taken in stays.") { id };
        it._connection.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var remote = it._connection.Open(parsed);
            await Console.Out.WriteLineAsync(Sentence(await remote.PostAsync($"api/replays/{Uri.EscapeDataString(parsed.GetRequiredValue(id))}/cancel", null, ct)));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<int> WaitAsync(Remote remote, JsonElement replay, bool quiet, CancellationToken ct)
    {
        var progress = new Progress("requests", quiet, TimeProvider.System);
        var id = replay.GetProperty("id").GetString();
        while (StatusOf(replay) is "waiting" or "running" or "finishing")
        {
            progress.Tell(Sentence(replay));
            await Task.Delay(Pace, TimeProvider.System, ct);
            replay = await remote.GetAsync($"api/replays/{id}", ct);
        }
        progress.End(Sentence(replay));
        return StatusOf(replay) != "done" ? ExitCode.Failed : replay.GetProperty("refused").GetInt64() > 0 ? ExitCode.SomeRefused : ExitCode.Done;
    }

    private static string? StatusOf(JsonElement replay) => replay.GetProperty("status").GetString();

    private static string Sentence(JsonElement replay)
    {
        var all = replay.GetProperty("requests") is { ValueKind: JsonValueKind.Number } requests ? requests.GetInt64() : (long?)null;
        var (done, events, refused) = (replay.GetProperty("done").GetInt64(), replay.GetProperty("events").GetInt64(), replay.GetProperty("refused").GetInt64());
        var of = all is null ? "" : string.Create(CultureInfo.InvariantCulture, $" of {all:n0}");
        var bad = refused == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {refused:n0} can no longer be read: {replay.GetProperty("refusal").GetString()}");
        var why = replay.GetProperty("error").GetString() is { } error ? $" {error}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{StatusOf(replay)}: {done:n0}{of} requests, {events:n0} events{bad}.{why}");
    }
}
