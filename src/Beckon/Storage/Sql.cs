using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Beckon.Storage;

/// <summary>Short forms for commands with positional, typed parameters: <c>connection.Sql("… $1 …").With(id)</c>.</summary>
public static class Sql
{
    [SuppressMessage("Security", "CA2100", Justification = "Callers pass literals; values travel as parameters.")]
    public static NpgsqlCommand Command(this NpgsqlConnection connection, [StringSyntax("sql")] string sql) => new(sql, connection);

    public static NpgsqlCommand With<T>(this NpgsqlCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    /// <summary>For arrays with missing values, where the element type alone does not say the SQL type.</summary>
    public static NpgsqlCommand With<T>(this NpgsqlCommand command, T value, NpgsqlTypes.NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return command;
    }

    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, T value, NpgsqlTypes.NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return command;
    }

    /// <summary>Runs a command whose result does not matter and lets it go.</summary>
    public static async Task<int> RunAsync(this NpgsqlCommand command, CancellationToken ct)
    {
        await using (command) return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Reads the only row, or null when there is none.</summary>
    public static async Task<T?> FindAsync<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken ct)
        where T : class
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(ct);
            return await reader.ReadAsync(ct) ? read(reader) : null;
        }
    }

    /// <summary>Reads all rows of a small result.</summary>
    public static async Task<List<T>> ReadAsync<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(ct);
            var rows = new List<T>();
            while (await reader.ReadAsync(ct)) rows.Add(read(reader));
            return rows;
        }
    }

    /// <summary>
    /// The condition that a text begins with another, for columns with a text_pattern_ops index: bytes are compared, so that wildcards mean nothing
    /// and the index also serves where the beginning comes from a parameter or another row.
    /// </summary>
    public static string StartsWith(string column, string beginning) =>
        $"({column} ~>=~ {beginning} and {column} ~<~ ({beginning} || chr(1114111)))";

    public static string? TextOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static Guid? IdOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);

    public static DateTimeOffset Time(this NpgsqlDataReader reader, int column) => new(reader.GetDateTime(column));

    public static DateTimeOffset? TimeOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Time(column);
}
