using System.Text.Json;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Rfm;

/// <summary>Reads settings and what was computed.</summary>
public static class RfmReadStore
{
    public static async Task<(RfmSettings Settings, int Version)> SettingsAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) =>
        await connection
            .Command("select settings::text, version from rfm_settings where workspace_id = $1")
            .With(workspaceId)
            .FindAsync(row => new Kept(row.GetString(0), row.GetInt32(1)), ct) is { } kept
            ? (RfmSettings.Parse(kept.Json), kept.Version)
            : (RfmSettings.Usual, 0);

    /// <summary>False when somebody has changed them meanwhile.</summary>
    public static async Task<bool> SaveAsync(
        NpgsqlConnection connection, Guid workspaceId, RfmSettings settings, int version, DateTimeOffset at, CancellationToken ct) =>
        await connection
            .Command(
                """
                insert into rfm_settings as s (workspace_id, settings, version, updated_at) select $1, $2, 1, $4 where $3 = 0
                on conflict (workspace_id) do update set settings = excluded.settings, version = s.version + 1, updated_at = excluded.updated_at
                where s.version = $3
                """)
            .With(workspaceId).With(settings.ToJson(), NpgsqlDbType.Jsonb).With(version).With(at.UtcDateTime)
            .RunAsync(ct) == 1
        || await connection
            .Command("update rfm_settings set settings = $2, version = version + 1, updated_at = $4 where workspace_id = $1 and version = $3 and version > 0")
            .With(workspaceId).With(settings.ToJson(), NpgsqlDbType.Jsonb).With(version).With(at.UtcDateTime)
            .RunAsync(ct) == 1;

    /// <summary>The latest runs, the latest first.</summary>
    public static Task<List<RfmRun>> RunsAsync(NpgsqlConnection connection, Guid workspaceId, int most, CancellationToken ct) => connection
        .Command("select id, day, finished_at, milliseconds, customers, cuts::text, settings::text from rfm_run where workspace_id = $1 order by id desc limit $2")
        .With(workspaceId).With(most)
        .ReadAsync(
            row => new RfmRun(
                row.GetGuid(0), row.GetFieldValue<DateOnly>(1), row.Time(2), row.GetInt32(3), row.GetInt64(4),
                JsonSerializer.Deserialize(row.GetString(5), RfmJson.Default.RfmCuts)!, RfmSettings.Parse(row.GetString(6))),
            ct);

    public static Task<List<RfmCellRow>> CellsAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] runs, CancellationToken ct) => connection
        .Command("select run_id, recency, frequency, segment, customers, orders, revenue from rfm_cell where workspace_id = $1 and run_id = any($2)")
        .With(workspaceId).With(runs)
        .ReadAsync(
            row => new RfmCellRow(row.GetGuid(0), row.GetInt16(1), row.GetInt16(2), row.GetString(3), row.GetInt64(4), row.GetInt64(5), row.GetDecimal(6)), ct);

    /// <summary>Who went where in these runs, added up from the first to the last of them.</summary>
    public static Task<List<RfmMove>> MovesAsync(NpgsqlConnection connection, Guid workspaceId, Guid run, CancellationToken ct) => connection
        .Command("select nullif(from_segment, ''), nullif(to_segment, ''), customers from rfm_move where workspace_id = $1 and run_id = $2 order by customers desc, from_segment, to_segment")
        .With(workspaceId).With(run)
        .ReadAsync(row => new RfmMove(row.TextOrNull(0), row.TextOrNull(1), row.GetInt64(2)), ct);

    /// <summary>Whether anybody has bought anything.</summary>
    public static async Task<bool> HasCustomersAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) =>
        (await connection
            .Command("select exists (select from contact where workspace_id = $1 and merged_into is null and order_total > 0)")
            .With(workspaceId)
            .ReadAsync(row => row.GetBoolean(0), ct))[0];

    private sealed record Kept(string Json, int Version);
}

/// <summary>One time that scores were computed.</summary>
public sealed record RfmRun(Guid Id, DateOnly Day, DateTimeOffset FinishedAt, int Milliseconds, long Customers, RfmCuts Cuts, RfmSettings Settings);

/// <summary>Those of a segment in a cell of the grid.</summary>
public sealed record RfmCellRow(Guid RunId, int Recency, int Frequency, string Segment, long Customers, long Orders, decimal Revenue);

/// <summary>How many went from one segment into another since the run before.</summary>
/// <param name="From">Null: they had no delivered order before.</param>
/// <param name="To">Null: they have none any more.</param>
/// <param name="Customers">How many.</param>
public sealed record RfmMove(string? From, string? To, long Customers);
