using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Browser;

/// <summary>The way of a browser's request: the key, the site it comes from, how much has come already, and then as through every door.</summary>
public sealed class BrowserDoor(BrowserKeyStore keys, BrowserKeyUse use, BrowserLimit limit, SourceStore sources, Intake intake, IntakeRoom room)
{
    private const int MostBytes = 256 << 10;
    private const int LongestKey = 100;

    /// <summary>Whether pages of this origin may send with the key: what a browser asks before it sends.</summary>
    public async Task<BrowserVisit> KnockAsync(HttpContext context)
    {
        var request = context.Request;
        var text = request.Query["key"].ToString();
        var wait = limit.Take(text.Length > LongestKey ? "" : text, context.Connection.RemoteIpAddress);
        if (wait is { } pause) return new(null, BrowserProblems.TooMuch(pause)) { Pause = pause };
        var key = text.Length is 0 or > LongestKey ? null : await keys.FindAsync(text, context.RequestAborted);
        if (key is null) return new(null, BrowserProblems.UnknownKey());
        var origin = request.Headers.Origin.ToString();
        return key.Origins.Allow(origin) ? new(key, null) : new(key, BrowserProblems.ForeignOrigin(origin));
    }

    /// <summary>Takes in what a browser that was let in has sent.</summary>
    public async Task<(BrowserTaken? Taken, ProblemDetails? Problem)> TakeAsync(HttpContext context, BrowserKey key)
    {
        var source = await sources.BuiltInAsync(key.WorkspaceId, BrowserIntegration.Source, context.RequestAborted);
        if (source.DisconnectedAt is not null) return (null, DoorProblems.Disconnected(source.Name));
        using var body = await RequestBody.ReadAsync(context.Request, MostBytes, room, context.RequestAborted);
        if (body.Problem is { } unread) return (null, unread);
        var call = new BrowserCall(key.Origins.All);
        var batch = new BrowserBatch(call);
        var taken = await intake.TakeAsync(
            context.Request, source, body.Bytes, new Calling(BrowserIntegration.Kind, batch.Read, call.ToJson()), context.RequestAborted);
        if (taken.Problem is { } problem) return (null, problem);
        if (taken.Events > 0) use.Note(key);
        return (new(taken.Events, batch.Refused), null);
    }
}

/// <summary>Who knocks, and why they are not let in.</summary>
public sealed record BrowserVisit(BrowserKey? Key, ProblemDetails? Problem)
{
    /// <summary>How long to wait, when there was too much.</summary>
    public TimeSpan? Pause { get; init; }
}
