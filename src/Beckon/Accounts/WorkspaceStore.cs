using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Accounts;

/// <summary>The workspaces.</summary>
public sealed class WorkspaceStore
{
    // How long another node may go on with the old settings after an edit.
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _database;
    private readonly Audit _audit;
    private readonly ShortCache<Guid, Workspace> _known;

    public WorkspaceStore(NpgsqlDataSource database, Audit audit, TimeProvider time)
    {
        _database = database;
        _audit = audit;
        _known = new(Life, time, ReadAsync);
    }

    /// <summary>The workspace, from memory where it was read in the last seconds; null when there is none.</summary>
    public ValueTask<Workspace?> FindAsync(Guid id, CancellationToken ct) => _known.FindAsync(id, ct);

    /// <summary>The workspace of a caller, which exists as long as the caller does.</summary>
    public async ValueTask<Workspace> GetAsync(Guid id, CancellationToken ct) =>
        await FindAsync(id, ct) ?? throw new InvalidOperationException($"Workspace {id} is gone.");

    /// <summary>Every workspace of this installation, for whoever looks after all of them.</summary>
    public async Task<List<Guid>> IdsAsync(CancellationToken ct)
    {
        await using var connection = await _database.OpenConnectionAsync(ct);
        return await connection.Command("select id from workspace order by id").ReadAsync(row => row.GetGuid(0), ct);
    }

    /// <summary>Stores the settings that the edit gives and answers the workspace as it is now.</summary>
    public async Task<Workspace> EditAsync(Caller caller, WorkspaceEdit edit, CancellationToken ct)
    {
        await using var connection = await _database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var edited = await UpdateAsync(connection, caller.WorkspaceId, edit, ct);
        await _audit.WriteAsync(connection, caller, "workspace.edited", Ids.Out(Ids.Workspace, caller.WorkspaceId), edit, ct);
        await transaction.CommitAsync(ct);
        _known.Forget(caller.WorkspaceId);
        return edited;
    }

    private static async Task<Workspace> UpdateAsync(NpgsqlConnection connection, Guid id, WorkspaceEdit edit, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            update workspace set name = coalesce(@name, name), time_zone = coalesce(@zone, time_zone), currency = coalesce(@currency, currency),
                country = coalesce(@country, country), email_consent_default = coalesce(@consent, email_consent_default),
                attribution_click_days = coalesce(@click, attribution_click_days), attribution_open_days = coalesce(@open, attribution_open_days)
            where id = @id
            returning id, uid, name, time_zone, currency, country, plan, email_consent_default,
                attribution_click_days, attribution_open_days, created_at
            """,
            connection);
        command.Parameters.AddWithValue("id", id);
        AddText("name", edit.Name?.Trim());
        AddText("zone", edit.TimeZone);
        AddText("currency", edit.Currency);
        AddText("country", edit.Country);
        AddText("consent", edit.EmailConsentDefault is { } consent ? Words.Of(consent) : null);
        command.Parameters.AddWithValue("click", NpgsqlDbType.Integer, (object?)edit.AttributionClickDays ?? DBNull.Value);
        command.Parameters.AddWithValue("open", NpgsqlDbType.Integer, (object?)edit.AttributionOpenDays ?? DBNull.Value);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? ToWorkspace(row) : throw new InvalidOperationException($"Workspace {id} is gone.");

        void AddText(string name, string? value) => command.Parameters.AddWithValue(name, NpgsqlDbType.Text, (object?)value ?? DBNull.Value);
    }

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
