using System.Text.Json;
using Beckon.Accounts;
using Beckon.Integrations.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.Yespo;

/// <summary><c>POST /api/v1/event</c> and <c>POST /api/v2/event</c>.</summary>
public static class EventCallsApi
{
    private static readonly DoorRules Rules =
        new(YespoIntegration.Source, 1 << 20, YespoCall.Bare.ReadEvent) { Door = YespoIntegration.EventDoor };

    public static void MapEventCalls(this IEndpointRouteBuilder routes)
    {
        foreach (var path in (string[])["/api/v1/event", "/api/v2/event"])
        {
            routes.MapPost(path, TakeAsync).OpensByKey()
                .WithTags("Doors").WithSummary("Tell of an event, as Yespo's generate event (Basic authentication, the key as password)").ExcludeFromDescription();
        }
    }

    private static async Task<IResult> TakeAsync(HttpContext context, YespoDesk desk)
    {
        var admission = await desk.AdmitAsync(context, Permission.Ingest);
        var taken = admission.Caller is { } caller
            ? await desk.TakeAsync(context, Rules, caller, Mentioned, call => call.ReadEvent)
            : new Taken(0, admission.Refusal);
        return taken.Problem is { } problem ? YespoKey.Refuse(context, problem) : TypedResults.Ok();
    }

    private static IEnumerable<string?> Mentioned(JsonElement body) => [EventCall.NumberOf(body)];
}
