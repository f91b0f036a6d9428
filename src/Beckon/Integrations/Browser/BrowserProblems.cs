using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Browser;

/// <summary>Why a browser is not let in.</summary>
public static class BrowserProblems
{
    public static ProblemDetails UnknownKey() => new()
    {
        Status = StatusCodes.Status401Unauthorized,
        Title = "The browser key is missing or wrong.",
        Detail = "Send a valid key in the address: /browser/events?key=pk_…. Make one under Settings, API & tracking.",
    };

    public static ProblemDetails ForeignOrigin(string origin) => new()
    {
        Status = StatusCodes.Status403Forbidden,
        Title = "This key is not for this site.",
        Detail = origin.Length == 0
            ? "Browsers say in the header Origin which site sends; this request says nothing."
            : $"Add {(origin.Length > 200 ? "the site" : origin)} to the sites of the key under Settings, API & tracking.",
    };

    public static ProblemDetails TooMuch(TimeSpan pause) => new()
    {
        Status = StatusCodes.Status429TooManyRequests,
        Title = "Too many requests.",
        Detail = $"Nothing of the request was stored; send it again in {pause.TotalSeconds:0} s.",
    };
}
