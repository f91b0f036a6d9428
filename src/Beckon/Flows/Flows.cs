using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Flows;

/// <summary>Flows: what starts, splits, waits and sends.</summary>
public static class Flows
{
    public static IServiceCollection AddFlows(this IServiceCollection services) => services.AddSingleton<FlowStore>();
}
