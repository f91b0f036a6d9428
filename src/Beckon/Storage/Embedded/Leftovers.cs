using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Beckon.Storage.Embedded;

/// <summary>Ends what an earlier run that was killed has left running on a data folder. Called under the folder's lock.</summary>
internal sealed partial class Leftovers(ClusterFolder folder, Runner runner, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan BeforeForce = TimeSpan.FromSeconds(60);

    public async Task EndAsync(CancellationToken ct)
    {
        if (!File.Exists(folder.ProcessFile)) return;
        if (!OperatingSystem.IsLinux())
        {
            // It answers at once when there is nothing to stop.
            await Command.RunAsync(runner.Words("pg_ctl", "stop", "-D", folder.Cluster, "-m", "fast", "-w", "-t", "60"), ct);
            return;
        }
        await EndProcessesAsync(ct);
        // Its number may by now belong to a stranger (in a container it often does), and PostgreSQL would then refuse to start.
        File.Delete(folder.ProcessFile);
    }

    private async Task EndProcessesAsync(CancellationToken ct)
    {
        var processes = Find();
        if (processes.Count == 0) return;
        LogEnding(folder.Cluster, processes.Count);
        var begun = time.GetTimestamp();
        var asked = false;
        while (processes.Count > 0)
        {
            if (time.GetElapsedTime(begun) > BeforeForce)
            {
                foreach (var process in processes) await SignalAsync("KILL", process, ct);
            }
            else if (!asked)
            {
                // The postmaster stops its children; children whose postmaster was killed end by themselves.
                if (Postmaster() is { } postmaster && processes.Contains(postmaster)) await SignalAsync("INT", postmaster, ct);
                asked = true;
            }
            await Task.Delay(Pause, time, ct);
            processes = Find();
        }
    }

    private Task<CommandResult> SignalAsync(string signal, int process, CancellationToken ct) =>
        Command.RunAsync(runner.Words("pg_ctl", "kill", signal, process.ToString(CultureInfo.InvariantCulture)), ct);

    private int? Postmaster()
    {
        try
        {
            return int.TryParse(File.ReadLines(folder.ProcessFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var process) ? process : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    // The name of the cluster stands in the arguments of the postmaster and in the title of each of its children.
    private HashSet<int> Find()
    {
        var found = new HashSet<int>();
        foreach (var path in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var process)) continue;
            try
            {
                var line = File.ReadAllText(Path.Combine(path, "cmdline"));
                var program = line.Split('\0', ' ')[0].TrimEnd(':');
                if (Path.GetFileName(program) == "postgres" && line.Contains(folder.ProcessName, StringComparison.Ordinal)) found.Add(process);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked, or is none of our business.
            }
        }
        return found;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An earlier run left its database running in {Cluster} ({Count} processes). Stopping it first")]
    private partial void LogEnding(string cluster, int count);
}
