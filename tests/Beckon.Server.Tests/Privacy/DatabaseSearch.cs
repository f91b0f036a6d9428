using System.IO.Compression;
using System.Text;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Server.Tests.Privacy;

/// <summary>
/// Looks for words in the whole database: every column of every table there is, as the catalogue lists them, so that a table that is added later is
/// searched without anybody thinking of it. Bytes are searched as they are and, where they can be, unpacked.
/// </summary>
internal static class DatabaseSearch
{
    /// <summary>The tables and columns in which one of the words occurs, in any letters.</summary>
    public static async Task<List<string>> FindAsync(NpgsqlDataSource database, params string[] words)
    {
        await using var connection = await database.OpenConnectionAsync();
        var columns = await connection
            .Command(
                """
                select t.relname, a.attname, a.atttypid = 'bytea'::regtype
                from pg_class t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
                where t.relnamespace = 'public'::regnamespace and t.relkind = 'r'
                order by 1, 2
                """)
            .ReadAsync(row => (Table: row.GetString(0), Column: row.GetString(1), Bytes: row.GetBoolean(2)), CancellationToken.None);
        columns.Count.ShouldBeGreaterThan(100);
        var found = new List<string>();
        foreach (var (table, column, bytes) in columns)
        {
            var holds = bytes ? await HoldsBytesAsync(connection, table, column, words) : await HoldsTextAsync(connection, table, column, words);
            if (holds) found.Add($"{table}.{column}");
        }
        return found;
    }

    private static async Task<bool> HoldsTextAsync(NpgsqlConnection connection, string table, string column, string[] words) =>
        (await connection
            .Command($"select exists (select from {table} x cross join unnest($1) as w(word) where position(lower(w.word) in lower(x.{column}::text)) > 0)")
            .With(words)
            .ReadAsync(row => row.GetBoolean(0), CancellationToken.None))[0];

    private static async Task<bool> HoldsBytesAsync(NpgsqlConnection connection, string table, string column, string[] words)
    {
        await using var command = connection.Command($"select {column} from {table} where {column} is not null");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var bytes = await reader.GetFieldValueAsync<byte[]>(0);
            if (Holds(bytes, words) || Holds(Inflated(bytes, stream => new DeflateStream(stream, CompressionMode.Decompress)), words)
                || Holds(Inflated(bytes, stream => new GZipStream(stream, CompressionMode.Decompress)), words))
            {
                return true;
            }
        }
        return false;
    }

    private static bool Holds(byte[] bytes, string[] words)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return Array.Exists(words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static byte[] Inflated(byte[] bytes, Func<Stream, Stream> unpack)
    {
        using var result = new MemoryStream();
        try
        {
            using var stream = unpack(new MemoryStream(bytes));
            stream.CopyTo(result);
        }
        catch (InvalidDataException)
        {
            // What was unpacked until the fault counts too.
        }
        return result.ToArray();
    }
}
