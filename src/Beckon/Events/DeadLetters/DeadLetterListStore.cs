using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Events.DeadLetters;

/// <summary>What people see of the dead letters and do with them.</summary>
public static class DeadLetterListStore
{
    private const string Columns =
        """
        d.id, d.name, d.source_id, s.kind, s.name, d.reason, d.received_at, d.failed_at, d.attempts, d.edits, d.edited_at, d.edited_by
        """;

    private const string Joined = "dead_letter d left join source s on s.workspace_id = $1 and s.id = d.source_id";

    private const string Matches =
        """
        d.workspace_id = $1 and ($2::text is null or d.reason = $2) and ($3::text is null or d.name = $3)
        and ($4::timestamptz is null or d.failed_at < $4)
        """;

    /// <summary>The latest arrivals first.</summary>
    public static Task<List<DeadLetter>> ListAsync(
        NpgsqlConnection connection, Guid workspaceId, DeadLetterFilter filter, Guid? before, int limit, CancellationToken ct) =>
        Filtered(connection, $"select {Columns} from {Joined} where {Matches} and ($5::uuid is null or d.id < $5) order by d.id desc limit $6", workspaceId, filter)
            .With(before, NpgsqlDbType.Uuid)
            .With(limit)
            .ReadAsync(Read, ct);

    public static Task<DeadLetter?> FindAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) =>
        connection
            .Command($"select {Columns}, d.event from {Joined} where d.workspace_id = $1 and d.id = $2")
            .With(workspaceId)
            .With(id)
            .FindAsync(row => Read(row) with { Event = row.GetFieldValue<byte[]>(12) }, ct);

    public static async Task<long> CountAsync(NpgsqlConnection connection, Guid workspaceId, DeadLetterFilter filter, CancellationToken ct) =>
        (await Filtered(connection, $"select count(*) from dead_letter d where {Matches}", workspaceId, filter).ReadAsync(row => row.GetInt64(0), ct))[0];

    /// <summary>How many there are for each value of a column, the most frequent first.</summary>
    public static Task<List<(string Value, long Count)>> CountByReasonAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) =>
        connection.Command("select reason, count(*) from dead_letter where workspace_id = $1 group by reason order by 2 desc, 1").With(workspaceId)
            .ReadAsync(row => (row.GetString(0), row.GetInt64(1)), ct);

    public static Task<List<(string Value, long Count)>> CountByNameAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) =>
        connection.Command("select name, count(*) from dead_letter where workspace_id = $1 group by name order by 2 desc, 1").With(workspaceId)
            .ReadAsync(row => (row.GetString(0), row.GetInt64(1)), ct);

    /// <summary>Writes an edit; false when somebody else was faster.</summary>
    public static async Task<bool> EditAsync(NpgsqlConnection connection, Guid workspaceId, DeadLetter edited, int before, CancellationToken ct) =>
        await connection
            .Command(
                """
                update dead_letter set event = $4, name = $5, edits = edits + 1, edited_at = $6, edited_by = $7
                where workspace_id = $1 and id = $2 and edits = $3
                """)
            .With(workspaceId)
            .With(edited.Id)
            .With(before)
            .With(edited.Event)
            .With(edited.Name)
            .With(edited.EditedAt?.UtcDateTime, NpgsqlDbType.TimestampTz)
            .With(edited.EditedBy, NpgsqlDbType.Text)
            .RunAsync(ct) == 1;

    /// <summary>Takes letters out, in the caller's transaction: whoever else takes them at the same time gets others or none.</summary>
    public static Task<List<TakenLetter>> TakeAsync(
        NpgsqlConnection connection, Guid workspaceId, DeadLetterFilter filter, int most, CancellationToken ct) =>
        Filtered(
            connection,
            $"""
            with taken as (select d.id from dead_letter d where {Matches} order by d.id limit $5 for update skip locked)
            delete from dead_letter d using taken where d.workspace_id = $1 and d.id = taken.id returning d.event, d.attempts
            """,
            workspaceId,
            filter)
            .With(most)
            .ReadAsync(Taken, ct);

    public static Task<List<TakenLetter>> TakeOneAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) =>
        connection.Command("delete from dead_letter where workspace_id = $1 and id = $2 returning event, attempts")
            .With(workspaceId)
            .With(id)
            .ReadAsync(Taken, ct);

    private static NpgsqlCommand Filtered(NpgsqlConnection connection, string sql, Guid workspaceId, DeadLetterFilter filter) =>
        connection.Command(sql)
            .With(workspaceId)
            .With(filter.Reason, NpgsqlDbType.Text)
            .With(filter.Name, NpgsqlDbType.Text)
            .With(filter.FailedBefore?.UtcDateTime, NpgsqlDbType.TimestampTz);

    private static TakenLetter Taken(NpgsqlDataReader row) => new(row.GetFieldValue<byte[]>(0), row.GetInt32(1));

    private static DeadLetter Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Name = row.GetString(1),
        SourceId = row.GetGuid(2),
        SourceKind = row.TextOrNull(3),
        SourceName = row.TextOrNull(4),
        Reason = row.GetString(5),
        ReceivedAt = row.Time(6),
        FailedAt = row.Time(7),
        Attempts = row.GetInt32(8),
        Edits = row.GetInt32(9),
        EditedAt = row.TimeOrNull(10),
        EditedBy = row.TextOrNull(11),
    };
}

/// <summary>A letter that was taken out: the event as JSON, and how often it has failed.</summary>
public sealed record TakenLetter(byte[] Event, int Attempts);
