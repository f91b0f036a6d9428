using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Privacy;

/// <summary>The rights of the people whose data this is: to have a copy of it, and to be forgotten. It reaches every capability before it.</summary>
public static class Privacy
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services)
    {
        services.AddSingleton<PersonSeal>();
        services.AddSingleton<ErasureDesk>();
        services.AddSingleton<PayloadSearch>();
        services.AddSingleton<Eraser>();
        services.AddSingleton<PersonExport>();
        services.AddHostedService<ErasureWorker>();
        return services;
    }

    public static IEndpointRouteBuilder MapPrivacy(this IEndpointRouteBuilder routes)
    {
        routes.MapPrivacyRoutes();
        return routes;
    }
}
