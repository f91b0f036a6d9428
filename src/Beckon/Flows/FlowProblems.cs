using Beckon.Flows.Simulation;
using Beckon.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Beckon.Flows;

/// <summary>What can stand in a caller's way, in words.</summary>
internal static class FlowProblems
{
    public static ProblemHttpResult Unknown(string id) => TypedResults.Problem(
        $"This workspace has no flow {id}. GET /api/flows lists them.", title: "There is no such flow.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult UnknownRun(string id) => TypedResults.Problem(
        $"This workspace has no run {id}.", title: "There is no such run.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult UnknownContact(string id) => TypedResults.Problem(
        $"This workspace has no contact {id}.", title: "There is no such contact.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Stale() => TypedResults.Problem(
        "Somebody changed it after you read it. Read it again, apply your change to what it is now, and send the new ETag in If-Match.",
        title: "The flow has changed meanwhile.", statusCode: StatusCodes.Status412PreconditionFailed);

    public static ProblemHttpResult HasRun() => TypedResults.Problem(
        "Its runs and messages refer to it. Archive it instead.", title: "A flow that was live cannot be deleted.", statusCode: StatusCodes.Status409Conflict);

    public static ProblemHttpResult NotNow(FlowStatus status) => TypedResults.Problem(
        status switch
        {
            FlowStatus.Draft => "It was never live. Publish it first.",
            FlowStatus.Archived => "It is archived. Make a new flow of its definition.",
            _ => $"It is {Words.Of(status)}.",
        },
        title: "This cannot be done with the flow as it is.", statusCode: StatusCodes.Status409Conflict);

    public static ProblemHttpResult NotCallable() => TypedResults.Problem(
        "Only a live flow that begins with a call can be started so.", title: "The flow is not started by calls.", statusCode: StatusCodes.Status409Conflict);

    public static ProblemHttpResult HasEnded() => TypedResults.Problem(
        "Only a run that waits can be ended.", title: "The run has ended already.", statusCode: StatusCodes.Status409Conflict);

    public static ProblemHttpResult Fails(IReadOnlyList<ScenarioOutcome> failing) => TypedResults.Problem(
        $"GET …/scenarios tells what the draft would do instead: {string.Join(", ", failing.Select(one => $"“{one.Name}”").Take(5))}.",
        title: failing.Count == 1 ? "A scenario does not come to what is expected." : $"{failing.Count} scenarios do not come to what is expected.", statusCode: StatusCodes.Status409Conflict);

    public static ProblemHttpResult NotReady(IReadOnlyList<FlowFault> faults, string title = "The flow cannot go live yet.") => TypedResults.Problem(
        string.Join(" ", faults.Select(fault => fault.Sentence).Distinct(StringComparer.Ordinal).Take(5)),
        title: title, statusCode: StatusCodes.Status409Conflict,
        extensions: new Dictionary<string, object?> { ["faults"] = faults });
}
