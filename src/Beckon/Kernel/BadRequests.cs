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
        if (Problem(exception) is not { } problem) return false;
        httpContext.Response.StatusCode = (exception as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest;
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    // The reader says of an object that could be one of several, and does not say which, that it is not supported.
    private static IResult? Problem(Exception exception) => exception switch
    {
        BadHttpRequestException bad => Problem(bad),
        NotSupportedException { Source: "System.Text.Json" } untyped => Untyped(untyped),
        _ => null,
    };

    private static ValidationProblem Untyped(NotSupportedException untyped)
    {
        var faults = new Faults();
        var path = untyped.Message.Split("Path: $", 2) is [_, var rest] ? rest.Split(" | ", 2)[0].TrimStart('.') : "$";
        faults.Add(path, "Say in its type which of them this is.");
        return faults.ToProblem("The body is not the JSON that is expected here.");
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
