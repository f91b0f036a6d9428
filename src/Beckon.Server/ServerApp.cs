using Beckon.Kernel;
using Beckon.Storage;

namespace Beckon.Server;

/// <summary>Puts the program together; Program.cs and the tests start the same thing.</summary>
public static class ServerApp
{
    /// <summary>Runs until it is told to stop, and returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = Build(args);
            await app.StartStorageAsync(CancellationToken.None);
            await app.RunAsync();
            return Environment.ExitCode;
        }
        catch (Exception exception) when (exception is StorageException or ArgumentException { ParamName: null })
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(CommandLine.Read(args));
        builder.WebHost.UseUrls(builder.Configuration["BECKON_URLS"] ?? "http://localhost:5080");
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        builder.Services.AddBeckon(builder.Configuration);
        builder.Services.AddApiDocument();

        var app = builder.Build();
        app.UseApiConventions();
        app.MapBeckon();
        app.MapApiDocument();
        app.MapDashboard();
        return app;
    }
}
