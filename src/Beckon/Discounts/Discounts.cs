using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Discounts;

/// <summary>Discounts of the shop, whose codes are given away.</summary>
public static class Discounts
{
    public static IServiceCollection AddDiscounts(this IServiceCollection services)
    {
        services.AddSingleton<DiscountDesk>();
        return services;
    }

    public static IEndpointRouteBuilder MapDiscounts(this IEndpointRouteBuilder routes)
    {
        routes.MapDiscountRoutes();
        return routes;
    }
}
