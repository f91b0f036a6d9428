using Beckon.Integrations.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.CartApi;

/// <summary>
/// <c>POST /v2/cart</c>. Its senders know the answers of the platform that this call comes from, so theirs are in that envelope;
/// refusals are problems that carry its fields too.
/// </summary>
public static class CartCallApi
{
    private static readonly DoorRules Rules = new(CartIntegration.Source, 1 << 20, CartCall.Read);

    public static void MapCartCall(this IEndpointRouteBuilder routes)
    {
        foreach (var path in (string[])["/v2/cart", "/api/v2/cart"])
        {
            routes.MapPost(path, TakeAsync).OpensByKey()
                .WithTags("Doors").WithSummary("Report a cart that was abandoned, changed or bought (header X-APIKEY)").ExcludeFromDescription();
        }
    }

    private static async Task<IResult> TakeAsync(HttpContext context, KeyDoor door)
    {
        var taken = await door.TakeAsync(
            context, Rules, context.Request.Headers["X-APIKEY"], "Send a valid API key in the header X-APIKEY.");
        return taken.Problem is { } problem
            ? DoorAnswers.Refuse(context, InEnvelope(problem))
            : TypedResults.Ok(new CartAnswer(new CartAccepted(taken.Events), Success: true, [], StatusCodes.Status200OK));
    }

    private static ProblemDetails InEnvelope(ProblemDetails problem)
    {
        problem.Extensions["success"] = false;
        problem.Extensions["code"] = problem.Status;
        return problem;
    }
}

/// <summary>The envelope of an accepted cart call.</summary>
/// <param name="Data">What was accepted.</param>
/// <param name="Success">True.</param>
/// <param name="Errors">Empty.</param>
/// <param name="Code">The HTTP status again.</param>
public sealed record CartAnswer(CartAccepted Data, bool Success, IReadOnlyList<string> Errors, int Code);

/// <param name="Accepted">How many events are stored now; a repeated delivery counts and changes nothing.</param>
public sealed record CartAccepted(int Accepted);
