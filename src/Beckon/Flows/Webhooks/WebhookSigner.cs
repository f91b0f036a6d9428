using System.Security.Cryptography;
using System.Text;
using Beckon.Kernel;

namespace Beckon.Flows.Webhooks;

/// <summary>
/// Signs calls as Standard Webhooks (standardwebhooks.com) has it, so that receivers can use its libraries: <c>webhook-id</c>, <c>webhook-timestamp</c>, and
/// <c>webhook-signature</c> with one signature by the secret and, where it was changed, one by that before.
/// </summary>
public sealed class WebhookSigner(MasterKey key)
{
    private const string Purpose = "webhook-secret";

    /// <summary>The secret of a workspace, as receivers keep it.</summary>
    public string Secret(Guid workspaceId, int version) => $"whsec_{Convert.ToBase64String(KeyOf(workspaceId, version))}";

    public string Sign(Guid workspaceId, int version, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        byte[] said = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return version == 0 ? One(workspaceId, 0, said) : $"{One(workspaceId, version, said)} {One(workspaceId, version - 1, said)}";
    }

    private string One(Guid workspaceId, int version, byte[] said) => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(KeyOf(workspaceId, version), said))}";

    private byte[] KeyOf(Guid workspaceId, int version) => key.Sign(Purpose, Encoding.UTF8.GetBytes($"{workspaceId:n} {version}"));
}
