using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Beckon.Storage;

/// <summary>When the database does not answer or has no room, whoever asked is told to come again, not that the program is at fault.</summary>
public sealed class DatabaseAway : IExceptionHandler
{
    private const string RetryAfterSeconds = "5";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!Is(exception)) return false;
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        await TypedResults
            .Problem(
                "Nothing of the request was stored; send it again in a few seconds.",
                statusCode: StatusCodes.Status503ServiceUnavailable,
                title: "The database does not answer just now.")
            .ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Whether the fault is the surroundings' and passes: the connection, the server's shutdown, its disk or its memory.</summary>
    public static bool Is(Exception exception) => exception switch
    {
        // Classes 53: insufficient resources; 57: operator intervention; 58: system error; 08: connection.
        PostgresException { SqlState: var state } => state[..2] is "53" or "57" or "58" or "08",
        NpgsqlException or TimeoutException => true,
        _ => false,
    };
}
