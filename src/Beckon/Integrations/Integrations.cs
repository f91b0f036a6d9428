using Beckon.Integrations.CartApi;
using Beckon.Integrations.Doors;
using Beckon.Integrations.EventsApi;
using Beckon.Integrations.Jane;
using Beckon.Integrations.Replays;
using Beckon.Integrations.Yespo;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Integrations;

/// <summary>The doors in: platforms that are connected, and what they send.</summary>
public static class Integrations
{
    public static IServiceCollection AddIntegrations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IntakeRoom>();
        services.AddSingleton<Intake>();
        services.AddSingleton<KeyDoor>();
        services.AddSingleton<JaneDoor>();
        services.AddSingleton<SourceDesk>();
        services.AddSingleton<ReplayReader>();
        services.AddSingleton<ReplayDesk>();
        services.AddSingleton<Replayer>();
        services.AddHostedService<ReplayWorker>();
        services.AddSingleton(new Connections(configuration["BECKON_PUBLIC_URL"]));
        return services;
    }

    public static IEndpointRouteBuilder MapIntegrations(this IEndpointRouteBuilder routes)
    {
        routes.MapSources();
        routes.MapReplays();
        routes.MapJane();
        routes.MapCartCall();
        routes.MapAddOrders();
        routes.MapNativeEvents();
        return routes;
    }
}
