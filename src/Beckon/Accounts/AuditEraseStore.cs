using Beckon.Storage;
using Npgsql;

namespace Beckon.Accounts;

/// <summary>Takes a person out of the audit log: that something was done, when and by whom, stays.</summary>
public static class AuditEraseStore
{
    /// <param name="connection">In whose transaction.</param>
    /// <param name="workspaceId">Whose log.</param>
    /// <param name="texts">Details that have one of these in them go.</param>
    /// <param name="ct">Ends the wait.</param>
    public static Task<int> EraseDetailsAsync(NpgsqlConnection connection, Guid workspaceId, string[] texts, CancellationToken ct) =>
        connection
            .Command(
                """
                update audit_entry a set details = '{}'
                where a.workspace_id = $1
                  and exists (select from unnest($2) as t(said) where position(lower(t.said) in lower(a.details::text)) > 0)
                """)
            .With(workspaceId).With(texts)
            .RunAsync(ct);
}
