using Beckon.Events.Erasing;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Flows;

/// <summary>Takes a person out of the flows: runs that wait end, and of those that ended nothing stays.</summary>
public static class FlowRunEraseStore
{
    public static Task<int> EraseRunsAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        connection.Command("delete from flow_run where workspace_id = $1 and contact_id = any($2)").With(person.WorkspaceId).With(person.Ids).RunAsync(ct);
}
