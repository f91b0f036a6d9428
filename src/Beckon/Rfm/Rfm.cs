using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Rfm;

/// <summary>Recency, frequency, monetary value: who the good customers are, and who is about to be lost.</summary>
public static class Rfm
{
    public static IServiceCollection AddRfm(this IServiceCollection services)
    {
        services.AddSingleton<RfmDesk>();
        services.AddHostedService<RfmWorker>();
        return services;
    }

    public static IEndpointRouteBuilder MapRfm(this IEndpointRouteBuilder routes)
    {
        routes.MapRfmRoutes();
        return routes;
    }
}
