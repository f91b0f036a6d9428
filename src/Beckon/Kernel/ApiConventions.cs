using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
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
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context => Explain(context.ProblemDetails));
        services.AddExceptionHandler<BadRequests>();
        return services;
    }

    /// <summary>Unhandled errors and empty error answers (an unknown path, a wrong method) become problems.</summary>
    public static IApplicationBuilder UseApiConventions(this IApplicationBuilder app) => app.UseExceptionHandler().UseStatusCodePages();

    // For answers that the framework gives, which say what but not what to do.
    private static void Explain(ProblemDetails problem) => problem.Detail ??= problem.Status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address. The API is described at /openapi.json.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take this method. The API is described at /openapi.json.",
        StatusCodes.Status415UnsupportedMediaType => "Send the body as JSON with the header 'Content-Type: application/json'.",
        StatusCodes.Status500InternalServerError => "This is a fault of the server. Its log has the details under the traceId given here.",
        _ => null,
    };
}
