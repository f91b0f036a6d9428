using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.WooCommerce;

/// <summary>How WooCommerce proves itself: by a signature over the body under the secret of the webhook.</summary>
public static class WooCommerceProof
{
    private const string SignatureHeader = "X-WC-Webhook-Signature";

    public static ProblemDetails? Verify(WebhookCall call, ReadOnlyMemory<byte> body)
    {
        if (IsPing(body.Span)) return null;
        return call.Secrets.SigningSecret is { } secret && Base64Signature.IsValid(secret, body.Span, call.Header(SignatureHeader))
            ? null
            : DoorProblems.Unauthorized($"{SignatureHeader} must be the Base64 HMAC-SHA256 of the raw body under the secret that was set when WooCommerce was connected.");
    }

    /// <summary>When a webhook is switched on, a form with its number comes, unsigned. It says nothing, and without a 2xx it is not switched on.</summary>
    public static bool IsPing(ReadOnlySpan<byte> body)
    {
        var text = body.Trim(" \t\r\n"u8);
        return text.StartsWith("webhook_id="u8) && !text["webhook_id="u8.Length..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }
}
