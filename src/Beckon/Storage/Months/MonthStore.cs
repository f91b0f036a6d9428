using Npgsql;

namespace Beckon.Storage.Months;

/// <summary>Makes and drops the months of a table. Both need a lock that ingest would wait for: call them with <see cref="BriefLock"/>.</summary>
public static class MonthStore
{
    // Any number does, as long as all versions of Beckon use the same.
    private const long Lock = 7_267_846_155_302;

    /// <summary>Waits until no other node is at it.</summary>
    public static Task LockAsync(NpgsqlConnection connection, CancellationToken ct) => RunAsync(connection, $"select pg_advisory_lock({Lock})", ct);

    public static Task UnlockAsync(NpgsqlConnection connection) => RunAsync(connection, $"select pg_advisory_unlock({Lock})", CancellationToken.None);

    /// <summary>The months there are, in order; the default partition is none.</summary>
    public static async Task<List<Month>> MonthsAsync(NpgsqlConnection connection, MonthlyTable table, CancellationToken ct)
    {
        var names = await connection
            .Command("select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = to_regclass($1)")
            .With(table.Name)
            .ReadAsync(row => row.GetString(0), ct);
        return [.. names.Select(name => Month.Read(table.Name, name)).OfType<Month>().Order()];
    }

    /// <summary>False for a table that this database does not have, or not by months.</summary>
    public static async Task<bool> IsMonthlyAsync(NpgsqlConnection connection, MonthlyTable table, CancellationToken ct) =>
        (await connection
            .Command("select 1 from pg_partitioned_table where partrelid = to_regclass($1)").With(table.Name)
            .ReadAsync(row => row.GetInt32(0), ct)).Count > 0;

    /// <summary>How many rows of which month lie in the default partition, of those between two months.</summary>
    public static async Task<List<(Month Month, long Rows)>> StraysAsync(
        NpgsqlConnection connection, MonthlyTable table, Month from, Month until, CancellationToken ct)
    {
        // The first 48 bits of a version-7 UUID are milliseconds since 1970. PostgreSQL reads them by itself only from version 17 on.
        await using var command = connection
            .Command(
                $"""
                select date_trunc('month', to_timestamp(('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0), 'UTC'), count(*)
                from {table.Default}
                where id >= $1 and id < $2
                group by 1
                """)
            .With(from.FirstId).With(until.FirstId);
        command.CommandTimeout = 0;
        return await command.ReadAsync(row => (Month.Of(row.Time(0)), row.GetInt64(1)), ct);
    }

    /// <summary>
    /// Makes a month, and moves what lies in the default partition into it: PostgreSQL refuses a month while the default has rows of it. Nobody
    /// uses the table meanwhile, although only the default changes: whoever was about to write there would otherwise be told that it no longer
    /// takes that row.
    /// </summary>
    public static async Task MakeAsync(NpgsqlConnection connection, MonthlyTable table, Month month, CancellationToken ct)
    {
        var (part, from, to) = (month.Table(table.Name), month.FirstId, month.Next.FirstId);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RunAsync(connection, BriefLock.Patience, ct);
        await RunAsync(connection, $"lock table only {table.Name} in access exclusive mode", ct);
        await RunAsync(connection, $"create table {part} (like {table.Name} including all excluding indexes) {await SettingsAsync(connection, table, ct)}", ct);
        await RunAsync(
            connection,
            $"""
            with moved as (delete from {table.Default} where id >= '{from}' and id < '{to}' returning *)
            insert into {part} select * from moved order by id
            """,
            ct);
        await RunAsync(connection, $"alter table {table.Name} attach partition {part} for values from ('{from}') to ('{to}')", ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Drops a month; false when rows of it are still needed.</summary>
    public static async Task<bool> DropAsync(NpgsqlConnection connection, MonthlyTable table, Month month, CancellationToken ct)
    {
        var part = month.Table(table.Name);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RunAsync(connection, BriefLock.Patience, ct);
        // The whole table first, as all others lock it: in the other order two would wait for each other.
        await RunAsync(connection, $"lock table only {table.Name} in access exclusive mode", ct);
        if (await AnyHeldAsync(connection, table, part, ct)) return false;
        await RunAsync(connection, $"drop table {part}", ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Deletes rows of the default partition that are older than a month, up to so many; how many there were.</summary>
    public static Task<int> DeleteStraysAsync(NpgsqlConnection connection, MonthlyTable table, Month before, int most, CancellationToken ct) =>
        connection
            .Command(
                $"""
                delete from {table.Default}
                where ctid = any(array(select ctid from {table.Default} where id < $1 and not ({table.Held}) limit $2))
                """)
            .With(before.FirstId).With(most)
            .RunAsync(ct);

    /// <summary>Statistics of a partitioned table as a whole, which PostgreSQL does not keep by itself.</summary>
    public static Task AnalyzeAsync(NpgsqlConnection connection, MonthlyTable table, CancellationToken ct) =>
        RunAsync(connection, $"analyze {table.Name}", ct);

    private static async Task<bool> AnyHeldAsync(NpgsqlConnection connection, MonthlyTable table, string part, CancellationToken ct) =>
        (await connection.Command($"select exists (select from {part} where {table.Held})").ReadAsync(row => row.GetBoolean(0), ct))[0];

    // A partitioned table has no storage settings of its own; the default partition has those that its months are to have.
    private static async Task<string> SettingsAsync(NpgsqlConnection connection, MonthlyTable table, CancellationToken ct)
    {
        var settings = await connection
            .Command("select array_to_string(reloptions, ', ') from pg_class where oid = to_regclass($1)").With(table.Default)
            .ReadAsync(row => row.TextOrNull(0), ct);
        return settings is [{ } some] ? $"with ({some})" : "";
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.Command(sql);
        // A month that is moved may take minutes; what must not take long is the wait for a lock.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
    }
}
