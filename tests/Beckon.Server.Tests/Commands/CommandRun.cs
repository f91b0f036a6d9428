using System.Diagnostics;

namespace Beckon.Server.Tests.Commands;

/// <summary>A command as its users give it: a process of its own.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a command against the workspace's server, with its key.</summary>
    public static Task<CommandRun> OfAsync(TestWorkspace shop, params string[] args) => OfAsync(shop, null, args);

    /// <param name="shop">Whose server and key it uses.</param>
    /// <param name="input">What it reads from its standard input.</param>
    /// <param name="args">The command line.</param>
    public static Task<CommandRun> OfAsync(TestWorkspace shop, string? input, string[] args) =>
        StartAsync(args, input, ("BECKON_URL", shop.Server.Address.ToString()), ("BECKON_KEY", shop.ApiKey));

    public static async Task<CommandRun> StartAsync(string[] args, string? input, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ServerApp).Assembly.Location, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return new(process.ExitCode, await output, await error);
    }
}
