using Beckon.Integrations.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.Segment;

/// <summary>The addresses that the libraries of Segment, RudderStack, Jitsu and Dittofeed call. Browsers ask before they do (CORS).</summary>
public static class SegmentApi
{
    // The type of the message, the word in the address, and its short form.
    private static readonly (string Type, string Short)[] Types =
        [("identify", "i"), ("track", "t"), ("page", "p"), ("screen", "s"), ("group", "g"), ("alias", "a")];

    private const string Wide = "*";
    private const string AskedHeaders = "Authorization, Content-Type, Content-Encoding, X-Write-Key, X-Retry-Count, AnonymousId, Idempotency-Key";
    private const string AskAgainAfterSeconds = "7200";

    public static void MapSegment(this IEndpointRouteBuilder routes)
    {
        foreach (var (type, letter) in Types)
        {
            var call = new SegmentCall(type);
            routes.Take(call, $"/v1/{type}", $"/v1/{letter}", $"/api/s/{type}", $"/api/s/s2s/{type}", $"/api/public/apps/{type}");
        }
        routes.Take(new SegmentCall(null), "/v1/batch", "/v1/b", "/api/public/apps/batch");
        routes.Take(new SegmentCall(null, Import: true), "/v1/import");
        routes.MapGet("/v1/projects/{writeKey}/settings", SettingsAsync).OpensByKey()
            .WithTags("Doors").WithSummary("What the browser library of Segment asks for when it starts").ExcludeFromDescription();
    }

    private static void Take(this IEndpointRouteBuilder routes, SegmentCall call, params ReadOnlySpan<string> paths)
    {
        var calling = new Calling(SegmentIntegration.Source.Kind, call.Read, call.ToJson());
        foreach (var path in paths)
        {
            routes.MapPost(path, (HttpContext context, SegmentDoor door) => TakeAsync(context, door, call, calling)).OpensByKey()
                .WithTags("Doors").WithSummary("Messages of a Segment library (the key as user name of Basic authentication)").ExcludeFromDescription();
            routes.MapMethods(path, [HttpMethods.Options], Ask).WithTags("Doors").WithSummary("Whether a page may send").ExcludeFromDescription();
        }
    }

    private static async Task<IResult> TakeAsync(HttpContext context, SegmentDoor door, SegmentCall call, Calling calling)
    {
        context.Response.Headers.AccessControlAllowOrigin = Wide;
        context.Response.Headers.AccessControlExposeHeaders = "Retry-After";
        var taken = await door.TakeAsync(context, call, calling);
        if (taken.Problem is not { } problem) return TypedResults.Ok(new SegmentAnswer(true));
        // The field that libraries look at.
        problem.Extensions["success"] = false;
        if (problem.Status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Basic realm=\"Beckon\", charset=\"UTF-8\"";
        return DoorAnswers.Refuse(context, problem);
    }

    // Any page may ask and send: who may is for the key to say.
    private static NoContent Ask(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = Wide;
        headers.AccessControlAllowMethods = "POST, OPTIONS";
        headers.AccessControlAllowHeaders = AskedHeaders;
        headers.AccessControlMaxAge = AskAgainAfterSeconds;
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SettingsAsync(string writeKey, HttpContext context, SegmentDoor door)
    {
        context.Response.Headers.AccessControlAllowOrigin = Wide;
        if (!await door.KnowsAsync(writeKey, context.RequestAborted))
            return DoorAnswers.Refuse(context, DoorProblems.Unauthorized("Load the library with a browser key as its write key; make one under Settings, API & tracking."));
        var request = context.Request;
        return TypedResults.Ok(SegmentSettings.Of(writeKey, $"{request.Host}/v1", request.Scheme));
    }
}

/// <summary>What libraries expect back.</summary>
public sealed record SegmentAnswer(bool Success);
