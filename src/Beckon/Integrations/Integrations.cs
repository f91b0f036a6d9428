using Beckon.Integrations.Doors;
using Beckon.Integrations.Fetching;
using Beckon.Integrations.Imports;
using Beckon.Integrations.Replays;
using Beckon.Privacy;
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
        services.AddSingleton<SourceHealth>();
        services.AddHostedService(provider => provider.GetRequiredService<SourceHealth>());
        services.AddSingleton<Intake>();
        services.AddSingleton<KeyDoor>();
        services.AddSingleton<ContactNumbers>();
        services.AddSingleton<WebhookDoor>();
        services.AddSingleton<SourceDesk>();
        services.AddSingleton<FetchStore>();
        services.AddSingleton<ReplayReader>();
        services.AddSingleton<ReadAgain>(provider => provider.GetRequiredService<ReplayReader>().ReadAgainAsync);
        services.AddSingleton(new Kept(ReplayEraseStore.Table, ErasureStep.InTurns, ReplayEraseStore.EraseRefusalsAsync));
        services.AddSingleton<ReplayDesk>();
        services.AddSingleton<Replayer>();
        services.AddHostedService<ReplayWorker>();
        services.AddImports();
        services.AddSingleton(new Connections(configuration["BECKON_PUBLIC_URL"]));
        foreach (var integration in KnownIntegrations.All) integration.Add?.Invoke(services);
        return services;
    }

    public static IEndpointRouteBuilder MapIntegrations(this IEndpointRouteBuilder routes)
    {
        routes.MapSources();
        routes.MapFetches();
        routes.MapReplays();
        routes.MapImports();
        routes.MapWebhooks();
        foreach (var integration in KnownIntegrations.All) integration.Map?.Invoke(routes);
        return routes;
    }
}
