using Beckon.Events.Erasing;
using Beckon.Identity;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Discounts;

/// <summary>Hands codes on with the people who have them, and forgets who had them.</summary>
public static class DiscountMoveStore
{
    /// <summary>Hands the codes of merged contacts over.</summary>
    public static async Task MoveAsync(NpgsqlConnection connection, Guid workspaceId, List<Merge> merges, CancellationToken ct)
    {
        foreach (var merge in merges)
        {
            await connection
                .Command("update discount_code set contact_id = $3 where workspace_id = $1 and contact_id = $2")
                .With(workspaceId).With(merge.From).With(merge.Into)
                .RunAsync(ct);
        }
    }

    /// <summary>Gives codes back to those who were given them.</summary>
    public static async Task GiveBackAsync(NpgsqlConnection connection, Guid workspaceId, List<Split> splits, CancellationToken ct)
    {
        foreach (var split in splits)
        {
            await connection
                .Command("update discount_code set contact_id = $2 where workspace_id = $1 and contact_id = $3 and given_to = any($4)")
                .With(workspaceId).With(split.Contact).With(split.Stays).With(split.Own)
                .RunAsync(ct);
        }
    }

    public static Task<int> EraseAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) => connection
        .Command("update discount_code set contact_id = null, given_to = null, run_id = null where workspace_id = $1 and contact_id = any($2)")
        .With(person.WorkspaceId).With(person.Ids)
        .RunAsync(ct);
}
