using Beckon.Kernel;
using Beckon.Server.Demo;
using Beckon.Storage;
using Beckon.Storage.Lanes;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.HttpOverrides;

namespace Beckon.Server;

/// <summary>Puts the program together; Program.cs and the tests start the same thing.</summary>
public static class ServerApp
{
    /// <summary>Runs until it is told to stop, and returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = Build(CommandLine.Read(args));
            await app.StartStorageAsync(CancellationToken.None);
            await app.RunAsync();
            return Environment.ExitCode;
        }
        catch (Exception exception) when (exception is StorageException or SettingException or ArgumentException { ParamName: null })
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync(
                $"{exception.Message} Another program listens there. Stop it, or choose another address with --urls (BECKON_URLS).");
            return 1;
        }
    }

    /// <param name="settings">What the command line, or a test, says; it wins over the environment.</param>
    public static WebApplication Build(IReadOnlyDictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        Logs.Configure(builder);
        builder.WebHost.UseUrls(builder.Configuration["BECKON_URLS"] ?? "http://localhost:5080");
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        builder.Services.AddBeckon(builder.Configuration);
        builder.Services.AddHostedService<Telemetry>();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddApiDocument();
        if (Demo.Demo.IsWanted(builder.Configuration)) builder.Services.AddDemo();

        var app = builder.Build();
        app.UseForwardedHeaders(BehindProxy());
        app.UseApiConventions();
        // A node that only works answers nothing but how it is.
        if (NodeRoles.From(app.Configuration).Web) MapWeb(app);
        // Last: the first route that is mapped by itself decides where all such routes stand in the API document.
        app.MapHealth();
        return app;
    }

    private static void MapWeb(WebApplication app)
    {
        app.MapBeckon();
        app.MapApiDocument();
        if (Demo.Demo.IsWanted(app.Configuration)) app.MapDemo();
        app.MapSnippet();
        app.MapDashboard();
    }

    // A reverse proxy on this machine says who asks it and how; nobody else is believed (the default: loopback only). Not the host,
    // which proxies pass on as they got it, so that anybody could say anything.
    private static ForwardedHeadersOptions BehindProxy() =>
        new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
}
