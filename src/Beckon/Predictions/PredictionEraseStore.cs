using Beckon.Events.Erasing;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Predictions;

/// <summary>Takes a person out of the predictions; sums that they were in name nobody.</summary>
public static class PredictionEraseStore
{
    public static Task<int> EraseAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        connection.Command("delete from prediction where workspace_id = $1 and contact_id = any($2)").With(person.WorkspaceId).With(person.Ids).RunAsync(ct);
}
