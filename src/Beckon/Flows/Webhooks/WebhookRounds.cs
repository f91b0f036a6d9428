using Beckon.Accounts;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Flows.Webhooks;

/// <summary>Forgets calls that ended long ago.</summary>
public sealed class WebhookRounds(NpgsqlDataSource database, WorkspaceStore workspaces, LaneLeases leases, Node node, TimeProvider time, ILogger<WebhookRounds> log)
    : RoundsWorker(workspaces, leases, node, time, log)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    protected override string What => "calls of webhooks that ended long ago";

    protected override async Task LookAfterAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await WebhookStore.ForgetAsync(connection, workspaceId, Time.GetUtcNow() - Kept, ct);
    }
}
