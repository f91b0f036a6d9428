using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Orders;

/// <summary>Carts and orders.</summary>
public static class Orders
{
    public static IServiceCollection AddOrders(this IServiceCollection services)
    {
        services.AddSingleton<OrderReadStore>();
        services.AddSingleton<FavouriteStore>();
        return services;
    }

    public static IEndpointRouteBuilder MapOrders(this IEndpointRouteBuilder routes)
    {
        routes.MapOrderRoutes();
        routes.MapFavourites();
        return routes;
    }
}
