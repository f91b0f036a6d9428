using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Contacts;

/// <summary>The shoppers: what they are known by, what they agreed to, what they did.</summary>
public static class Contacts
{
    public static IServiceCollection AddContacts(this IServiceCollection services)
    {
        services.AddSingleton<ContactListStore>();
        services.AddSingleton<ContactStore>();
        services.AddSingleton<ContactNumberStore>();
        services.AddSingleton<ContactLookupStore>();
        services.AddSingleton<ConsentDesk>();
        return services;
    }

    public static IEndpointRouteBuilder MapContacts(this IEndpointRouteBuilder routes)
    {
        routes.MapContactRoutes();
        routes.MapConsentRoutes();
        return routes;
    }
}
