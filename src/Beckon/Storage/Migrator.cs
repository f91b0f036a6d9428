using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Storage;

/// <summary>Brings the schema up to this program, step by step and only forward.</summary>
public sealed partial class Migrator(NpgsqlDataSource source, IReadOnlyList<Migration> migrations, ILogger<Migrator> log)
{
    // Any number does, as long as all versions of Beckon use the same.
    private const long Lock = 7_267_846_155_301;

    public async Task RunAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        // Several nodes may start at once: one works, the others wait and find the work done.
        await ExecuteAsync(connection, null, $"select pg_advisory_lock({Lock})", ct);
        try
        {
            await ApplyAsync(connection, ct);
        }
        finally
        {
            await ExecuteAsync(connection, null, $"select pg_advisory_unlock({Lock})", CancellationToken.None);
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await ExecuteAsync(
            connection,
            null,
            """
            create table if not exists schema_migration (
                number     int primary key,
                name       text not null,
                checksum   text not null,
                applied_at timestamptz not null default now()
            )
            """,
            ct);
        var applied = await AppliedAsync(connection, ct);
        foreach (var (number, was) in applied) Verify(number, was);
        foreach (var migration in migrations.Where(migration => !applied.ContainsKey(migration.Number)))
        {
            if (applied.Count > 0 && migration.Number < applied.Keys.Max())
            {
                throw new StorageException(
                    $"Schema step {migration.Name} comes before steps that this database already has, so it cannot be applied. "
                    + "Run the version of Beckon that made this database, or give the step a number after the last.");
            }
            await ApplyAsync(connection, migration, ct);
        }
    }

    private void Verify(int number, Applied was)
    {
        var migration = migrations.FirstOrDefault(migration => migration.Number == number)
            ?? throw new StorageException(
                $"The database is newer than this program: it has schema step {was.Name}, which this version of Beckon does not know. "
                + "Run the newer version, or restore a backup from before the upgrade.");
        if (migration.Checksum != was.Checksum)
        {
            throw new StorageException(
                $"Schema step {migration.Name} was changed after this database applied it. "
                + "Run the version of Beckon that made this database; changes to the schema go into a new step.");
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            await ExecuteAsync(connection, transaction, migration.Sql, ct);
        }
        catch (PostgresException exception)
        {
            throw new StorageException($"Schema step {migration.Name} failed and was undone: {exception.MessageText}", exception);
        }
        await using var record = new NpgsqlCommand(
            "insert into schema_migration (number, name, checksum) values (@number, @name, @checksum)", connection, transaction);
        record.Parameters.AddWithValue("number", migration.Number);
        record.Parameters.AddWithValue("name", migration.Name);
        record.Parameters.AddWithValue("checksum", migration.Checksum);
        await record.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        LogApplied(migration.Name);
    }

    private static async Task<Dictionary<int, Applied>> AppliedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var applied = new Dictionary<int, Applied>();
        await using var command = new NpgsqlCommand("select number, name, checksum from schema_migration order by number", connection);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) applied.Add(row.GetInt32(0), new(row.GetString(1), row.GetString(2)));
        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql, CancellationToken ct)
    {
#pragma warning disable CA2100 // The SQL is a constant or an embedded file of this program.
        await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied schema step {Name}")]
    private partial void LogApplied(string name);

    private sealed record Applied(string Name, string Checksum);
}
