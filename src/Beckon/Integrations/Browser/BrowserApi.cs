using System.Globalization;
using Beckon.Integrations.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.Browser;

/// <summary><c>POST /browser/events</c>, from the pages of a shop.</summary>
public static class BrowserApi
{
    private const string Path = "/browser/events";
    private const string TwoHours = "7200";

    public static void MapBrowser(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, TakeAsync).OpensByKey()
            .WithTags("Doors").WithSummary("Send what a browser saw, with a browser key (?key=pk_…)").ExcludeFromDescription();
        routes.MapMethods(Path, [HttpMethods.Options], AskAsync).OpensByKey().ExcludeFromDescription();
    }

    private static async Task<IResult> TakeAsync(HttpContext context, BrowserDoor door)
    {
        var visit = await door.KnockAsync(context);
        if (visit.Key is null || visit.Problem is not null) return Refuse(context, visit);
        Admit(context);
        var (taken, problem) = await door.TakeAsync(context, visit.Key);
        return problem is null
            ? TypedResults.Json(taken, BrowserJson.Default.BrowserTaken, statusCode: StatusCodes.Status202Accepted)
            : DoorAnswers.Refuse(context, problem);
    }

    // A page that sends JSON as such is asked about first.
    private static async Task<IResult> AskAsync(HttpContext context, BrowserDoor door)
    {
        var visit = await door.KnockAsync(context);
        if (visit.Key is null || visit.Problem is not null) return Refuse(context, visit);
        Admit(context);
        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = HttpMethods.Post;
        headers.AccessControlAllowHeaders = "Content-Type, Content-Encoding, Idempotency-Key";
        headers.AccessControlMaxAge = TwoHours;
        return TypedResults.NoContent();
    }

    private static void Admit(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = context.Request.Headers.Origin;
        headers.AccessControlExposeHeaders = "Retry-After";
        headers.Vary = "Origin";
    }

    private static ProblemHttpResult Refuse(HttpContext context, BrowserVisit visit)
    {
        var headers = context.Response.Headers;
        headers.Vary = "Origin";
        if (visit.Pause is { } pause)
        {
            // Known too late for whose site it is: that there was too much is no secret.
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlExposeHeaders = "Retry-After";
            headers.RetryAfter = pause.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        }
        return DoorAnswers.Refuse(context, visit.Problem ?? new ProblemDetails { Status = StatusCodes.Status401Unauthorized });
    }
}
