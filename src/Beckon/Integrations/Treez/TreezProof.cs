using Beckon.Integrations.Doors;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Treez;

/// <summary>How Treez proves itself: by the token that was entered at its webhook.</summary>
public static class TreezProof
{
    public static async ValueTask<ProblemDetails?> AdmitAsync(WebhookCall call, CancellationToken ct)
    {
        if (call.Bearer() is { } token && (call.Secrets.IsToken(token) || await call.Keys(token, ct))) return null;
        return DoorProblems.Unauthorized("Send the token that was set when Treez was connected in the header 'Authorization: Bearer …'.");
    }
}
