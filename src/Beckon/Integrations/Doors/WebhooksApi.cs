using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.Doors;

/// <summary><c>POST /webhooks/{sourceId}</c>: the address that a connected platform is given.</summary>
public static class WebhooksApi
{
    public static void MapWebhooks(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/webhooks/{sourceId}", TakeAsync).OpensByKey()
            .WithTags("Doors").WithSummary("Webhook of a connected platform").ExcludeFromDescription();

    private static async Task<IResult> TakeAsync(string sourceId, HttpContext context, WebhookDoor door)
    {
        var taken = await door.TakeAsync(context, sourceId);
        if (taken.Problem is not { } problem) return TypedResults.Ok(new WebhookAnswer(taken.Events));
        if (problem.Status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer";
        return DoorAnswers.Refuse(context, problem);
    }
}

/// <param name="Accepted">How many events are stored now.</param>
public sealed record WebhookAnswer(int Accepted);
