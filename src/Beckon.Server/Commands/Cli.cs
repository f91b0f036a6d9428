using System.CommandLine;
using System.CommandLine.Invocation;

namespace Beckon.Server.Commands;

/// <summary>What can be said on the command line. Without a command the server starts, as it always did.</summary>
public static class Cli
{
    private static readonly string[] Asks = ["--help", "-h", "-?", "--version"];

    public static async Task<int> RunAsync(string[] args)
    {
        // The server has options of its own, and its own words for those it does not know.
        if (args.Length == 0 || args[0].StartsWith('-') && !Asks.Contains(args[0])) return await ServerApp.RunAsync(args);
        if (args[0] == "serve" && !args.Any(Asks.Contains)) return await ServerApp.RunAsync(args[1..]);
        return await RunAsync(Root(), args);
    }

    private static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync($"See: beckon {string.Join(' ', Path(parsed.CommandResult.Command))}--help");
            return ExitCode.NotUnderstood;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception) when (exception is CommandException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return ExitCode.Failed;
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("Beckon: marketing automation and loyalty for retailers. Without a command, the server starts.")
        {
            Serve(), SendCommand.Make(), ImportCommand.Make(), ExportCommand.Make(), ReplayCommand.Make(),
        };
        return root;
    }

    private static Command Serve()
    {
        var serve = new Command("serve", "Start the server. The options may be left out, and given without the word serve.")
        {
            new Option<string>("--urls") { Description = "Where it listens (BECKON_URLS). Default: http://localhost:5080" },
            new Option<string>("--data") { Description = "Its folder for the embedded database, uploads and keys (BECKON_DATA). Default: ./data" },
            new Option<string>("--database") { Description = "A PostgreSQL of your own (BECKON_DATABASE). Default: the embedded one" },
            new Option<bool>("--demo") { Description = "Fill a fresh installation with a shop and its shoppers." },
        };
        serve.Action = new ServeAction();
        return serve;
    }

    private static IEnumerable<string> Path(Command command)
    {
        var words = new List<string>();
        for (Symbol? symbol = command; symbol is Command and not RootCommand; symbol = symbol.Parents.FirstOrDefault()) words.Insert(0, symbol.Name + " ");
        return words.Count == 0 ? [""] : [string.Concat(words)];
    }

    // Only shows help: the server itself was started above.
    private sealed class ServeAction : AsynchronousCommandLineAction
    {
        public override Task<int> InvokeAsync(ParseResult parseResult, CancellationToken cancellationToken = default) => ServerApp.RunAsync([]);
    }
}
