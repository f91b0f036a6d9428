using Beckon.Events.Erasing;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Audiences;

/// <summary>Takes a person out of all audiences.</summary>
public static class AudienceEraseStore
{
    public static Task<int> EraseMembershipsAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) => connection
        .Command(
            """
            delete from audience_member m using audience a
            where m.workspace_id = $1 and a.workspace_id = $1 and m.audience_id = a.id and m.contact_id = any($2)
            """)
        .With(person.WorkspaceId).With(person.Ids)
        .RunAsync(ct);

    public static Task<int> EraseStandingsAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) => connection
        .Command("delete from audience_standing where workspace_id = $1 and contact_id = any($2)")
        .With(person.WorkspaceId).With(person.Ids)
        .RunAsync(ct);

    public static Task<int> EraseChangesAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) => connection
        .Command("delete from contact_change where workspace_id = $1 and contact_id = any($2)")
        .With(person.WorkspaceId).With(person.Ids)
        .RunAsync(ct);
}
