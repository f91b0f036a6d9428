using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Beckon.Kernel;

/// <summary>Turns what the framework could not read, such as broken JSON, into a problem that says where the fault is.</summary>
public sealed class BadRequests : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad) return false;
        httpContext.Response.StatusCode = bad.StatusCode;
        await Problem(bad).ExecuteAsync(httpContext);
        return true;
    }

    private static IResult Problem(BadHttpRequestException bad)
    {
        if (bad.InnerException is not JsonException json) return Plain(bad);
        var faults = new Faults();
        faults.Add(Path(json), Sentence(json));
        return faults.ToProblem("The body is not the JSON that is expected here.");
    }

    private static ProblemHttpResult Plain(BadHttpRequestException bad) =>
        TypedResults.Problem(bad.Message, statusCode: bad.StatusCode, title: "The request cannot be read.");

    private static string Path(JsonException json) => json.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "$";

    // The serializer's message names our types and ends in its own account of the path: only its first sentence is for senders.
    private static string Sentence(JsonException json)
    {
        if (json.Message.Contains("missing required properties", StringComparison.Ordinal))
            return "Missing: " + json.Message[(json.Message.LastIndexOf(':') + 1)..].Trim();
        return json.LineNumber is { } line && json.InnerException is JsonException or null && json.Path is null or "$"
            ? $"This is not valid JSON (line {line + 1})."
            : "The value is missing or of the wrong kind.";
    }
}
