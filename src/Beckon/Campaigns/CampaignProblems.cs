using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Beckon.Campaigns;

/// <summary>What can stand in a caller's way, in words.</summary>
internal static class CampaignProblems
{
    public static ProblemHttpResult Unknown(string id) => TypedResults.Problem(
        $"This workspace has no campaign {id}. GET /api/campaigns lists them.", title: "There is no such campaign.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Stale() => TypedResults.Problem(
        "Somebody changed it after you read it. Read it again, apply your change to what it is now, and send the new ETag in If-Match.",
        title: "The campaign has changed meanwhile.",
        statusCode: StatusCodes.Status412PreconditionFailed);

    public static ProblemHttpResult HasRun() => TypedResults.Problem(
        "Its messages and report refer to it. Pause it instead.", title: "A campaign that was live cannot be deleted.", statusCode: StatusCodes.Status409Conflict);

    public static ProblemHttpResult NotLive() => TypedResults.Problem(
        "Only a live campaign can be paused.", title: "The campaign is not live.", statusCode: StatusCodes.Status409Conflict);

    public static ProblemHttpResult NotReady(IReadOnlyList<CampaignProblem> blocking) => TypedResults.Problem(
        string.Join(" ", blocking.Select(problem => problem.Sentence)),
        title: "The campaign cannot go live yet.",
        statusCode: StatusCodes.Status409Conflict,
        extensions: new Dictionary<string, object?> { ["problems"] = blocking });
}
