using Beckon.Audiences.Membership;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Audiences;

/// <summary>Audiences: named filters, whose members are kept up to date with every event and with time.</summary>
public static class Audiences
{
    public static IServiceCollection AddAudiences(this IServiceCollection services)
    {
        services.AddSingleton<AudienceBooks>();
        services.AddSingleton<Memberships>();
        services.AddSingleton<AudienceBuilder>();
        services.AddSingleton<AudienceWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<AudienceWorker>());
        services.AddSingleton<AudienceDesk>();
        return services;
    }

    public static IEndpointRouteBuilder MapAudiences(this IEndpointRouteBuilder routes)
    {
        routes.MapFilterRoutes();
        routes.MapAudienceRoutes();
        return routes;
    }
}
