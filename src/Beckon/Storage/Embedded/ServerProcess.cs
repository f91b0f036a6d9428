using System.ComponentModel;
using System.Diagnostics;

namespace Beckon.Storage.Embedded;

/// <summary>
/// Starts the server from a thread of its own that lives as long as the server: Linux sends a child its parent-death signal when the
/// thread that started it ends, and threads of the pool come and go.
/// </summary>
internal static class ServerProcess
{
    public static Task<Process> StartAsync(IReadOnlyList<string> words)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        var parent = new Thread(() => Run(words, started)) { IsBackground = true, Name = "PostgreSQL's parent" };
        parent.Start();
        return started.Task;
    }

    private static void Run(IReadOnlyList<string> words, TaskCompletionSource<Process> started)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardInput = true })
                ?? throw new InvalidOperationException($"{words[0]} did not start.");
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            started.SetException(new StorageException($"The embedded database could not be started: {exception.Message}", exception));
            return;
        }
        process.StandardInput.Close();
        started.SetResult(process);
        process.WaitForExit();
    }
}
