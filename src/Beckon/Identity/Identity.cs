using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Identity;

/// <summary>Who is who: whose an event is, which contacts turn out to be one person, and what people decide where the rules cannot.</summary>
public static class Identity
{
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton<KnownPeople>();
        services.AddSingleton<IdentityDesk>();
        return services;
    }

    public static IEndpointRouteBuilder MapIdentity(this IEndpointRouteBuilder routes)
    {
        routes.MapConflicts();
        routes.MapMerges();
        return routes;
    }
}
