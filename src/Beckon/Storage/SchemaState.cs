using Npgsql;

namespace Beckon.Storage;

/// <summary>Whether the database answers and has the schema that this program works with.</summary>
public sealed class SchemaState(NpgsqlDataSource source)
{
    public async Task PingAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await connection.Command("select 1").RunAsync(ct);
    }

    /// <summary>
    /// Says in words that the schema has every step of this program. Steps of a newer program do not count against it: during an upgrade the
    /// older nodes go on until they are replaced.
    /// </summary>
    /// <exception cref="StorageException">A step is missing, as after a backup of an older version was put in place under a running program.</exception>
    public async Task<string> CompareAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var applied = (await connection.Command("select number from schema_migration").ReadAsync(row => row.GetInt32(0), ct)).ToHashSet();
        var missing = Migration.Embedded.Where(step => !applied.Contains(step.Number)).Select(step => step.Name).ToList();
        if (missing.Count > 0) throw new StorageException($"The database lacks schema step {string.Join(", ", missing)}. Restart Beckon, which applies it.");
        var newer = applied.Max() > Migration.Embedded[^1].Number;
        return newer ? $"It has all steps up to {Migration.Embedded[^1].Name}, and newer ones: upgrade this node too." : $"It is at {Migration.Embedded[^1].Name}.";
    }
}
