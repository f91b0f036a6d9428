using Beckon.Contacts;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Delivery;

/// <summary>Keeps what is known against the servers of channels: every node sees it, and a restart does not forget it.</summary>
public static class CircuitStore
{
    /// <summary>What is known against the server of a channel's settings, and how many messages wait for it.</summary>
    public static async Task<ChannelCondition> FindAsync(NpgsqlConnection connection, Guid workspaceId, Channel channel, int channelVersion, CancellationToken ct)
    {
        var found = await connection
            .Command(
                """
                select failures, openings, since, next_try_at, error,
                       (select count(*) from message m where m.workspace_id = $1 and m.channel = $3 and m.status = 'queued')
                from channel_circuit where workspace_id = $1 and kind = $3 and channel_version = $2
                """)
            .With(workspaceId).With(channelVersion).With(Words.Of(channel))
            .FindAsync(row => new ChannelCondition(Read(row, 0) ?? Circuit.Closed, row.GetInt64(5)), ct);
        return found ?? new ChannelCondition(Circuit.Closed, 0);
    }

    /// <summary>Reads the columns failures, openings, since, next_try_at and error from the given one on; null where there is no row.</summary>
    public static Circuit? Read(NpgsqlDataReader row, int first) => row.IsDBNull(first)
        ? null
        : new Circuit
        {
            Failures = row.GetInt32(first),
            Openings = row.GetInt32(first + 1),
            Since = row.Time(first + 2),
            NextTryAt = row.TimeOrNull(first + 3),
            Error = row.GetString(first + 4),
        };

    public static Task<int> SaveAsync(NpgsqlConnection connection, Guid workspaceId, Channel channel, int channelVersion, Circuit circuit, CancellationToken ct) =>
        circuit == Circuit.Closed
            ? CloseAsync(connection, workspaceId, channel, ct)
            : connection
                .Command(
                    """
                    insert into channel_circuit (workspace_id, kind, channel_version, failures, openings, since, next_try_at, error)
                    values ($1, $8, $2, $3, $4, $5, $6, $7)
                    on conflict (workspace_id, kind) do update set
                        channel_version = excluded.channel_version, failures = excluded.failures, openings = excluded.openings,
                        since = excluded.since, next_try_at = excluded.next_try_at, error = excluded.error
                    """)
                .With(workspaceId).With(channelVersion).With(circuit.Failures).With(circuit.Openings)
                .With(circuit.Since?.UtcDateTime, NpgsqlDbType.TimestampTz)
                .With(circuit.NextTryAt?.UtcDateTime, NpgsqlDbType.TimestampTz)
                .With(circuit.Error ?? "")
                .With(Words.Of(channel))
                .RunAsync(ct);

    /// <summary>The server works: nothing is held against it any more.</summary>
    public static Task<int> CloseAsync(NpgsqlConnection connection, Guid workspaceId, Channel channel, CancellationToken ct) =>
        connection.Command("delete from channel_circuit where workspace_id = $1 and kind = $2").With(workspaceId).With(Words.Of(channel)).RunAsync(ct);
}

/// <summary>What is known against a channel's server, and how many messages are queued on it.</summary>
public sealed record ChannelCondition(Circuit Circuit, long Waiting);
