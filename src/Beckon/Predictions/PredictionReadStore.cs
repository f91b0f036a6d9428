using System.Text.Json;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Predictions;

/// <summary>Reads settings and what was computed.</summary>
public static class PredictionReadStore
{
    public static async Task<(PredictionSettings Settings, int Version)> SettingsAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) =>
        await connection
            .Command("select settings::text, version from prediction_settings where workspace_id = $1")
            .With(workspaceId)
            .FindAsync(row => new Kept(row.GetString(0), row.GetInt32(1)), ct) is { } kept
            ? (PredictionSettings.Parse(kept.Json), kept.Version)
            : (PredictionSettings.Usual, 0);

    /// <summary>False when somebody has changed them meanwhile.</summary>
    public static async Task<bool> SaveAsync(
        NpgsqlConnection connection, Guid workspaceId, PredictionSettings settings, int version, DateTimeOffset at, CancellationToken ct)
    {
        const string first = "insert into prediction_settings (workspace_id, settings, version, updated_at) values ($1, $2, $3 + 1, $4) on conflict do nothing";
        const string next = "update prediction_settings set settings = $2, version = $3 + 1, updated_at = $4 where workspace_id = $1 and version = $3";
        return await connection
            .Command(version == 0 ? first : next)
            .With(workspaceId).With(settings.ToJson(), NpgsqlDbType.Jsonb).With(version).With(at.UtcDateTime)
            .RunAsync(ct) == 1;
    }

    /// <summary>The last time that predictions were computed; null: never yet.</summary>
    public static Task<PredictionRun?> RunAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) => connection
        .Command("select id, day, finished_at, milliseconds, customers, refusal, outcome::text, settings::text, top from prediction_run where workspace_id = $1")
        .With(workspaceId)
        .FindAsync(
            row => new PredictionRun(
                row.GetGuid(0), row.GetFieldValue<DateOnly>(1), row.Time(2), row.GetInt32(3), row.GetInt64(4), row.TextOrNull(5),
                row.IsDBNull(6) ? null : JsonSerializer.Deserialize(row.GetString(6), PredictionJson.Default.PredictionOutcome),
                PredictionSettings.Parse(row.GetString(7)))
            {
                Top = row.GetFieldValue<Guid[]>(8),
            },
            ct);

    /// <summary>Those of some contacts of whom the most is expected.</summary>
    public static Task<List<TopCustomer>> TopAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] of, int most, CancellationToken ct) => connection
        .Command(
            """
            select c.id, nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email, c.phone,
                   p.expected_orders, p.probability_active, p.lifetime_value, p.next_order_on
            from prediction p
            join contact c on c.workspace_id = $1 and c.id = p.contact_id and c.merged_into is null
            where p.workspace_id = $1 and p.contact_id = any($2)
            order by p.lifetime_value desc nulls last, p.expected_orders desc, p.contact_id
            limit $3
            """)
        .With(workspaceId).With(of).With(most)
        .ReadAsync(
            row => new TopCustomer(
                Ids.Out(Ids.Contact, row.GetGuid(0)), row.TextOrNull(1) ?? row.TextOrNull(2) ?? row.TextOrNull(3) ?? "Anonymous contact",
                row.GetDecimal(4), row.GetDecimal(5), row.IsDBNull(6) ? null : row.GetDecimal(6), row.IsDBNull(7) ? null : row.GetFieldValue<DateOnly>(7)),
            ct);

    private sealed record Kept(string Json, int Version);
}
