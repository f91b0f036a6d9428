using System.Text.Json;
using Beckon.Accounts;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.Yespo;

/// <summary>
/// What happens on a site: <c>POST /api/v2</c>, and the same at <c>/tracker/api/v2</c> for shops that have two addresses to enter. It takes a key, as
/// plugins send it: an address that anybody may write to would let anybody have messages sent to anybody.
/// </summary>
public static class TrackerCallsApi
{
    private static readonly DoorRules Rules =
        new(YespoIntegration.Source, 1 << 20, YespoCall.Bare.ReadTracker) { Door = YespoIntegration.TrackerDoor };

    public static void MapTrackerCalls(this IEndpointRouteBuilder routes)
    {
        foreach (var path in (string[])["/api/v2", "/tracker/api/v2"])
        {
            routes.MapPost(path, TakeAsync).OpensByKey()
                .WithTags("Doors").WithSummary("What happened on a site, as Yespo's tracker (Basic authentication, the key as password)").ExcludeFromDescription();
        }
        routes.MapPost("/api/v1/site/domains", SiteAsync).OpensByKey()
            .WithTags("Doors").WithSummary("The site that a domain belongs to (Basic authentication, the key as password)").ExcludeFromDescription();
    }

    private static async Task<IResult> TakeAsync(HttpContext context, YespoDesk desk)
    {
        var admission = await desk.AdmitAsync(context, Permission.Ingest);
        var taken = admission.Caller is { } caller
            ? await desk.TakeAsync(context, Rules, caller, Mentioned, call => call.ReadTracker)
            : new Taken(0, admission.Refusal);
        return taken.Problem is { } problem ? YespoKey.Refuse(context, problem) : TypedResults.Ok();
    }

    private static IEnumerable<string?> Mentioned(JsonElement body) => [TrackerCall.NumberOf(body)];

    // A workspace is one site, whatever its domains: the key says whose a call is. Plugins do not start without an id of it.
    private static async Task<IResult> SiteAsync(HttpContext context, YespoDesk desk, WorkspaceStore workspaces, IntakeRoom room, CancellationToken ct)
    {
        var admission = await desk.AdmitAsync(context, Permission.Ingest);
        if (admission.Caller is not { } caller) return YespoKey.Refuse(context, admission.Refusal ?? DoorProblems.Unauthorized(YespoKey.Hint));
        using var body = await RequestBody.ReadAsync(context.Request, Rules.MostBytes, room, ct);
        if (body.Problem is { } unread) return YespoKey.Refuse(context, unread);
        var faults = new Faults();
        using var document = BodyJson.Parse(body.Bytes, faults);
        if (document is not null && !IsDomain(new Loose(document.RootElement).Text("domain"))) faults.Add("domain", "Send the domain of the shop, such as shop.example.");
        if (faults.Any) return YespoKey.Refuse(context, DoorProblems.Faulty(faults));
        return TypedResults.Ok(new SiteAnswer("OK", (await workspaces.GetAsync(caller.WorkspaceId, ct)).PublicUid));
    }

    private static bool IsDomain(string? text) =>
        text is not null && (Uri.CheckHostName(text) == UriHostNameType.Dns || WebAddress.Normalize(text) is not null);
}

/// <param name="Result"><c>OK</c>.</param>
/// <param name="SiteId">What calls of the tracker name as <c>siteId</c>.</param>
public sealed record SiteAnswer(string Result, string SiteId);
