using Beckon.Analytics;
using Beckon.Audiences.Membership;
using Beckon.Catalog;
using Beckon.Contacts;
using Beckon.Contacts.Fields;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Loyalty;
using Beckon.Orders;
using Npgsql;

namespace Beckon.Pipeline;

/// <summary>What events lead to when it is known whose they are, in order. This is the table of contents of processing.</summary>
public sealed class Effects(Memberships audiences, FlowReactions flows, TimeProvider time)
{
    /// <summary>Writes the effects in the transaction the connection is in; the result is what flows made of them.</summary>
    public async Task<Reaction> ApplyAsync(NpgsqlConnection connection, Guid workspaceId, IEnumerable<Stretch> stretches, CancellationToken ct)
    {
        var reaction = Reaction.None;
        foreach (var stretch in stretches) reaction = reaction.And(await ApplyAsync(connection, workspaceId, stretch, ct));
        return reaction;
    }

    private async Task<Reaction> ApplyAsync(NpgsqlConnection connection, Guid workspaceId, Stretch stretch, CancellationToken ct)
    {
        var (merges, resolved) = stretch;
        var splits = stretch.Splits ?? [];
        await Regroupings.UndoAsync(connection, workspaceId, splits, ct);
        await Regroupings.MergeAsync(connection, workspaceId, merges, ct);
        await EventStore.AppendAsync(connection, workspaceId, resolved, ct);
        await TraitStore.FoldAsync(connection, workspaceId, resolved, ct);
        await ConsentClaimStore.ApplyAsync(connection, workspaceId, resolved, ct);
        await ProfileFields.FoldAsync(connection, workspaceId, resolved, time, ct);
        await MemberStore.FoldAsync(connection, workspaceId, resolved, ct);
        var news = await ProductStore.FoldAsync(connection, workspaceId, resolved, time, ct);
        var carts = await CartStore.FoldAsync(connection, workspaceId, resolved, time, ct);
        var orders = await OrderStore.FoldAsync(connection, workspaceId, resolved, time, ct);
        Guid[] regrouped = [.. merges.SelectMany(merge => new[] { merge.From, merge.Into }).Concat(splits.SelectMany(split => new[] { split.Contact, split.Stays }))];
        orders.CountAnew(regrouped);
        var touched = await FeedbackStore.FoldAsync(connection, workspaceId, resolved, ct);
        await CreditAsync(connection, workspaceId, orders, touched, ct);
        var followed = await audiences.FollowAsync(
            connection, workspaceId, resolved, regrouped, [.. orders.Contacts, .. carts.Values.Select(cart => cart.FormerContact).OfType<Guid>()], ct);
        if (news.Count > 0) await InboxStore.WriteWithinAsync(connection, [InboxRow.From(workspaceId, news)], ct);
        var reaction = await flows.ReactAsync(connection, workspaceId, resolved, carts, ct);
        return reaction with { News = reaction.News + news.Count + followed.News, Due = reaction.Due || followed.Due };
    }

    // An order may have been another contact's until now, who is in another lane: what is counted anew is locked first, so that the last to count
    // sees the orders as they are.
    private static async Task CreditAsync(
        NpgsqlConnection connection, Guid workspaceId, OrderChanges orders, HashSet<Guid> touched, CancellationToken ct)
    {
        Guid[] concerned = [.. orders.Contacts.Union(orders.Recount).Union(touched).Order()];
        if (concerned.Length == 0) return;
        await OrderStore.LockAsync(connection, workspaceId, concerned, ct);
        await OrderStore.CountAsync(connection, workspaceId, orders, ct);
        await CreditStore.CreditAsync(connection, workspaceId, concerned, ct);
    }
}
