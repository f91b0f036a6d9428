using System.Globalization;

namespace Beckon.Bench;

/// <summary>With BENCH_STATEMENTS=1: what each statement cost the database, by pg_stat_statements. It costs a little itself, so the figures of such a run are not quoted.</summary>
public static class Statements
{
    private static readonly bool Wanted = Environment.GetEnvironmentVariable("BENCH_STATEMENTS") == "1";

    public static IReadOnlyDictionary<string, string> Settings => Wanted
        ? new Dictionary<string, string> { ["shared_preload_libraries"] = "pg_stat_statements", ["pg_stat_statements.track_utility"] = "on" }
        : new Dictionary<string, string>();

    public static async Task ResetAsync(Rig rig)
    {
        if (!Wanted) return;
        await using var command = rig.Database.CreateCommand("create extension if not exists pg_stat_statements; select pg_stat_statements_reset()");
        await command.ExecuteNonQueryAsync();
    }

    public static async Task ReportAsync(Rig rig)
    {
        if (!Wanted) return;
        await using var command = rig.Database.CreateCommand(
            """
            select total_exec_time::int, calls, rows, (wal_bytes / 1048576)::int, regexp_replace(left(query, 90), '\s+', ' ', 'g')
            from pg_stat_statements order by total_exec_time desc limit 25
            """);
        await using var row = await command.ExecuteReaderAsync();
        Console.WriteLine("      ms   calls      rows  WAL MB  statement");
        while (await row.ReadAsync())
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{row.GetInt32(0),8} {row.GetInt64(1),7} {row.GetInt64(2),9} {row.GetInt32(3),7}  {row.GetString(4)}"));
        }
    }
}
