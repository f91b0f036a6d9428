using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Jane;

/// <summary>The way of a webhook call from its source to the events on disk.</summary>
public sealed class JaneDoor(Access access, SourceStore sources, Intake intake, IntakeRoom room)
{
    private const int MostBytes = 1 << 20;
    private const string TimestampHeader = "X-Jane-Request-Timestamp";
    private const string SignatureHeader = "X-Jane-Signature";

    public async Task<Taken> TakeAsync(HttpContext context, string sourceId)
    {
        var (request, ct) = (context.Request, context.RequestAborted);
        var found = PublicId.TryParse(Ids.Source, sourceId, out var id) ? await sources.FindAsync(id, ct) : null;
        if (found is null || found.Source.Kind != JaneIntegration.Kind || found.Source.DisconnectedAt is not null)
        {
            return Refused(DoorProblems.UnknownSource(sourceId));
        }
        if (!await IsJaneAsync(request, found, ct))
        {
            return Refused(DoorProblems.Unauthorized(
                "Send the token that was set when Jane was connected in the header 'Authorization: Bearer …'."));
        }
        using var body = await RequestBody.ReadAsync(request, MostBytes, room, ct);
        if (body.Problem is { } problem) return Refused(problem);
        var timestamp = request.Headers[TimestampHeader].ToString();
        if (found.Secrets.SigningSecret is { } secret
            && !JaneSignature.IsValid(secret, timestamp, body.Bytes.Span, request.Headers[SignatureHeader].ToString()))
        {
            return Refused(DoorProblems.Unauthorized(
                $"{SignatureHeader} must be the hexadecimal HMAC-SHA256 of '{{{TimestampHeader}}}:{{raw body}}' under the signing secret."));
        }
        var call = new JaneCall(request.Query["event"], timestamp);
        return await intake.TakeAsync(
            request, found.Source, body.Bytes, new Calling(JaneIntegration.Kind, call.Read, call.ToJson()), ct);
    }

    private async ValueTask<bool> IsJaneAsync(HttpRequest request, ConnectedSource found, CancellationToken ct)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return false;
        var token = header[scheme.Length..].Trim();
        if (found.Secrets.IsToken(token)) return true;
        // Shops used to Jane's set-up elsewhere give Jane their API key.
        return await access.AuthenticateKeyAsync(token, ct) is { } key
            && key.WorkspaceId == found.Source.WorkspaceId && key.Has(Permission.Ingest);
    }

    private static Taken Refused(ProblemDetails problem) => new(0, problem);
}
