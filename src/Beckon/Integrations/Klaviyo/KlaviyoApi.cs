using Beckon.Integrations.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Integrations.Klaviyo;

/// <summary>
/// <c>POST /klaviyo/api/events</c>, and <c>POST /api/events</c>, which Klaviyo and Beckon's own door both call theirs: its scheme of authentication and its
/// content type tell whose call it is.
/// </summary>
public static class KlaviyoApi
{
    private const string Scheme = "Klaviyo-API-Key ";

    // Programs that Klaviyo's users have authorised over OAuth send a token in this way.
    private const string Bearer = "Bearer ";
    private const string JsonApi = "application/vnd.api+json";
    private const string Hint = "Send a valid API key of Beckon in the header 'Authorization: Klaviyo-API-Key …'.";

    // The largest event that its senders may send.
    private static readonly DoorRules Rules = new(KlaviyoIntegration.Source, 5 << 20, KlaviyoEvent.Read);

    public static void MapKlaviyo(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/klaviyo/api/events", TakeAsync).OpensByKey()
            .WithTags("Doors").WithSummary("Create an event as in Klaviyo (header Authorization: Klaviyo-API-Key)").ExcludeFromDescription();

    /// <summary>Gives calls of Klaviyo's senders to this door, before the route asks for a key in its own way.</summary>
    public static TBuilder OrKlaviyo<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder
    {
        route.Finally(endpoint =>
        {
            var own = endpoint.RequestDelegate ?? throw new InvalidOperationException("The route has no handler.");
            endpoint.RequestDelegate = context => IsKlaviyo(context.Request) ? DivertAsync(context) : own(context);
        });
        return route;
    }

    private static bool IsKlaviyo(HttpRequest request) =>
        Key(request, Scheme) is not null || request.ContentType is { } type && type.StartsWith(JsonApi, StringComparison.OrdinalIgnoreCase);

    private static string? Key(HttpRequest request, string scheme)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;
    }

    private static async Task DivertAsync(HttpContext context) =>
        await (await TakeAsync(context, context.RequestServices.GetRequiredService<KeyDoor>())).ExecuteAsync(context);

    private static async Task<IResult> TakeAsync(HttpContext context, KeyDoor door)
    {
        var taken = await door.TakeAsync(context, Rules, Key(context.Request, Scheme) ?? Key(context.Request, Bearer), Hint);
        if (taken.Problem is not { } problem) return TypedResults.StatusCode(StatusCodes.Status202Accepted);
        // Counts the refusal and says when to come again; the body is in the sender's own format.
        DoorAnswers.Refuse(context, problem);
        return Errors(context, problem);
    }

    private static JsonHttpResult<KlaviyoErrors> Errors(HttpContext context, ProblemDetails problem) =>
        TypedResults.Json(KlaviyoErrors.Of(problem, context.TraceIdentifier), contentType: JsonApi, statusCode: problem.Status);
}
