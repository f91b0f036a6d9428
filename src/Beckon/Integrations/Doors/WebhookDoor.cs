using Beckon.Accounts;
using Beckon.Events;
using Beckon.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Doors;

/// <summary>The way of a platform's call from the source it names to the events on disk.</summary>
public sealed class WebhookDoor(Access access, SourceStore sources, Intake intake, IntakeRoom room, SourceHealth health)
{
    public async Task<Taken> TakeAsync(HttpContext context, string sourceId)
    {
        var (request, ct) = (context.Request, context.RequestAborted);
        var found = PublicId.TryParse(Ids.Source, sourceId, out var id) ? await sources.FindAsync(id, ct) : null;
        if (found is null || found.Source.DisconnectedAt is not null || WebhookOf(found.Source) is not { } webhook)
        {
            return Refused(DoorProblems.UnknownSource(sourceId));
        }
        var call = new WebhookCall(request, found, (key, stop) => IsKeyAsync(found.Source, key, stop));
        if (webhook.Admit is { } admit && await admit(call, ct) is { } shut) return Refused(shut, found.Source);
        using var body = await RequestBody.ReadAsync(request, webhook.MostBytes, room, ct);
        if (body.Problem is { } problem) return Refused(problem, found.Source);
        if (webhook.Verify?.Invoke(call, body.Bytes) is { } forged) return Refused(forged, found.Source);
        if (webhook.Keep is { } keep && await keep(call, body.Bytes) is { } kept) return kept;
        return webhook.Read(call, body.Bytes) is { } calling
            ? await intake.TakeAsync(request, found.Source, body.Bytes, calling, ct)
            : new Taken(0, null);
    }

    private static Webhook? WebhookOf(Source source) => KnownIntegrations.TryFind(source.Kind, out var integration) ? integration.Webhook : null;

    private async ValueTask<bool> IsKeyAsync(Source source, string key, CancellationToken ct) =>
        await access.AuthenticateKeyAsync(key, ct) is { } caller && caller.WorkspaceId == source.WorkspaceId && caller.Has(Permission.Ingest);

    private static Taken Refused(ProblemDetails problem) => new(0, problem);

    private Taken Refused(ProblemDetails problem, Source source)
    {
        health.Refused(source, problem);
        return Refused(problem);
    }
}
