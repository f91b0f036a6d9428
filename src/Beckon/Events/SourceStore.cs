using System.Text.Json;
using Beckon.Accounts;
using Beckon.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Events;

/// <summary>The connected sources of the workspaces, and their secrets.</summary>
public sealed class SourceStore
{
    private const string Columns =
        "workspace_id, id, kind, name, cart_abandonment, settings, created_at, last_event_at, disconnected_at, secrets";

    // How long another node may go on with old settings or a token that was changed.
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _database;
    private readonly MasterKey _key;
    private readonly Audit _audit;
    private readonly TimeProvider _time;
    private readonly ShortCache<Guid, ConnectedSource> _byId;

    public SourceStore(NpgsqlDataSource database, MasterKey key, Audit audit, TimeProvider time)
    {
        _database = database;
        _key = key;
        _audit = audit;
        _time = time;
        _byId = new(Life, time, ReadByIdAsync);
    }

    /// <summary>A source by its id alone, as the address of a webhook names it; from memory in all but one request every few seconds.</summary>
    public ValueTask<ConnectedSource?> FindAsync(Guid id, CancellationToken ct) => _byId.FindAsync(id, ct);

    /// <summary>The workspace's source of this kind, made at its first use; a disconnected one stays disconnected.</summary>
    public async ValueTask<Source> BuiltInAsync(Guid workspaceId, BuiltInSource builtIn, CancellationToken ct)
    {
        var id = builtIn.IdIn(workspaceId);
        var found = await _byId.FindAsync(id, ct);
        if (found is null)
        {
            await CreateAsync(workspaceId, builtIn, ct);
            // Somebody else's look that began before this would answer that there is none.
            _byId.Forget(id);
            found = await _byId.FindAsync(id, ct);
        }
        return found?.Source ?? throw new InvalidOperationException($"The source {id} of the workspace {workspaceId} cannot be read back.");
    }

    /// <summary>All that are connected, oldest first.</summary>
    public async Task<List<ConnectedSource>> ListAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var command = _database.CreateCommand(
            $"""
            select {Columns} from source
            where workspace_id = @workspace and disconnected_at is null
            order by created_at, id
            """);
        command.Parameters.AddWithValue("workspace", workspaceId);
        await using var row = await command.ExecuteReaderAsync(ct);
        var sources = new List<ConnectedSource>();
        while (await row.ReadAsync(ct)) sources.Add(Read(row));
        return sources;
    }

    /// <summary>A connected source of the workspace, fresh from the database.</summary>
    public async Task<ConnectedSource?> GetAsync(Guid workspaceId, Guid id, CancellationToken ct)
    {
        await using var command = _database.CreateCommand(
            $"select {Columns} from source where workspace_id = @workspace and id = @id and disconnected_at is null");
        command.Parameters.AddWithValue("workspace", workspaceId);
        command.Parameters.AddWithValue("id", id);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? Read(row) : null;
    }

    /// <summary>Stores the source as it now is; one that is new, or was disconnected, is connected from now on.</summary>
    public Task SaveAsync(Caller caller, ConnectedSource connected, string action, CancellationToken ct) =>
        WriteAsync(caller, connected with { Source = connected.Source with { DisconnectedAt = null } }, action, ct);

    /// <summary>From now on its events are refused. What it told stays.</summary>
    public async Task DisconnectAsync(Caller caller, ConnectedSource connected, CancellationToken ct)
    {
        var gone = connected.Source with { DisconnectedAt = _time.GetUtcNow() };
        await WriteAsync(caller, new(gone, SourceSecrets.None), "source.disconnected", ct);
    }

    /// <summary>Notes that the source has sent something, and that it names products if it was thought not to.</summary>
    public async Task NoteEventAsync(Source source, DateTimeOffset at, bool dynamic, CancellationToken ct)
    {
        await using var command = _database.CreateCommand(
            """
            update source set last_event_at = greatest(last_event_at, @at),
                cart_abandonment = case when @dynamic then 'dynamic' else cart_abandonment end
            where workspace_id = @workspace and id = @id
            """);
        command.Parameters.AddWithValue("at", at);
        command.Parameters.AddWithValue("dynamic", dynamic);
        command.Parameters.AddWithValue("workspace", source.WorkspaceId);
        command.Parameters.AddWithValue("id", source.Id);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task WriteAsync(Caller caller, ConnectedSource connected, string action, CancellationToken ct)
    {
        var source = connected.Source;
        await using var connection = await _database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var command = new NpgsqlCommand(
            """
            insert into source (workspace_id, id, kind, name, cart_abandonment, settings, secrets, created_at, disconnected_at)
            values (@workspace, @id, @kind, @name, @abandonment, @settings, @secrets, @created, @disconnected)
            on conflict (workspace_id, id) do update set name = excluded.name, settings = excluded.settings,
                secrets = excluded.secrets, disconnected_at = excluded.disconnected_at
            """,
            connection))
        {
            AddValues(command, source);
            command.Parameters.AddWithValue("secrets", NpgsqlDbType.Bytea, (object?)Seal(connected.Secrets) ?? DBNull.Value);
            command.Parameters.AddWithValue("disconnected", NpgsqlDbType.TimestampTz, (object?)source.DisconnectedAt ?? DBNull.Value);
            await command.ExecuteNonQueryAsync(ct);
        }
        await _audit.WriteAsync(connection, caller, action, Ids.Out(Ids.Source, source.Id), new { source.Kind, source.Name }, ct);
        await transaction.CommitAsync(ct);
        _byId.Forget(source.Id);
    }

    private async Task CreateAsync(Guid workspaceId, BuiltInSource builtIn, CancellationToken ct)
    {
        await using var command = _database.CreateCommand(
            """
            insert into source (workspace_id, id, kind, name, cart_abandonment, settings, created_at)
            values (@workspace, @id, @kind, @name, @abandonment, @settings, @created)
            on conflict (workspace_id, id) do nothing
            """);
        AddValues(command, new Source
        {
            WorkspaceId = workspaceId,
            Id = builtIn.IdIn(workspaceId),
            Kind = builtIn.Kind,
            Name = builtIn.Name,
            CartAbandonment = builtIn.CartAbandonment,
            Settings = builtIn.Settings,
            CreatedAt = _time.GetUtcNow(),
        });
        await command.ExecuteNonQueryAsync(ct);
    }

    // The one query that cannot name the workspace: the address of a webhook is what tells it.
    private async Task<ConnectedSource?> ReadByIdAsync(Guid id, CancellationToken ct)
    {
        await using var command = _database.CreateCommand($"select {Columns} from source where id = @id");
        command.Parameters.AddWithValue("id", id);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? Read(row) : null;
    }

    private static void AddValues(NpgsqlCommand command, Source source)
    {
        command.Parameters.AddWithValue("workspace", source.WorkspaceId);
        command.Parameters.AddWithValue("id", source.Id);
        command.Parameters.AddWithValue("kind", source.Kind);
        command.Parameters.AddWithValue("name", source.Name);
        command.Parameters.AddWithValue("abandonment", Words.Of(source.CartAbandonment));
        command.Parameters.AddWithValue("settings", NpgsqlDbType.Jsonb, source.Settings.ToJson());
        command.Parameters.AddWithValue("created", source.CreatedAt);
    }

    private ConnectedSource Read(NpgsqlDataReader row)
    {
        var source = new Source
        {
            WorkspaceId = row.GetGuid(0),
            Id = row.GetGuid(1),
            Kind = row.GetString(2),
            Name = row.GetString(3),
            CartAbandonment = Words.Read<CartAbandonment>(row.GetString(4)),
            Settings = SourceSettings.FromJson(row.GetString(5)),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(6),
            LastEventAt = row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7),
            DisconnectedAt = row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8),
        };
        return new(source, row.IsDBNull(9) ? SourceSecrets.None : Open(row.GetFieldValue<byte[]>(9)));
    }

    private byte[]? Seal(SourceSecrets secrets) =>
        secrets.IsNone ? null : _key.Encrypt(JsonSerializer.Serialize(secrets, ApiJson.Options));

    private SourceSecrets Open(byte[] box) =>
        JsonSerializer.Deserialize<SourceSecrets>(_key.Decrypt(box), ApiJson.Options) ?? SourceSecrets.None;
}
