using Beckon.Accounts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Templates;

/// <summary>What messages say: stored templates and the one renderer of previews, tests and sending.</summary>
public static class Templates
{
    public static IServiceCollection AddTemplates(this IServiceCollection services)
    {
        services.AddSingleton<TemplateRenderer>();
        services.AddSingleton<TemplateStore>();
        services.AddSingleton<PreviewStore>();
        services.AddSingleton<ProductFeedStore>();
        services.AddSingleton<WorkspaceCreated>(provider => (connection, workspaceId, ct) =>
            TemplateStore.AddBuiltInsAsync(connection, workspaceId, provider.GetRequiredService<TimeProvider>(), ct));
        return services;
    }

    public static IEndpointRouteBuilder MapTemplates(this IEndpointRouteBuilder routes)
    {
        routes.MapTemplateRoutes();
        return routes;
    }
}
