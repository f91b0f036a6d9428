using System.Globalization;
using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.Browser;
using Beckon.Integrations.Doors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Segment;

/// <summary>
/// The way from a call to the events on disk. It differs from other doors that a key opens in where the key may be, the body too, and in that two kinds of
/// keys open it: secret ones for servers, and browser keys for the pages of a shop, where everybody can read them.
/// </summary>
public sealed class SegmentDoor(
    Access access, BrowserKeyStore pages, BrowserKeyUse use, BrowserLimit limit, SourceStore sources, Intake intake, IntakeRoom room)
{
    private const string Hint =
        "Send a valid API key as the write key: as user name of Basic authentication, in the header X-Write-Key, in the header Authorization, or as writeKey in the body. In a page, send a browser key.";

    /// <param name="context">The request.</param>
    /// <param name="call">What its address says.</param>
    /// <param name="calling">How a server's body is read.</param>
    public async Task<Taken> TakeAsync(HttpContext context, SegmentCall call, Calling calling)
    {
        var (request, ct) = (context.Request, context.RequestAborted);
        var key = SegmentKey.Of(request);
        var sender = key is null ? null : await AdmitAsync(context, key, ct);
        if (sender?.Refusal is { } shut) return Refused(shut);

        using var body = await RequestBody.ReadAsync(request, SegmentBody.MostBytes, room, ct);
        if (body.Problem is { } problem) return Refused(problem.Status == StatusCodes.Status413PayloadTooLarge ? TooLarge() : problem);
        sender ??= await AdmitAsync(context, SegmentKey.Of(body.Bytes.Span), ct);
        if (sender.Refusal is { } refusal) return Refused(refusal);

        var source = await sources.BuiltInAsync(sender.WorkspaceId, SegmentIntegration.Source, ct);
        if (source.DisconnectedAt is not null) return Refused(DoorProblems.Disconnected(source.Name));
        if (sender.Page is not { } page) return await intake.TakeAsync(request, source, body.Bytes, calling, ct);
        var claimed = call with { Origins = page.Origins.All };
        var taken = await intake.TakeAsync(request, source, body.Bytes, new Calling(calling.Door, claimed.Read, claimed.ToJson()), ct);
        if (taken.Events > 0) use.Note(page);
        return taken;
    }

    /// <summary>Whether there is such a browser key: what a page asks before it sends.</summary>
    public async ValueTask<bool> KnowsAsync(string key, CancellationToken ct) => IsOfBrowser(key) && await pages.FindAsync(key, ct) is not null;

    private async ValueTask<Sender> AdmitAsync(HttpContext context, string? key, CancellationToken ct)
    {
        if (key is null) return new(Guid.Empty, null, DoorProblems.Unauthorized(Hint));
        if (IsOfBrowser(key)) return await AdmitPageAsync(context, key, ct);
        var caller = await access.AuthenticateKeyAsync(key, ct);
        if (caller is null) return new(Guid.Empty, null, DoorProblems.Unauthorized(Hint));
        if (!caller.Has(Permission.Ingest)) return new(Guid.Empty, null, DoorProblems.MayNotIngest());
        // What a page sends with, everybody who opens the page can read.
        return context.Request.Headers.ContainsKey("Origin") ? new(Guid.Empty, null, NotForPages()) : new(caller.WorkspaceId, null, null);
    }

    private async ValueTask<Sender> AdmitPageAsync(HttpContext context, string key, CancellationToken ct)
    {
        if (limit.Take(key, context.Connection.RemoteIpAddress) is { } pause)
        {
            context.Response.Headers.RetryAfter = pause.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            return new(Guid.Empty, null, BrowserProblems.TooMuch(pause));
        }
        if (await pages.FindAsync(key, ct) is not { } page) return new(Guid.Empty, null, DoorProblems.Unauthorized(Hint));
        var origin = context.Request.Headers.Origin.ToString();
        return new(page.WorkspaceId, page, page.Origins.Allow(origin) ? null : BrowserProblems.ForeignOrigin(origin));
    }

    private static bool IsOfBrowser(string key) => key.StartsWith("pk_", StringComparison.Ordinal) && key.Length <= LongestBrowserKey;

    private const int LongestBrowserKey = 100;

    private static Taken Refused(ProblemDetails problem) => new(0, problem);

    private static ProblemDetails NotForPages() => new()
    {
        Status = StatusCodes.Status403Forbidden,
        Title = "This key does not belong into a web page.",
        Detail = "It is a secret, and everybody who opens the page can read it. Revoke it, and use a browser key: make one under Settings, API & tracking.",
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

/// <summary>Whose call it is, or why it is refused.</summary>
/// <param name="WorkspaceId">Of the key.</param>
/// <param name="Page">The browser key; null for a server.</param>
/// <param name="Refusal">Null when they are let in.</param>
internal sealed record Sender(Guid WorkspaceId, BrowserKey? Page, ProblemDetails? Refusal);
