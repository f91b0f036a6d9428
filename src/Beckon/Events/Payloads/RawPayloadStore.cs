using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Events.Payloads;

/// <summary>The bodies of requests as they came.</summary>
public static class RawPayloadStore
{
    private const string Columns = "id, source_id, received_at, door, call, content_type, idempotency_key, encoding, body";

    /// <summary>Part of the inbox's batch: a payload is there if and only if its events are.</summary>
    public static NpgsqlBatchCommand Insert(IReadOnlyList<RawPayload> payloads) =>
        new NpgsqlBatchCommand(
            $"""
            insert into raw_payload (workspace_id, {Columns})
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """)
            .With(payloads.Select(one => one.WorkspaceId).ToArray())
            .With(payloads.Select(one => one.Id).ToArray())
            .With(payloads.Select(one => one.SourceId).ToArray())
            .With(payloads.Select(one => one.ReceivedAt.UtcDateTime).ToArray())
            .With(payloads.Select(one => one.Door).ToArray())
            .With(payloads.Select(one => one.Call).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(payloads.Select(one => one.ContentType).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(payloads.Select(one => one.IdempotencyKey).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(payloads.Select(one => one.Body.Encoding).ToArray())
            .With(payloads.Select(one => one.Body.Bytes).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bytea);

    /// <summary>The payload of this id; null when there is none, or no longer.</summary>
    public static Task<RawPayload?> FindAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) =>
        connection
            .Command($"select {Columns} from raw_payload where workspace_id = $1 and id = $2")
            .With(workspaceId)
            .With(id)
            .FindAsync(row => Read(row, workspaceId), ct);

    /// <summary>The next ones in the order of arrival, up to about so many bytes.</summary>
    public static async Task<List<RawPayload>> ReadAsync(NpgsqlConnection connection, Guid workspaceId, PayloadSpan span, CancellationToken ct)
    {
        await using var command = connection
            .Command($"select {Columns} from raw_payload where workspace_id = $1 and id > $2 and id < $3 order by id limit $4")
            .With(workspaceId)
            .With(span.After)
            .With(span.Before)
            .With(span.Most);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var payloads = new List<RawPayload>();
        var bytes = 0;
        while (bytes < span.MostBytes && await reader.ReadAsync(ct))
        {
            payloads.Add(Read(reader, workspaceId));
            bytes += payloads[^1].Body.Bytes.Length;
        }
        return payloads;
    }

    /// <summary>
    /// The latest of a source, the latest first. Payloads have no index by source, which would cost every request: it is looked through those of all
    /// sources, from shortly after the source last sent.
    /// </summary>
    public static Task<List<RawPayload>> LatestAsync(NpgsqlConnection connection, Guid workspaceId, Guid sourceId, Guid before, int most, CancellationToken ct) =>
        connection
            .Command(
                $"""
                select {Columns} from raw_payload
                where workspace_id = $1 and id in (
                    select id from (select id, source_id from raw_payload where workspace_id = $1 and id < $2 order by id desc limit 10000) latest
                    where source_id = $3 order by id desc limit $4)
                order by id desc
                """)
            .With(workspaceId)
            .With(before)
            .With(sourceId)
            .With(most)
            .ReadAsync(row => Read(row, workspaceId), ct);

    public static async Task<long> CountAsync(NpgsqlConnection connection, Guid workspaceId, PayloadSpan span, CancellationToken ct)
    {
        var counted = await connection
            .Command("select count(*) from raw_payload where workspace_id = $1 and id > $2 and id < $3")
            .With(workspaceId)
            .With(span.After)
            .With(span.Before)
            .ReadAsync(row => row.GetInt64(0), ct);
        return counted[0];
    }

    private static RawPayload Read(NpgsqlDataReader row, Guid workspaceId) => new()
    {
        WorkspaceId = workspaceId,
        Id = row.GetGuid(0),
        SourceId = row.GetGuid(1),
        ReceivedAt = row.Time(2),
        Door = row.GetString(3),
        Call = row.TextOrNull(4),
        ContentType = row.TextOrNull(5),
        IdempotencyKey = row.TextOrNull(6),
        Body = new(row.GetString(7), row.GetFieldValue<byte[]>(8)),
    };
}

/// <summary>Which payloads: after one id and before another.</summary>
/// <param name="After">The id before the first.</param>
/// <param name="Before">The first id that is no longer meant.</param>
/// <param name="Most">How many at a time.</param>
/// <param name="MostBytes">About how many bytes at a time, as stored.</param>
public sealed record PayloadSpan(Guid After, Guid Before, int Most = 200, int MostBytes = 4 << 20);
