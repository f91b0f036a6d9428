using Beckon.Events.Erasing;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Rfm;

/// <summary>Takes a person out of the scores; counts of segments that they were in name nobody.</summary>
public static class RfmEraseStore
{
    public static Task<int> EraseAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        connection.Command("delete from rfm_score where workspace_id = $1 and contact_id = any($2)").With(person.WorkspaceId).With(person.Ids).RunAsync(ct);
}
