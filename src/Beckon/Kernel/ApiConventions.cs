using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Beckon.Kernel;

/// <summary>What all of <c>/api</c> has in common: how JSON looks and that every error is an RFC 9457 problem.</summary>
public static class ApiConventions
{
    public static IServiceCollection AddApiConventions(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        services.AddProblemDetails();
        services.AddExceptionHandler<BadRequests>();
        return services;
    }

    /// <summary>Unhandled errors and empty error answers (an unknown path, a wrong method) become problems.</summary>
    public static IApplicationBuilder UseApiConventions(this IApplicationBuilder app) => app.UseExceptionHandler().UseStatusCodePages();
}
