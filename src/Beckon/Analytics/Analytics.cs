using Beckon.Analytics.Operation;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Beckon.Analytics;

/// <summary>What is read across the capabilities: the home screen, a contact's timeline, the credit of orders, how the installation is doing.</summary>
public static class Analytics
{
    public static IServiceCollection AddAnalytics(this IServiceCollection services)
    {
        services.TryAddSingleton(new HomeOptions());
        services.AddSingleton<HomeStore>();
        services.AddSingleton<TimelineStore>();
        services.AddSingleton<TimelineSources>();
        services.AddSingleton<SystemStore>();
        services.AddSingleton<NodeCounters>();
        services.AddSingleton<SystemHistory>();
        services.AddHostedService(provider => provider.GetRequiredService<SystemHistory>());
        return services;
    }

    public static IEndpointRouteBuilder MapAnalytics(this IEndpointRouteBuilder routes)
    {
        routes.MapHome();
        routes.MapTimeline();
        routes.MapSystem();
        return routes;
    }
}
