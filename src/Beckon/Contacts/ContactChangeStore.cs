using Beckon.Storage;
using Npgsql;

namespace Beckon.Contacts;

/// <summary>
/// Notes contacts that were changed apart from events, so that what follows from what is known of them (their audiences) is worked out anew. Written in
/// the transaction of the change.
/// </summary>
public static class ContactChangeStore
{
    /// <summary>Stands for all contacts of a workspace.</summary>
    public static readonly Guid Everybody = Guid.Empty;

    public static Task NoteAsync(NpgsqlConnection connection, Guid workspaceId, IEnumerable<Guid> contacts, CancellationToken ct)
    {
        // Two writers that sort alike never wait for each other in a ring.
        Guid[] sorted = [.. contacts.Distinct().Order()];
        return sorted.Length == 0 ? Task.CompletedTask : connection
            .Command("insert into contact_change (workspace_id, contact_id) select $1, t.id from unnest($2) as t(id) on conflict do nothing")
            .With(workspaceId).With(sorted)
            .RunAsync(ct);
    }

    /// <summary>Takes what was noted, at most so many: whoever takes it works it out in the same transaction.</summary>
    public static Task<List<Guid>> TakeAsync(NpgsqlConnection connection, Guid workspaceId, int most, CancellationToken ct) => connection
        .Command(
            """
            delete from contact_change where workspace_id = $1 and contact_id in (
                select k.contact_id from contact_change k where k.workspace_id = $1 order by k.contact_id limit $2)
            returning contact_id
            """)
        .With(workspaceId).With(most)
        .ReadAsync(row => row.GetGuid(0), ct);
}
