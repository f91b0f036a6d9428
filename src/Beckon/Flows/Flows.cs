using Beckon.Flows.Products;
using Beckon.Flows.Simulation;
using Beckon.Flows.Webhooks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Flows;

/// <summary>Flows: what starts, splits, waits and sends.</summary>
public static class Flows
{
    public static IServiceCollection AddFlows(this IServiceCollection services)
    {
        services.AddSingleton<FlowStore>();
        services.AddSingleton<FlowDesk>();
        services.AddSingleton<RecipeBook>();
        services.AddSingleton<Simulations>();
        services.AddSingleton<Scenarios>();
        services.AddSingleton<WebhookSigner>();
        services.AddHostedService<WebhookSender>();
        services.AddHostedService<WebhookRounds>();
        services.AddSingleton<FlowDates>();
        services.AddHostedService<FlowDatesWorker>();
        services.AddSingleton<ProductNewsTeller>();
        services.AddHostedService<ProductNewsWorker>();
        return services;
    }

    public static IEndpointRouteBuilder MapFlows(this IEndpointRouteBuilder routes)
    {
        routes.MapFlowRoutes();
        routes.MapFlowRunRoutes();
        routes.MapSimulationRoutes();
        routes.MapScenarioRoutes();
        routes.MapWebhookRoutes();
        return routes;
    }
}
