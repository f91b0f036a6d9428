using Beckon.Kernel;

namespace Beckon.Server;

/// <summary>Puts the program together; Program.cs and the tests start the same thing.</summary>
public static class ServerApp
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        if (builder.Configuration["urls"] is null)
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
