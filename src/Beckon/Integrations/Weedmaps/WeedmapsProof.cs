using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Weedmaps;

/// <summary>How Weedmaps proves itself: by a signature over the body under the client secret of the integration.</summary>
public static class WeedmapsProof
{
    private const string SignatureHeader = "Signature";

    public static ProblemDetails? Verify(WebhookCall call, ReadOnlyMemory<byte> body) =>
        call.Secrets.SigningSecret is { } secret && Base64Signature.IsValid(secret, body.Span, call.Header(SignatureHeader))
            ? null
            : DoorProblems.Unauthorized($"The header {SignatureHeader} must be the Base64 HMAC-SHA256 of the raw body under the client secret.");
}
