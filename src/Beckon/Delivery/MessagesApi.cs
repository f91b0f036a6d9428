using Beckon.Accounts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Delivery;

/// <summary>What a person may decide about a message that is uncertain.</summary>
public static class MessagesApi
{
    public static void MapMessageRoutes(this IEndpointRouteBuilder routes)
    {
        var message = routes.MapGroup("/api/messages/{id}").WithTags("Campaigns");
        message.MapPost("resend", ResendAsync).Requires(Permission.CampaignsWrite).WithSummary("Send an uncertain message again, under the same Message-ID");
        message.MapPost("settle", SettleAsync).Requires(Permission.CampaignsWrite).WithSummary("Count an uncertain message as sent");
    }

    private static async Task<Results<Ok<MessageDecision>, ProblemHttpResult>> ResendAsync(string id, Caller caller, MessageDesk desk, CancellationToken ct) =>
        PublicId.TryParse(Ids.Message, id, out var messageId) ? Answer(id, await desk.ResendAsync(caller, messageId, ct)) : Unknown(id);

    private static async Task<Results<Ok<MessageDecision>, ProblemHttpResult>> SettleAsync(string id, Caller caller, MessageDesk desk, CancellationToken ct) =>
        PublicId.TryParse(Ids.Message, id, out var messageId) ? Answer(id, await desk.SettleAsync(caller, messageId, ct)) : Unknown(id);

    private static Results<Ok<MessageDecision>, ProblemHttpResult> Answer(string id, Decided decided)
    {
        if (decided.Status is not { } status) return Unknown(id);
        return decided.Done ? TypedResults.Ok(new MessageDecision(id, status)) : NotUncertain(status);
    }

    private static ProblemHttpResult Unknown(string id) => TypedResults.Problem(
        $"This workspace has no message {id}.", title: "There is no such message.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult NotUncertain(string status) => TypedResults.Problem(
        $"It is {status}, so there is nothing to decide. Only a message that is uncertain can be sent again or counted as sent.",
        title: "This message is not uncertain.",
        statusCode: StatusCodes.Status409Conflict);
}

/// <summary>A message after a decision about it.</summary>
/// <param name="Id">Which message.</param>
/// <param name="Status">What it is now: <c>queued</c> or <c>sent</c>.</param>
public sealed record MessageDecision(string Id, string Status);
