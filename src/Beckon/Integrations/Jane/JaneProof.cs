using Beckon.Integrations.Doors;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Jane;

/// <summary>How Jane proves itself: by its token and, where a signing secret is set, by its signature.</summary>
public static class JaneProof
{
    public const string TimestampHeader = "X-Jane-Request-Timestamp";
    private const string SignatureHeader = "X-Jane-Signature";

    public static async ValueTask<ProblemDetails?> AdmitAsync(WebhookCall call, CancellationToken ct)
    {
        // Shops used to Jane's set-up elsewhere give Jane their API key.
        if (call.Bearer() is { } token && (call.Secrets.IsToken(token) || await call.Keys(token, ct))) return null;
        return DoorProblems.Unauthorized("Send the token that was set when Jane was connected in the header 'Authorization: Bearer …'.");
    }

    public static ProblemDetails? Verify(WebhookCall call, ReadOnlyMemory<byte> body)
    {
        if (call.Secrets.SigningSecret is not { } secret) return null;
        if (JaneSignature.IsValid(secret, call.Header(TimestampHeader), body.Span, call.Header(SignatureHeader))) return null;
        return DoorProblems.Unauthorized(
            $"{SignatureHeader} must be the hexadecimal HMAC-SHA256 of '{{{TimestampHeader}}}:{{raw body}}' under the signing secret.");
    }
}
