using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Predictions;

/// <summary>What customers are expected to do: how often they will buy, whether they are still customers at all, what they will be worth.</summary>
public static class Predictions
{
    public static IServiceCollection AddPredictions(this IServiceCollection services)
    {
        services.AddSingleton<PredictionDesk>();
        services.AddHostedService<PredictionWorker>();
        return services;
    }

    public static IEndpointRouteBuilder MapPredictions(this IEndpointRouteBuilder routes)
    {
        routes.MapPredictionRoutes();
        return routes;
    }
}
