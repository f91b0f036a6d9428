using System.Text;

namespace Beckon.Server.Commands;

/// <summary>Reads CSV (RFC 4180): quoted fields may hold commas, quotes and line breaks. Separated by commas, semicolons or tabs, as the first line is.</summary>
internal sealed class CsvReader(TextReader reader)
{
    private static readonly char[] Separators = [',', ';', '\t'];

    private char _separator;
    private long _next = 1;

    /// <summary>The line that the last record began on.</summary>
    public long Line { get; private set; }

    /// <summary>The fields of the next record; null at the end. Empty lines are none.</summary>
    public async Task<List<string>?> ReadAsync(CancellationToken ct)
    {
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            Line = _next++;
            if (line.Length == 0) continue;
            if (_separator == '\0') _separator = SeparatorOf(line);
            return await FieldsAsync(line, ct);
        }
        return null;
    }

    private async Task<List<string>> FieldsAsync(string line, CancellationToken ct)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var at = 0;
        while (true)
        {
            if (at < line.Length && line[at] == '"')
            {
                (line, at) = await QuotedAsync(line, at + 1, field, ct);
            }
            while (at < line.Length && line[at] != _separator) field.Append(line[at++]);
            fields.Add(field.ToString());
            field.Clear();
            if (at >= line.Length) return fields;
            at++;
        }
    }

    // From behind the opening quote to behind the closing one, which may be lines further down.
    private async Task<(string Line, int At)> QuotedAsync(string line, int at, StringBuilder field, CancellationToken ct)
    {
        while (true)
        {
            for (; at < line.Length; at++)
            {
                if (line[at] != '"')
                {
                    field.Append(line[at]);
                    continue;
                }
                if (at + 1 >= line.Length || line[at + 1] != '"') return (line, at + 1);
                field.Append('"');
                at++;
            }
            if (await reader.ReadLineAsync(ct) is not { } more) return ("", 0);
            _next++;
            field.Append('\n');
            (line, at) = (more, 0);
        }
    }

    private static char SeparatorOf(string header) => Separators.MaxBy(one => header.Count(letter => letter == one));
}
