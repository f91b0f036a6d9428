using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Beckon.Server.Commands;

/// <summary>
/// Reads records from a file or from standard input (<c>-</c>): NDJSON, an array in JSON, or CSV whose first line names the fields. Which of them it is
/// shows at its first character. Records are read one at a time, however large the file is.
/// </summary>
internal static class RecordFile
{
    public static async IAsyncEnumerable<FileRecord> ReadAsync(string file, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var stream = Open(file);
        using var reader = new StreamReader(stream);
        var records = Peek(reader) switch
        {
            '[' => ArrayAsync(reader, ct),
            '{' => LinesAsync(reader, ct),
            _ => CsvAsync(reader, ct),
        };
        await foreach (var record in records) yield return record;
    }

    private static Stream Open(string file)
    {
        if (file == "-") return Console.OpenStandardInput();
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException($"There is no file {file}.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new CommandException($"The file {file} may not be read.");
        }
    }

    private static char Peek(StreamReader reader)
    {
        while (reader.Peek() is var next && next >= 0)
        {
            if (!char.IsWhiteSpace((char)next)) return (char)next;
            reader.Read();
        }
        return '\0';
    }

    private static async IAsyncEnumerable<FileRecord> LinesAsync(StreamReader reader, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var line = 1L; await reader.ReadLineAsync(ct) is { } text; line++)
        {
            if (!string.IsNullOrWhiteSpace(text)) yield return Parse(line, text);
        }
    }

    private static FileRecord Parse(long line, string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject value ? new(line, value) : new(line, null, "This is not a JSON object.");
        }
        catch (JsonException)
        {
            return new(line, null, "This is not valid JSON.");
        }
    }

    // An array is one JSON text: whole, and by number where lines mean nothing.
    private static async IAsyncEnumerable<FileRecord> ArrayAsync(StreamReader reader, [EnumeratorCancellation] CancellationToken ct)
    {
        var text = await reader.ReadToEndAsync(ct);
        JsonArray array;
        try
        {
            array = JsonNode.Parse(text) as JsonArray ?? throw new CommandException("The file is not a JSON array.");
        }
        catch (JsonException exception)
        {
            throw new CommandException($"The file is not valid JSON, from line {exception.LineNumber + 1} on.");
        }
        var number = 0L;
        foreach (var element in array)
        {
            number++;
            yield return element is JsonObject value ? new(number, value) : new(number, null, "This is not a JSON object.");
        }
    }

    private static async IAsyncEnumerable<FileRecord> CsvAsync(StreamReader reader, [EnumeratorCancellation] CancellationToken ct)
    {
        var csv = new CsvReader(reader);
        if (await csv.ReadAsync(ct) is not { } header) yield break;
        while (await csv.ReadAsync(ct) is { } row)
        {
            var value = new JsonObject();
            for (var i = 0; i < Math.Min(header.Count, row.Count); i++)
            {
                if (row[i].Length > 0) value[header[i].Trim()] = row[i];
            }
            yield return row.Count > header.Count
                ? new(csv.Line, null, $"This line has {row.Count} fields, and the first line names {header.Count}.")
                : new(csv.Line, value);
        }
    }
}
