using Beckon.Accounts;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Templates;

/// <summary>Says whether a workspace can use the product feed "User abandoned items", and if not, why not.</summary>
public sealed class ProductFeedStore(NpgsqlDataSource source, WorkspaceStore workspaces)
{
    public async Task<FeedAvailability> ForAsync(Guid workspaceId, CancellationToken ct)
    {
        var workspace = await workspaces.GetAsync(workspaceId, ct);
        await using var connection = await source.OpenConnectionAsync(ct);
        var sources = await connection
            .Command(
                """
                select name, cart_abandonment from source
                where workspace_id = $1 and disconnected_at is null and cart_abandonment <> 'none'
                order by created_at
                """)
            .With(workspaceId)
            .ReadAsync(row => (row.GetString(0), Words.Read<CartAbandonment>(row.GetString(1))), ct);
        return Decide(workspace.Plan, sources);
    }

    /// <summary>Offered with a Dynamic trigger and the plan Marketing Pro.</summary>
    internal static FeedAvailability Decide(Plan plan, IReadOnlyList<(string Name, CartAbandonment Trigger)> sources)
    {
        if (plan != Plan.MarketingPro) return new(false, "Product feeds need the plan Marketing Pro.");
        if (sources.Count == 0)
            return new(false, "No connected source reports abandoned carts yet. Connect one in Settings > Integrations.");
        if (sources.Any(one => one.Trigger == CartAbandonment.Dynamic)) return new(true, null);
        var names = string.Join(" and ", sources.Select(one => one.Name));
        return new(
            false,
            $"{names} says that a cart was abandoned but not which products (a Simple trigger). The feed needs a source that sends the products too (a Dynamic trigger).");
    }
}

/// <summary>Whether something is offered, and if not, why not.</summary>
public sealed record FeedAvailability(bool Available, string? Reason);
