using System.Globalization;
using Beckon.Accounts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Doors;

/// <summary>Why a door refuses, as RFC 9457 problems whose sentences tell the sender what to do.</summary>
public static class DoorProblems
{
    public static ProblemDetails Unauthorized(string detail) => new()
    {
        Status = StatusCodes.Status401Unauthorized,
        Title = "The key is missing or wrong.",
        Detail = detail,
    };

    /// <summary>The key is right and gives too little.</summary>
    public static ProblemDetails MayNot(Permission permission) => permission switch
    {
        Permission.Ingest => Lacking("send events", "ingest"),
        Permission.ContactsRead => Lacking("look contacts up", "contacts"),
        _ => Lacking("do this", "manage"),
    };

    public static ProblemDetails MayNotIngest() => MayNot(Permission.Ingest);

    private static ProblemDetails Lacking(string what, string scope) => new()
    {
        Status = StatusCodes.Status403Forbidden,
        Title = $"This key may not {what}.",
        Detail = $"Use an API key with the scope {scope}; make one under Settings, API & tracking.",
    };

    public static ProblemDetails Disconnected(string name) => new()
    {
        Status = StatusCodes.Status403Forbidden,
        Title = "This integration is disconnected.",
        Detail = $"The workspace has disconnected '{name}'. Connect it again under Settings, Integrations.",
    };

    public static ProblemDetails UnknownSource(string id) => new()
    {
        Status = StatusCodes.Status404NotFound,
        Title = "There is no such webhook.",
        Detail = $"No connected source has the id '{id}'. Copy the address from Settings, Integrations.",
    };

    public static ProblemDetails TooLarge(int most) => new()
    {
        Status = StatusCodes.Status413PayloadTooLarge,
        Title = "The body is too large.",
        Detail = string.Create(CultureInfo.InvariantCulture, $"Send at most {most >> 20} MB, uncompressed, in one request. Nothing of it was stored."),
    };

    public static ProblemDetails UnknownEncoding() => new()
    {
        Status = StatusCodes.Status415UnsupportedMediaType,
        Title = "This content encoding is not understood.",
        Detail = "Send the body as it is, or compressed with gzip, deflate or br.",
    };

    public static ProblemDetails Faulty(string sentence)
    {
        var faults = new Faults();
        faults.Add("$", sentence);
        return Faulty(faults);
    }

    public static ProblemDetails Faulty(Faults faults) => new HttpValidationProblemDetails(faults.ToErrors())
    {
        Status = StatusCodes.Status400BadRequest,
        Title = "The request has faults; nothing of it was stored.",
        Detail = "Correct what is named under errors and send the request again.",
    };

    public static ProblemDetails Busy() => new()
    {
        Status = StatusCodes.Status503ServiceUnavailable,
        Title = "Too much is arriving at once.",
        Detail = "Nothing of the request was stored; send it again in a few seconds.",
    };

    public static ProblemDetails Unavailable() => new()
    {
        Status = StatusCodes.Status503ServiceUnavailable,
        Title = "Nothing can be stored just now.",
        Detail = "The database does not answer. Nothing of the request was stored; send it again in a few seconds.",
    };
}
