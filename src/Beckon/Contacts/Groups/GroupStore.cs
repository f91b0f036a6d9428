using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Contacts.Groups;

/// <summary>Lists and tags and who is in them. Those that were merged away are not counted.</summary>
public static class GroupStore
{
    private const string Members =
        """
        (select count(*) from contact_group_member m where m.workspace_id = $1 and m.group_id = g.id)
        - (select count(*) from contact_group_member m join contact c on c.workspace_id = $1 and c.id = m.contact_id and c.merged_into is not null
           where m.workspace_id = $1 and m.group_id = g.id)
        """;

    public static Task<List<ContactGroup>> ListAsync(NpgsqlConnection connection, Guid workspaceId, GroupKind kind, CancellationToken ct) =>
        connection
            .Command($"select g.id, g.kind, g.name, {Members}, g.created_at from contact_group g where g.workspace_id = $1 and g.kind = $2 order by lower(g.name)")
            .With(workspaceId).With(Words.Of(kind))
            .ReadAsync(Read, ct);

    /// <summary>The names alone, which cost nothing to count.</summary>
    public static Task<List<(Guid Id, string Name)>> NamesAsync(NpgsqlConnection connection, Guid workspaceId, GroupKind kind, CancellationToken ct) => connection
        .Command("select id, name from contact_group where workspace_id = $1 and kind = $2")
        .With(workspaceId).With(Words.Of(kind))
        .ReadAsync(row => (row.GetGuid(0), row.GetString(1)), ct);

    public static Task<ContactGroup?> FindAsync(NpgsqlConnection connection, Guid workspaceId, GroupKind kind, Guid id, CancellationToken ct) =>
        connection
            .Command($"select g.id, g.kind, g.name, {Members}, g.created_at from contact_group g where g.workspace_id = $1 and g.kind = $2 and g.id = $3")
            .With(workspaceId).With(Words.Of(kind)).With(id)
            .FindAsync(Read, ct);

    /// <summary>The id of the group of this name, whatever its capitals; null when there is none.</summary>
    public static async Task<Guid?> IdOfAsync(NpgsqlConnection connection, Guid workspaceId, GroupKind kind, string name, CancellationToken ct)
    {
        var found = await connection
            .Command("select g.id from contact_group g where g.workspace_id = $1 and g.kind = $2 and lower(g.name) = lower($3)")
            .With(workspaceId).With(Words.Of(kind)).With(name)
            .ReadAsync(row => row.GetGuid(0), ct);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Makes a group; null when there is one of this name.</summary>
    public static async Task<Guid?> AddAsync(
        NpgsqlConnection connection, Guid workspaceId, GroupKind kind, string name, DateTimeOffset at, CancellationToken ct)
    {
        var made = await connection
            .Command(
                """
                insert into contact_group (workspace_id, id, kind, name, created_at) values ($1, $2, $3, $4, $5)
                on conflict (workspace_id, kind, lower(name)) do nothing
                returning id
                """)
            .With(workspaceId).With(Guid.CreateVersion7(at)).With(Words.Of(kind)).With(name).With(at.UtcDateTime)
            .ReadAsync(row => row.GetGuid(0), ct);
        return made.Count == 0 ? null : made[0];
    }

    /// <summary>The ids of the tags of these names, those made that are new; by the names as they are given.</summary>
    public static async Task<Dictionary<string, Guid>> TagsAsync(
        NpgsqlConnection connection, Guid workspaceId, IReadOnlyCollection<string> names, DateTimeOffset at, CancellationToken ct)
    {
        var ids = new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase))
        {
            var id = await IdOfAsync(connection, workspaceId, GroupKind.Tag, name, ct)
                ?? await AddAsync(connection, workspaceId, GroupKind.Tag, name, at, ct)
                ?? await IdOfAsync(connection, workspaceId, GroupKind.Tag, name, ct);
            if (id is { } known) ids[name] = known;
        }
        return ids;
    }

    /// <summary>False when there is none, or another has the name.</summary>
    public static async Task<bool> RenameAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, string name, CancellationToken ct)
    {
        try
        {
            return await connection
                .Command("update contact_group set name = $3 where workspace_id = $1 and id = $2")
                .With(workspaceId).With(id).With(name)
                .RunAsync(ct) == 1;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }

    public static async Task RemoveAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct)
    {
        await connection.Command("delete from contact_group where workspace_id = $1 and id = $2").With(workspaceId).With(id).RunAsync(ct);
        await connection.Command("delete from contact_group_member where workspace_id = $1 and group_id = $2").With(workspaceId).With(id).RunAsync(ct);
    }

    /// <summary>Puts contacts into groups, pair by pair; how many were not there before.</summary>
    public static async Task<int> PutAsync(
        NpgsqlConnection connection, Guid workspaceId, IReadOnlyCollection<(Guid Group, Guid Contact)> pairs, DateTimeOffset at, CancellationToken ct)
    {
        if (pairs.Count == 0) return 0;
        // Two writers that sort alike never wait for each other in a ring.
        var sorted = pairs.Distinct().Order().ToList();
        return await connection
            .Command(
                """
                insert into contact_group_member (workspace_id, group_id, contact_id, added_at)
                select $1, t.g, t.c, $4 from unnest($2, $3) as t(g, c)
                on conflict (workspace_id, group_id, contact_id) do nothing
                """)
            .With(workspaceId)
            .With(sorted.Select(pair => pair.Group).ToArray())
            .With(sorted.Select(pair => pair.Contact).ToArray())
            .With(at.UtcDateTime)
            .RunAsync(ct);
    }

    /// <summary>Takes contacts out of a group; how many were in it.</summary>
    public static Task<int> TakeOutAsync(NpgsqlConnection connection, Guid workspaceId, Guid groupId, Guid[] contacts, CancellationToken ct) =>
        connection
            .Command("delete from contact_group_member where workspace_id = $1 and group_id = $2 and contact_id = any($3)")
            .With(workspaceId).With(groupId).With(contacts)
            .RunAsync(ct);

    /// <summary>The groups that a contact is in.</summary>
    public static Task<List<(Guid Id, GroupKind Kind, string Name)>> OfAsync(NpgsqlConnection connection, Guid workspaceId, Guid contactId, CancellationToken ct) =>
        connection
            .Command(
                """
                select g.id, g.kind, g.name from contact_group_member m
                join contact_group g on g.workspace_id = $1 and g.id = m.group_id
                where m.workspace_id = $1 and m.contact_id = $2 order by lower(g.name)
                """)
            .With(workspaceId).With(contactId)
            .ReadAsync(row => (row.GetGuid(0), Words.Read<GroupKind>(row.GetString(1)), row.GetString(2)), ct);

    /// <summary>
    /// Puts who stays into the groups of somebody who is merged into them: those they were not in. It is a copy: who is split off again finds everything
    /// where it was.
    /// </summary>
    public static async Task<Guid[]> JoinAsync(NpgsqlConnection connection, Guid workspaceId, Guid from, Guid into, CancellationToken ct) =>
    [
        .. await connection
            .Command(
                """
                insert into contact_group_member (workspace_id, group_id, contact_id, added_at)
                select $1, m.group_id, $3, m.added_at from contact_group_member m where m.workspace_id = $1 and m.contact_id = $2
                on conflict (workspace_id, group_id, contact_id) do nothing
                returning group_id
                """)
            .With(workspaceId).With(from).With(into)
            .ReadAsync(row => row.GetGuid(0), ct),
    ];

    /// <summary>Takes a contact out of groups again.</summary>
    public static Task<int> TakeBackAsync(NpgsqlConnection connection, Guid workspaceId, Guid from, Guid[] groups, CancellationToken ct) => connection
        .Command("delete from contact_group_member where workspace_id = $1 and contact_id = $2 and group_id = any($3)")
        .With(workspaceId).With(from).With(groups)
        .RunAsync(ct);

    private static ContactGroup Read(NpgsqlDataReader row) =>
        new(row.GetGuid(0), Words.Read<GroupKind>(row.GetString(1)), row.GetString(2), row.GetInt64(3), row.Time(4));
}
