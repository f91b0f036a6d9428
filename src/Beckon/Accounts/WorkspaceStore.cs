using Beckon.Kernel;
using Npgsql;

namespace Beckon.Accounts;

/// <summary>The workspaces.</summary>
public sealed class WorkspaceStore
{
    // How long another node may go on with the old settings after an edit.
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _database;
    private readonly ShortCache<Guid, Workspace> _known;

    public WorkspaceStore(NpgsqlDataSource database, TimeProvider time)
    {
        _database = database;
        _known = new(Life, time, ReadAsync);
    }

    /// <summary>The workspace, from memory where it was read in the last seconds; null when there is none.</summary>
    public ValueTask<Workspace?> FindAsync(Guid id, CancellationToken ct) => _known.FindAsync(id, ct);

    /// <summary>The workspace of a caller, which exists as long as the caller does.</summary>
    public async ValueTask<Workspace> GetAsync(Guid id, CancellationToken ct) =>
        await FindAsync(id, ct) ?? throw new InvalidOperationException($"Workspace {id} is gone.");

    private async Task<Workspace?> ReadAsync(Guid id, CancellationToken ct)
    {
        await using var command = _database.CreateCommand(
            """
            select id, uid, name, time_zone, currency, country, plan, email_consent_default,
                attribution_click_days, attribution_open_days, created_at
            from workspace where id = @id
            """);
        command.Parameters.AddWithValue("id", id);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? ToWorkspace(reader) : null;
    }

    private static Workspace ToWorkspace(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Uid = row.GetInt64(1),
        Name = row.GetString(2),
        TimeZone = row.GetString(3),
        Currency = row.GetString(4),
        Country = row.GetString(5),
        Plan = Words.Read<Plan>(row.GetString(6)),
        EmailConsentDefault = Words.Read<ConsentDefault>(row.GetString(7)),
        AttributionClickDays = row.GetInt32(8),
        AttributionOpenDays = row.GetInt32(9),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(10),
    };
}
