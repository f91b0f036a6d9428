using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Shopify;

/// <summary>How Shopify proves itself. While a secret is being exchanged, Shopify signs with the old one for up to an hour: both are taken.</summary>
public static class ShopifyProof
{
    public const string PreviousSecret = "previousSecret";
    private const string SignatureHeader = "X-Shopify-Hmac-Sha256";

    public static ProblemDetails? Verify(WebhookCall call, ReadOnlyMemory<byte> body)
    {
        var signature = call.Header(SignatureHeader);
        return IsValid(call.Secrets.SigningSecret, body, signature) || IsValid(call.Secrets[PreviousSecret], body, signature)
            ? null
            : DoorProblems.Unauthorized($"{SignatureHeader} must be the Base64 HMAC-SHA256 of the raw body under the signing secret of this connection.");
    }

    private static bool IsValid(string? secret, ReadOnlyMemory<byte> body, string signature) =>
        secret is not null && Base64Signature.IsValid(secret, body.Span, signature);
}
