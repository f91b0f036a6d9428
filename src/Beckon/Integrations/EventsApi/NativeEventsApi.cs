using Beckon.Accounts;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Klaviyo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.EventsApi;

/// <summary><c>POST /api/events</c>: Beckon's own way in.</summary>
public static class NativeEventsApi
{
    private static readonly DoorRules Rules = new(EventsIntegration.Source, 16 << 20, NativeEvents.Read);

    public static void MapNativeEvents(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/events", TakeAsync).Requires(Permission.Ingest).OrKlaviyo()
            .WithTags("Doors").WithSummary("Send one event or a list of up to 1000")
            .Accepts<NativeEventBody>("application/json", "*/*")
            .Produces<EventsAccepted>(StatusCodes.Status202Accepted)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> TakeAsync(HttpContext context, Caller caller, KeyDoor door)
    {
        var taken = await door.TakeAsync(context, Rules, caller.WorkspaceId);
        return taken.Problem is { } problem
            ? DoorAnswers.Refuse(context, problem)
            : TypedResults.Accepted((string?)null, new EventsAccepted(taken.Events));
    }
}

/// <param name="Accepted">How many events are on disk now; a repeated delivery counts and changes nothing.</param>
public sealed record EventsAccepted(int Accepted);
