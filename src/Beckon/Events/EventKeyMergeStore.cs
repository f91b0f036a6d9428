using Beckon.Storage;
using Npgsql;

namespace Beckon.Events;

/// <summary>
/// Moves the keys of events from the small tables that take new ones (<c>event_key_run</c>, <c>event_key</c>) to the big one that is only read
/// (<c>event_key_past</c>): the small ones are closed and new ones begun, all are written together in order, and that takes the place of the past. At each moment a key is
/// in one of the tables that <see cref="EventKeyStore"/> asks. The statements are about all workspaces at once: they sort tables, and read
/// nobody's events.
/// </summary>
public static class EventKeyMergeStore
{
    // In the order in which they are asked, so that nobody waits for each other in a ring.
    private const string Everything = "lock table event_key, event_key_closing, event_key_past, event_key_forgotten, event_key_run, event_key_run_closing in access exclusive mode";

    /// <summary>The sizes of the tables in bytes, without their indexes, as if each key had a row: new keys, those being moved, and the past.</summary>
    public static async Task<KeySizes> SizesAsync(NpgsqlConnection connection, CancellationToken ct) =>
        (await connection
            .Command(
                """
                select pg_relation_size('event_key') + 4 * pg_table_size('event_key_run'),
                       pg_relation_size('event_key_closing') + pg_relation_size('event_key_run_closing'),
                       pg_relation_size('event_key_past')
                """)
            .ReadAsync(row => new KeySizes(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), ct))[0];

    /// <summary>Whether there are keys from before a moment.</summary>
    public static async Task<bool> AnyBeforeAsync(NpgsqlConnection connection, DateTimeOffset moment, CancellationToken ct)
    {
        var ask = connection
            .Command(
                """
                select exists (select from event_key where seen_at < $1) or exists (select from event_key_run where seen_at < $1)
                    or exists (select from event_key_past where seen_at < $1)
                """)
            .With(moment.UtcDateTime);
        ask.CommandTimeout = 0;
        return (await ask.ReadAsync(row => row.GetBoolean(0), ct))[0];
    }

    /// <summary>Begins a new small table. The one that was closed before must have been moved.</summary>
    public static Task CloseAsync(NpgsqlConnection connection, CancellationToken ct) => InTransactionAsync(
        connection,
        [
            BriefLock.Patience,
            Everything,
            // Those are gone from the past already, and what was seen anew since must stay.
            "truncate event_key_forgotten",
            "drop table event_key_closing",
            "alter table event_key rename to event_key_closing",
            "alter index event_key_pkey rename to event_key_closing_pkey",
            "create table event_key (like event_key_closing including all) with (fillfactor = 95)",
            "drop table event_key_run_closing",
            "alter table event_key_run rename to event_key_run_closing",
            "alter index event_key_run_pkey rename to event_key_run_closing_pkey",
            "create table event_key_run (like event_key_run_closing including all)",
        ],
        ct);

    /// <summary>Writes the closed keys and those of the past anew, in order, without those from before a moment. Nobody waits meanwhile.</summary>
    public static async Task MergeAsync(NpgsqlConnection connection, DateTimeOffset? since, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RunAsync(connection, "drop table if exists event_key_next", ct);
        await RunAsync(connection, "create table event_key_next (like event_key_past including all excluding indexes)", ct);
        await using (var write = connection.Command(
            """
            insert into event_key_next (workspace_id, key, seen_at)
            select distinct on (workspace_id, key) workspace_id, key, seen_at
            from (
                select workspace_id, key, seen_at from event_key_closing
                union all
                select workspace_id, key, seen_at from event_key_past
                union all
                select workspace_id, encode(substring(keys from place * 16 + 1 for 16), 'hex')::uuid, seen_at
                from (select workspace_id, seen_at, keys || ''::bytea as keys from event_key_run_closing) run
                cross join lateral generate_series(0, length(keys) / 16 - 1) as place
            ) known
            where seen_at >= $1
            order by workspace_id, key, seen_at desc
            """))
        {
            write.CommandTimeout = 0;
            await write.With((since ?? DateTimeOffset.UnixEpoch).UtcDateTime).ExecuteNonQueryAsync(ct);
        }
        await RunAsync(connection, "alter table event_key_next add primary key (workspace_id, key)", ct);
        await RunAsync(connection, "analyze event_key_next", ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Puts what was written in the place of the past.</summary>
    public static Task ReplaceAsync(NpgsqlConnection connection, CancellationToken ct) => InTransactionAsync(
        connection,
        [
            BriefLock.Patience,
            Everything,
            "delete from event_key_next n using event_key_forgotten f where n.workspace_id = f.workspace_id and n.key = f.key",
            "truncate event_key_forgotten",
            "drop table event_key_past",
            "alter table event_key_next rename to event_key_past",
            "alter index event_key_next_pkey rename to event_key_past_pkey",
            // Who keeps these in memory lets go of them.
            """
            insert into event_key_epoch as e (workspace_id, epoch)
            select distinct workspace_id, 1 from event_key_run_closing
            on conflict (workspace_id) do update set epoch = e.epoch + 1
            """,
            "truncate event_key_closing, event_key_run_closing",
        ],
        ct);

    /// <summary>False while another node is at it.</summary>
    public static async Task<bool> TryLockAsync(NpgsqlConnection connection, CancellationToken ct) =>
        (await connection.Command("select pg_try_advisory_lock($1)").With(Lock).ReadAsync(row => row.GetBoolean(0), ct))[0];

    public static Task UnlockAsync(NpgsqlConnection connection) =>
        connection.Command("select pg_advisory_unlock($1)").With(Lock).RunAsync(CancellationToken.None);

    // Any number does, as long as all versions of Beckon use the same.
    private const long Lock = 7_267_846_155_303;

    private static async Task InTransactionAsync(NpgsqlConnection connection, string[] statements, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var statement in statements) await RunAsync(connection, statement, ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.Command(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>How much the tables of keys hold, in bytes.</summary>
public sealed record KeySizes(long New, long Closing, long Past);
