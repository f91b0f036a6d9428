using System.Security.Cryptography;
using System.Text;
using Beckon.Integrations.Doors;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.BigCommerce;

/// <summary>
/// How BigCommerce proves itself: by a header of its own with our token, given when a webhook is made, or, where the client secret of the API account
/// is known, by its signature (Standard Webhooks).
/// </summary>
public static class BigCommerceProof
{
    private const string SignatureHeader = "webhook-signature";
    private const string Version = "v1,";

    public static async ValueTask<ProblemDetails?> AdmitAsync(WebhookCall call, CancellationToken ct)
    {
        if (call.Secrets.SigningSecret is not null && call.Header(SignatureHeader).Length > 0) return null;
        if (call.Bearer() is { } token && (call.Secrets.IsToken(token) || await call.Keys(token, ct))) return null;
        return DoorProblems.Unauthorized("Make the webhook with the header 'Authorization: Bearer …' and the token that was shown when BigCommerce was connected.");
    }

    public static ProblemDetails? Verify(WebhookCall call, ReadOnlyMemory<byte> body)
    {
        if (call.Secrets.SigningSecret is not { } secret || call.Header(SignatureHeader) is not { Length: > 0 } signatures) return null;
        var own = Sign(secret, call.Header("webhook-id"), call.Header("webhook-timestamp"), body.Span);
        return signatures.Split(' ').Any(one => one.StartsWith(Version, StringComparison.Ordinal) && IsSame(one[Version.Length..], own))
            ? null
            : DoorProblems.Unauthorized($"{SignatureHeader} must be the signature of the call under the client secret, as Standard Webhooks says.");
    }

    /// <summary>Base64 HMAC-SHA256 over id, time and body.</summary>
    public static string Sign(string secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hash.AppendData(body);
        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    private static bool IsSame(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
