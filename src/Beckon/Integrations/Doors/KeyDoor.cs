using Beckon.Accounts;
using Beckon.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Doors;

/// <summary>The way through a door that an API key opens, from the key to the events on disk.</summary>
public sealed class KeyDoor(Access access, SourceStore sources, Intake intake, IntakeRoom room, SourceHealth health)
{
    /// <param name="context">The request.</param>
    /// <param name="rules">Which door.</param>
    /// <param name="key">The key as the door's own manner of authentication gives it; null when there is none.</param>
    /// <param name="hint">What to say to a sender whose key is missing or wrong.</param>
    public async Task<Taken> TakeAsync(HttpContext context, DoorRules rules, string? key, string hint)
    {
        var admission = await AdmitAsync(key, Permission.Ingest, hint, context.RequestAborted);
        return admission.Caller is { } caller ? await TakeAsync(context, rules, caller.WorkspaceId) : Refused(admission.Refusal);
    }

    /// <summary>Who it is that this key opens the door to, when it gives the permission.</summary>
    public async ValueTask<Admission> AdmitAsync(string? key, Permission permission, string hint, CancellationToken ct)
    {
        var caller = key is null ? null : await access.AuthenticateKeyAsync(key, ct);
        if (caller is null) return new Admission(null, DoorProblems.Unauthorized(hint));
        return caller.Has(permission) ? new Admission(caller.ToCaller(), null) : new Admission(null, DoorProblems.MayNot(permission));
    }

    /// <summary>For calls that ask: what is disconnected answers nothing either.</summary>
    public async ValueTask<Admission> AdmitAsync(BuiltInSource builtIn, string? key, Permission permission, string hint, CancellationToken ct)
    {
        var admission = await AdmitAsync(key, permission, hint, ct);
        if (admission.Caller is not { } caller) return admission;
        var source = await sources.BuiltInAsync(caller.WorkspaceId, builtIn, ct);
        return source.DisconnectedAt is null ? admission : new Admission(null, DoorProblems.Disconnected(source.Name));
    }

    /// <summary>For a caller who is known and may send events.</summary>
    public Task<Taken> TakeAsync(HttpContext context, DoorRules rules, Guid workspaceId) =>
        TakeAsync(context, rules, workspaceId, (_, _) => ValueTask.FromResult(rules.Calling));

    /// <summary>For a door that must look something up before it can read the body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="rules">Which door.</param>
    /// <param name="workspaceId">Whose.</param>
    /// <param name="calling">How to read this body, which is not known to be JSON yet.</param>
    public async Task<Taken> TakeAsync(
        HttpContext context, DoorRules rules, Guid workspaceId, Func<Source, ReadOnlyMemory<byte>, ValueTask<Calling>> calling)
    {
        var ct = context.RequestAborted;
        var source = await sources.BuiltInAsync(workspaceId, rules.Source, ct);
        if (source.DisconnectedAt is not null) return Refused(DoorProblems.Disconnected(source.Name));
        using var body = await RequestBody.ReadAsync(context.Request, rules.MostBytes, room, ct);
        if (body.Problem is null) return await intake.TakeAsync(context.Request, source, body.Bytes, await calling(source, body.Bytes), ct);
        health.Refused(source, body.Problem);
        return Refused(body.Problem);
    }

    /// <summary>For a call that says everything in its address: <paramref name="said"/> is that as the body that its door reads.</summary>
    public async Task<Taken> TakeAsync(HttpContext context, DoorRules rules, Guid workspaceId, ReadOnlyMemory<byte> said)
    {
        var source = await sources.BuiltInAsync(workspaceId, rules.Source, context.RequestAborted);
        return source.DisconnectedAt is not null
            ? Refused(DoorProblems.Disconnected(source.Name))
            : await intake.TakeAsync(context.Request, source, said, rules.Calling, context.RequestAborted);
    }

    private static Taken Refused(ProblemDetails? problem) => new(0, problem);
}

/// <summary>Who comes in, or why nobody does.</summary>
public sealed record Admission(Caller? Caller, ProblemDetails? Refusal);

/// <summary>A door that an API key opens: how large a body may be, and whose source its events are of.</summary>
public sealed record DoorRules(BuiltInSource Source, int MostBytes, Adapter Adapt)
{
    /// <summary>The name of the door, where the source has several.</summary>
    public string? Door { get; init; }

    public Calling Calling => new(Door ?? Source.Kind, Adapt);
}
