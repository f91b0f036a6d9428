using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Beckon.Server.Tests;

/// <summary>The program as its users start it: a process of its own with its embedded database, which a test may kill.</summary>
public sealed partial class BeckonProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BeckonProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>What it has said until now.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Starts it on a data folder and a free port. Use <see cref="ListeningAsync"/> or <see cref="EndedAsync"/> next.</summary>
    public static BeckonProcess Start(string dataFolder, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ServerApp).Assembly.Location, "--data", dataFolder, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Its address, when it takes requests.</summary>
    public async Task<Uri> ListeningAsync()
    {
        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(_listening.Task, ended) == ended) throw new InvalidOperationException($"Beckon ended instead of listening: {Output}");
        return await _listening.Task;
    }

    /// <summary>Its exit code, when it has ended.</summary>
    public async Task<int> EndedAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop, as systemd and container engines do.</summary>
    public Task<int> StopAsync()
    {
        Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        return EndedAsync();
    }

    /// <summary>Ends it as a loss of power would: kill -9.</summary>
    public Task<int> KillAsync()
    {
        _process.Kill();
        return EndedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
        if (AddressPattern().Match(line) is { Success: true } address) _listening.TrySetResult(new(address.Value));
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9]\d*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AddressPattern();
}
