using Beckon.Accounts;
using Beckon.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Doors;

/// <summary>The way through a door that an API key opens, from the key to the events on disk.</summary>
public sealed class KeyDoor(Access access, SourceStore sources, Intake intake, IntakeRoom room)
{
    /// <param name="context">The request.</param>
    /// <param name="rules">Which door.</param>
    /// <param name="key">The key as the door's own manner of authentication gives it; null when there is none.</param>
    /// <param name="hint">What to say to a sender whose key is missing or wrong.</param>
    public async Task<Taken> TakeAsync(HttpContext context, DoorRules rules, string? key, string hint)
    {
        var ct = context.RequestAborted;
        var caller = key is null ? null : await access.AuthenticateKeyAsync(key, ct);
        if (caller is null) return Refused(DoorProblems.Unauthorized(hint));
        return caller.Has(Permission.Ingest) ? await TakeAsync(context, rules, caller.WorkspaceId) : Refused(DoorProblems.MayNotIngest());
    }

    /// <summary>For a caller who is known and may send events.</summary>
    public async Task<Taken> TakeAsync(HttpContext context, DoorRules rules, Guid workspaceId)
    {
        var ct = context.RequestAborted;
        var source = await sources.BuiltInAsync(workspaceId, rules.Source, ct);
        if (source.DisconnectedAt is not null) return Refused(DoorProblems.Disconnected(source.Name));
        using var body = await RequestBody.ReadAsync(context.Request, rules.MostBytes, room, ct);
        return body.Problem is { } problem
            ? Refused(problem)
            : await intake.TakeAsync(context.Request, source, body.Bytes, rules.Calling, ct);
    }

    private static Taken Refused(ProblemDetails problem) => new(0, problem);
}

/// <summary>A door that an API key opens: how large a body may be, and whose source its events are of.</summary>
public sealed record DoorRules(BuiltInSource Source, int MostBytes, Adapter Adapt)
{
    public Calling Calling { get; } = new(Source.Kind, Adapt);
}
