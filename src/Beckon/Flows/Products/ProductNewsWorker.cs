using Beckon.Accounts;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Logging;

namespace Beckon.Flows.Products;

/// <summary>Tells of products twice a minute: what comes within that time is told together.</summary>
public sealed class ProductNewsWorker(ProductNewsTeller teller, WorkspaceStore workspaces, LaneLeases leases, Node node, TimeProvider time, ILogger<ProductNewsWorker> log)
    : RoundsWorker(workspaces, leases, node, time, log)
{
    protected override string What => "news of products";

    protected override Task LookAfterAsync(Guid workspaceId, CancellationToken ct) => teller.TellAsync(workspaceId, ct);
}
