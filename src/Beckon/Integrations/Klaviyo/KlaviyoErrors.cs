using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Klaviyo;

/// <summary>Why a call is refused, in the format of JSON:API.</summary>
public sealed record KlaviyoErrors(IReadOnlyList<KlaviyoError> Errors)
{
    public static KlaviyoErrors Of(ProblemDetails problem, string id)
    {
        var status = problem.Status ?? StatusCodes.Status400BadRequest;
        if (problem is HttpValidationProblemDetails { Errors.Count: > 0 } faulty)
        {
            return new([.. faulty.Errors.SelectMany(fault => fault.Value.Select(sentence =>
                new KlaviyoError(id, status, "invalid", "Invalid input.", sentence, new KlaviyoErrorSource(PointerTo(fault.Key)))))]);
        }
        return new([new KlaviyoError(id, status, CodeOf(status), problem.Title ?? "", problem.Detail ?? "", new KlaviyoErrorSource("/data"))]);
    }

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "not_authenticated",
        StatusCodes.Status403Forbidden => "permission_denied",
        StatusCodes.Status413PayloadTooLarge => "too_large",
        StatusCodes.Status503ServiceUnavailable => "service_unavailable",
        _ => "invalid",
    };

    // data.attributes.time → /data/attributes/time; list[0] → /list/0 (RFC 6901).
    private static string PointerTo(string path) => path == "$"
        ? "/data"
        : "/" + path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace('.', '/');
}

/// <param name="Id">Of this answer, for the log.</param>
/// <param name="Status">The HTTP status again.</param>
/// <param name="Code">What kind of error.</param>
/// <param name="Title">In short.</param>
/// <param name="Detail">What to do.</param>
/// <param name="Source">Where in the body.</param>
public sealed record KlaviyoError(string Id, int Status, string Code, string Title, string Detail, KlaviyoErrorSource Source);

/// <param name="At">A pointer of RFC 6901.</param>
public sealed record KlaviyoErrorSource([property: JsonPropertyName("pointer")] string At);
