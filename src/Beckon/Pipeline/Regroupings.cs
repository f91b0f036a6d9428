using Beckon.Contacts.Fields;
using Beckon.Contacts.Groups;
using Beckon.Discounts;
using Beckon.Identity;
using Beckon.Loyalty;
using Beckon.Orders;
using Npgsql;

namespace Beckon.Pipeline;

/// <summary>What merges, and merges that are undone, do to everything that is kept of contacts. A new table of theirs has a line in both.</summary>
public static class Regroupings
{
    public static async Task MergeAsync(NpgsqlConnection connection, Guid workspaceId, List<Merge> merges, CancellationToken ct)
    {
        if (merges.Count == 0) return;
        await MergeStore.MoveAsync(connection, workspaceId, merges, ct);
        await CartStore.JoinAsync(connection, workspaceId, merges, ct);
        await MemberStore.MoveAsync(connection, workspaceId, merges, ct);
        await DiscountMoveStore.MoveAsync(connection, workspaceId, merges, ct);
        foreach (var merge in merges)
        {
            var fields = await FieldStore.JoinAsync(connection, workspaceId, merge.From, merge.Into, ct);
            var groups = await GroupStore.JoinAsync(connection, workspaceId, merge.From, merge.Into, ct);
            await MergeStore.NoteGivenAsync(connection, workspaceId, merge.Id, fields, groups, ct);
        }
    }

    public static async Task UndoAsync(NpgsqlConnection connection, Guid workspaceId, List<Split> splits, CancellationToken ct)
    {
        if (splits.Count == 0) return;
        await SplitStore.GiveBackAsync(connection, workspaceId, splits, ct);
        await CartStore.SplitAsync(connection, workspaceId, splits, ct);
        await MemberStore.GiveBackAsync(connection, workspaceId, splits, ct);
        await DiscountMoveStore.GiveBackAsync(connection, workspaceId, splits, ct);
        foreach (var split in splits) await TakeCopiesBackAsync(connection, workspaceId, split, ct);
    }

    // What a contact on the way got from whoever is given back, unless it has it from somebody else who stays, too.
    private static async Task TakeCopiesBackAsync(NpgsqlConnection connection, Guid workspaceId, Split split, CancellationToken ct)
    {
        var (fields, groups) = (default(string[]), default(Guid[]));
        foreach (var given in await SplitStore.GivenAsync(connection, workspaceId, split, ct))
        {
            fields = fields is null ? given.Fields : [.. fields.Intersect(given.Fields)];
            groups = groups is null ? given.Groups : [.. groups.Intersect(given.Groups)];
            await FieldStore.TakeBackAsync(connection, workspaceId, given.Contact, split.Contact, fields, ct);
            await GroupStore.TakeBackAsync(connection, workspaceId, given.Contact, groups, ct);
            foreach (var other in await SplitStore.MergedIntoAsync(connection, workspaceId, given.Contact, ct))
            {
                await FieldStore.JoinAsync(connection, workspaceId, other, given.Contact, ct);
                await GroupStore.JoinAsync(connection, workspaceId, other, given.Contact, ct);
            }
        }
    }
}
