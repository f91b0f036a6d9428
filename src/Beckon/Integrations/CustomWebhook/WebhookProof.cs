using System.Security.Cryptography;
using System.Text;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.CustomWebhook;

/// <summary>
/// How a sender proves itself: by the token, in a header or, where it can set none, in the address; and by a signature where a secret is set.
/// </summary>
public static class WebhookProof
{
    private static readonly string[] SignatureHeaders = ["X-Signature", "X-Hub-Signature-256", "X-Webhook-Signature"];

    public static async ValueTask<ProblemDetails?> AdmitAsync(WebhookCall call, CancellationToken ct)
    {
        var token = call.Bearer() ?? call.Request.Query["token"].ToString();
        if (token.Length > 0 && (call.Secrets.IsToken(token) || await call.Keys(token, ct))) return null;
        return DoorProblems.Unauthorized("Send the token in the header 'Authorization: Bearer …', or add ?token=… to the address.");
    }

    public static ProblemDetails? Verify(WebhookCall call, ReadOnlyMemory<byte> body)
    {
        if (call.Secrets.SigningSecret is not { } secret) return null;
        return Array.Exists(SignatureHeaders, name => IsSigned(secret, body.Span, call.Header(name)))
            ? null
            : DoorProblems.Unauthorized(
                $"One of {string.Join(", ", SignatureHeaders)} must be the HMAC-SHA256 of the raw body under the signing secret, in hexadecimal or Base64.");
    }

    private static bool IsSigned(string secret, ReadOnlySpan<byte> body, string signature)
    {
        const string prefix = "sha256=";
        if (signature.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) signature = signature[prefix.Length..];
        return Base64Signature.IsValid(secret, body, signature) || IsHex(secret, body, signature);
    }

    private static bool IsHex(string secret, ReadOnlySpan<byte> body, string signature)
    {
        if (signature.Length != 2 * SHA256.HashSizeInBytes || !signature.All(char.IsAsciiHexDigit)) return false;
        Span<byte> own = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body, own);
        return CryptographicOperations.FixedTimeEquals(own, Convert.FromHexString(signature));
    }
}
