using Beckon.Events.Erasing;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Loyalty;

/// <summary>Takes a person out of the loyalty programme.</summary>
public static class MemberEraseStore
{
    public static Task<int> EraseAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        connection
            .Command("delete from loyalty_member where workspace_id = $1 and (contact_id = any($2) or joined_as = any($2))")
            .With(person.WorkspaceId).With(person.Ids)
            .RunAsync(ct);
}
