using Beckon.Audiences.Language;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Audiences;

/// <summary>Reads and writes audiences. Every change moves the workspace's book on, so that all nodes follow it at their next batch.</summary>
public static class AudienceStore
{
    // Counting stops where a count that is kept says enough.
    private const int CountedExactly = 10_000;

    private const string Columns =
        """
        a.id, a.number, a.name, a.description, a.filter::text, a.version, a.created_at, a.updated_at,
        case when a.built_at is null then coalesce(a.build_seen, 0) end, a.build_total, a.built_at
        """;

    /// <summary>All audiences of a workspace, by name.</summary>
    public static Task<List<Audience>> ListAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) => connection
        .Command(
            $"""
            select {Columns}, case when k.count > {CountedExactly} then greatest(a.member_count, k.count) else k.count end
            from audience a
            cross join lateral (
                select count(*) as count from (
                    select from audience_member m where m.workspace_id = $1 and m.audience_id = a.id limit {CountedExactly + 1}) m) k
            where a.workspace_id = $1 and a.deleted_at is null order by lower(a.name), a.id
            """)
        .With(workspaceId)
        .ReadAsync(Read, ct);

    /// <summary>All audiences without the counts of their members. What this version does not understand is left to those nodes that do.</summary>
    public static async Task<List<Audience>> FiltersAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) =>
    [
        .. (await connection
            .Command($"select {Columns}, a.member_count from audience a where a.workspace_id = $1 and a.deleted_at is null order by a.number")
            .With(workspaceId)
            .ReadAsync(Read, ct)).Where(audience => audience.IsUnderstood),
    ];

    /// <summary>Null when there is none.</summary>
    public static Task<Audience?> FindAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) => connection
        .Command(
            $"""
            select {Columns}, (select count(*) from audience_member m where m.workspace_id = $1 and m.audience_id = $2)
            from audience a where a.workspace_id = $1 and a.id = $2 and a.deleted_at is null
            """)
        .With(workspaceId).With(id)
        .FindAsync(Read, ct);

    /// <summary>Moves the book on and gives the next number away.</summary>
    public static async Task<int> TurnPageAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) => (await connection
        .Command(
            """
            insert into audience_book as b (workspace_id, version, next_number, time_zone)
            select $1, 1, 2, w.time_zone from workspace w where w.id = $1
            on conflict (workspace_id) do update set version = b.version + 1, next_number = b.next_number + 1
            returning b.next_number - 1
            """)
        .With(workspaceId)
        .ReadAsync(row => row.GetInt32(0), ct))[0];

    /// <summary>False when there is one of this name.</summary>
    public static async Task<bool> AddAsync(NpgsqlConnection connection, Guid workspaceId, Audience audience, CancellationToken ct) => await connection
        .Command(
            """
            insert into audience (workspace_id, id, number, name, description, filter, created_at, updated_at, build_quiet)
            values ($1, $2, $3, $4, $5, $6, $7, $7, true)
            on conflict (workspace_id, lower(name)) where deleted_at is null do nothing
            """)
        .With(workspaceId).With(audience.Id).With(audience.Number).With(audience.Name).With(audience.Description)
        .With(FilterJson.Write(audience.Filter), NpgsqlDbType.Jsonb).With(audience.CreatedAt.UtcDateTime)
        .RunAsync(ct) == 1;

    /// <summary>Writes an edit; false when somebody else was faster.</summary>
    public static async Task<bool> EditAsync(NpgsqlConnection connection, Guid workspaceId, Audience edited, CancellationToken ct) => await connection
        .Command(
            """
            update audience set name = $3, description = $4, filter = $5, version = version + 1, updated_at = $6
            where workspace_id = $1 and id = $2 and version = $7 and deleted_at is null
            """)
        .With(workspaceId).With(edited.Id).With(edited.Name).With(edited.Description)
        .With(FilterJson.Write(edited.Filter), NpgsqlDbType.Jsonb).With(edited.UpdatedAt.UtcDateTime).With(edited.Version)
        .RunAsync(ct) == 1;

    /// <summary>Has audiences worked out anew for all contacts.</summary>
    /// <param name="connection">In a transaction that also turns a page of the book.</param>
    /// <param name="workspaceId">Whose.</param>
    /// <param name="ids">Which.</param>
    /// <param name="quiet">Whether those who come and go are not told of, because nobody did anything.</param>
    /// <param name="ct">Cancels.</param>
    public static Task RebuildAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] ids, bool quiet, CancellationToken ct) => connection
        .Command(
            """
            update audience set built_at = null, build_barrier = null, build_after = null, build_seen = null, build_total = null,
                build_quiet = $3 or (built_at is null and build_quiet)
            where workspace_id = $1 and id = any($2) and deleted_at is null
            """)
        .With(workspaceId).With(ids).With(quiet)
        .RunAsync(ct);

    public static Task DeleteAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, DateTimeOffset at, CancellationToken ct) => connection
        .Command("update audience set deleted_at = $3 where workspace_id = $1 and id = $2 and deleted_at is null")
        .With(workspaceId).With(id).With(at.UtcDateTime)
        .RunAsync(ct);

    private static Audience Read(NpgsqlDataReader row) => Read(row, FilterJson.Read(row.GetString(4)));

    private static Audience Read(NpgsqlDataReader row, Filter? filter) => new()
    {
        Id = row.GetGuid(0),
        Number = row.GetInt32(1),
        Name = row.GetString(2),
        Description = row.GetString(3),
        Filter = filter ?? new AnyOf([]),
        IsUnderstood = filter is not null,
        Version = row.GetInt32(5),
        CreatedAt = row.Time(6),
        UpdatedAt = row.Time(7),
        BuildSeen = row.IsDBNull(8) ? null : row.GetInt64(8),
        BuildTotal = row.IsDBNull(9) ? null : row.GetInt64(9),
        BuiltAt = row.TimeOrNull(10),
        Members = row.GetInt64(11),
    };
}
