using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Loyalty;

/// <summary>The loyalty programme: so far, who has joined it.</summary>
public static class Loyalty
{
    public static IServiceCollection AddLoyalty(this IServiceCollection services)
    {
        services.AddSingleton<ShopperStore>();
        return services;
    }

    public static IEndpointRouteBuilder MapLoyalty(this IEndpointRouteBuilder routes)
    {
        routes.MapStoreRoutes();
        return routes;
    }
}
