using Beckon.Events.Erasing;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Identity;

/// <summary>Takes a person out of the journal of merges, which holds identifiers, and out of the conflicts.</summary>
public static class MergeEraseStore
{
    public static Task<int> EraseMergesAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        connection
            .Command("delete from contact_merge where workspace_id = $1 and (from_contact = any($2) or into_contact = any($2))")
            .With(person.WorkspaceId).With(person.Ids)
            .RunAsync(ct);

    public static Task<int> EraseConflictsAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        connection
            .Command("delete from identity_conflict where workspace_id = $1 and (kept_contact = any($2) or other_contact = any($2))")
            .With(person.WorkspaceId).With(person.Ids)
            .RunAsync(ct);

    public static Task<int> EraseApartAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        connection
            .Command("delete from contact_apart where workspace_id = $1 and (contact_id = any($2) or other_id = any($2))")
            .With(person.WorkspaceId).With(person.Ids)
            .RunAsync(ct);
}
