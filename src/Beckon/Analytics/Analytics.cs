using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Analytics;

/// <summary>What is read across the capabilities: the home screen, a contact's timeline, the credit of orders.</summary>
public static class Analytics
{
    public static IServiceCollection AddAnalytics(this IServiceCollection services)
    {
        services.AddSingleton<HomeStore>();
        services.AddSingleton<TimelineStore>();
        services.AddSingleton<TimelineSources>();
        return services;
    }

    public static IEndpointRouteBuilder MapAnalytics(this IEndpointRouteBuilder routes)
    {
        routes.MapHome();
        routes.MapTimeline();
        return routes;
    }
}
