using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Beckon.Kernel;

/// <summary>Settings are read and written whole: their version, as the ETag, says on top of which ones a change was made.</summary>
public static class SettingsVersion
{
    public static string Etag(int version) => $"\"{version}\"";

    /// <summary>False where the caller has changed settings that are not these.</summary>
    public static bool IsMeant(HttpRequest request, int version) => request.Headers.IfMatch is not { Count: > 0 } match || match == Etag(version);

    public static ProblemHttpResult Stale() => TypedResults.Problem(
        "Somebody changed them after you read them. Read them again, apply your change to what they are now, and send the new ETag in If-Match.",
        title: "The settings have changed meanwhile.", statusCode: StatusCodes.Status412PreconditionFailed);
}
