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
        // The reader's own exception inside means broken syntax; otherwise a value is not what the request's record says.
        if (json.InnerException is JsonException) faults.Add("$", $"This is not valid JSON{At(json)}.");
        else if (MissingFrom(json) is { Count: > 0 } missing) missing.ForEach(name => faults.Add(name, "This value is required."));
        else faults.Add(PathOf(json, ""), "This value is not of the kind that is expected here.");
        return faults.ToProblem("The body is not the JSON that is expected here.");
    }

    private static ProblemHttpResult Plain(BadHttpRequestException bad)
    {
        var empty = bad.Message.Contains("no body was provided", StringComparison.Ordinal);
        return TypedResults.Problem(
            empty ? "Send a JSON body." : bad.Message, statusCode: bad.StatusCode, title: "The request cannot be read.");
    }

    private static string At(JsonException json) => json.LineNumber is { } line ? $" (line {line + 1}, byte {json.BytePositionInLine + 1})" : "";

    // "JSON deserialization for type '…' was missing required properties including: 'email', 'password'."
    private static List<string> MissingFrom(JsonException json)
    {
        var list = json.Message.IndexOf("missing required properties", StringComparison.Ordinal);
        if (list < 0) return [];
        var names = json.Message[list..].Split('\'').Where((_, index) => index % 2 == 1);
        return [.. names.Select(name => PathOf(json, name))];
    }

    private static string PathOf(JsonException json, string member)
    {
        var path = $"{json.Path ?? "$"}.{member}".TrimEnd('.');
        return path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;
    }
}
