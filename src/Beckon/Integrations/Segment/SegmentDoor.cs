using System.Globalization;
using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Segment;

/// <summary>
/// The way from a call to the events on disk. It differs from other doors that a key opens in where the key may be, the body too, and in that browsers
/// call it from the shop's pages, where everybody can read the key.
/// </summary>
public sealed class SegmentDoor(Access access, SourceStore sources, Intake intake, IntakeRoom room)
{
    private const string Hint =
        "Send a valid API key as the write key: as user name of Basic authentication, in the header X-Write-Key, in the header Authorization, or as writeKey in the body.";

    /// <param name="context">The request.</param>
    /// <param name="calling">How its address says that the body is to be read.</param>
    public async Task<Taken> TakeAsync(HttpContext context, Calling calling)
    {
        var (request, ct) = (context.Request, context.RequestAborted);
        var key = SegmentKey.Of(request);
        var (caller, refusal) = key is null ? default : await AdmitAsync(request, key, ct);
        if (refusal is not null) return Refused(refusal);

        using var body = await RequestBody.ReadAsync(request, SegmentBody.MostBytes, room, ct);
        if (body.Problem is { } problem) return Refused(problem.Status == StatusCodes.Status413PayloadTooLarge ? TooLarge() : problem);
        if (caller is null) (caller, refusal) = await AdmitAsync(request, SegmentKey.Of(body.Bytes.Span), ct);
        if (caller is null) return Refused(refusal ?? DoorProblems.Unauthorized(Hint));

        var source = await sources.BuiltInAsync(caller.WorkspaceId, SegmentIntegration.Source, ct);
        if (source.DisconnectedAt is not null) return Refused(DoorProblems.Disconnected(source.Name));
        return await intake.TakeAsync(request, source, body.Bytes, calling, ct);
    }

    /// <summary>Who the key lets in, or why it lets nobody in.</summary>
    public async ValueTask<(KeyAccess? Caller, ProblemDetails? Refusal)> AdmitAsync(HttpRequest request, string? key, CancellationToken ct)
    {
        var caller = key is null ? null : await access.AuthenticateKeyAsync(key, ct);
        if (caller is null) return (null, DoorProblems.Unauthorized(Hint));
        if (!caller.Has(Permission.Ingest)) return (null, DoorProblems.MayNotIngest());
        // What a page sends with, everybody who opens the page can read.
        var fromPage = request.Headers.ContainsKey("Origin");
        return fromPage && caller.Permissions != Permission.Ingest ? (null, NotForPages()) : (caller, null);
    }

    private static Taken Refused(ProblemDetails problem) => new(0, problem);

    private static ProblemDetails NotForPages() => new()
    {
        Status = StatusCodes.Status403Forbidden,
        Title = "This key does not belong into a web page.",
        Detail = "It can do more than send events, and everybody who opens the page can read it. Revoke it, and use a key that has the scope ingest alone.",
    };

    // The API that its senders know answers 400 where others answer 413.
    private static ProblemDetails TooLarge() => new()
    {
        Status = StatusCodes.Status400BadRequest,
        Title = "The body is too large.",
        Detail = string.Create(
            CultureInfo.InvariantCulture, $"Send at most {SegmentBody.MostBytes >> 10} KB, uncompressed, in one request. Nothing of it was stored."),
    };
}
