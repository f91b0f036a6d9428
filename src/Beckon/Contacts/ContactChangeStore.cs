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

    public static Task NoteAsync(NpgsqlConnection connection, Guid workspaceId, IEnumerable<Guid> contacts, CancellationToken ct) =>
        NoteAsync(connection, workspaceId, contacts.Select(contact => (contact, 0)), ct);

    /// <summary>The same, with how many flows have led to each other up to the change.</summary>
    public static Task NoteAsync(NpgsqlConnection connection, Guid workspaceId, IEnumerable<(Guid Contact, int Depth)> changes, CancellationToken ct)
    {
        // Two writers that sort alike never wait for each other in a ring.
        var sorted = changes.GroupBy(change => change.Contact).Select(group => (Contact: group.Key, Depth: group.Max(change => change.Depth))).OrderBy(change => change.Contact).ToList();
        return sorted.Count == 0 ? Task.CompletedTask : connection
            .Command(
                """
                insert into contact_change (workspace_id, contact_id, depth) select $1, t.id, t.depth from unnest($2, $3) as t(id, depth)
                on conflict (workspace_id, contact_id) do update set depth = excluded.depth where contact_change.depth < excluded.depth
                """)
            .With(workspaceId).With(sorted.Select(change => change.Contact).ToArray()).With(sorted.Select(change => change.Depth).ToArray())
            .RunAsync(ct);
    }

    /// <summary>Takes what was noted, at most so many: whoever takes it works it out in the same transaction.</summary>
    public static async Task<Dictionary<Guid, int>> TakeAsync(NpgsqlConnection connection, Guid workspaceId, int most, CancellationToken ct) => (await connection
        .Command(
            """
            delete from contact_change where workspace_id = $1 and contact_id in (
                select k.contact_id from contact_change k where k.workspace_id = $1 order by k.contact_id limit $2)
            returning contact_id, depth
            """)
        .With(workspaceId).With(most)
        .ReadAsync(row => (Contact: row.GetGuid(0), Depth: row.GetInt32(1)), ct)).ToDictionary(change => change.Contact, change => change.Depth);
}
