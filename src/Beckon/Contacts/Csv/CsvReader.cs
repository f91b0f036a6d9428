using System.Text;

namespace Beckon.Contacts.Csv;

/// <summary>
/// Reads rows of a CSV file (RFC 4180), whatever its delimiter: cells in quotes may hold delimiters, quotes and line ends. A quote inside of a cell
/// that did not begin with one is only a character.
/// </summary>
public sealed class CsvReader(TextReader text, char delimiter) : IDisposable
{
    /// <summary>A cell that goes on for longer is a quote that was never closed.</summary>
    public const int LongestCell = 64 << 10;

    private readonly char[] _buffer = new char[64 << 10];
    private readonly StringBuilder _cell = new();
    private readonly List<string> _row = [];
    private int _at;
    private int _end;

    /// <summary>How many rows were read, empty lines not counted.</summary>
    public long Rows { get; private set; }

    /// <summary>The cells of the next row that is not empty; null at the end.</summary>
    /// <exception cref="CsvFaultException">The file cannot be read on from here.</exception>
    public async ValueTask<string[]?> ReadAsync(CancellationToken ct)
    {
        while (await ReadRowAsync(ct))
        {
            // A line with nothing in it, as at the end of many files.
            if (_row.Count == 1 && _row[0].Length == 0) continue;
            Rows++;
            return [.. _row];
        }
        return null;
    }

    private async ValueTask<bool> ReadRowAsync(CancellationToken ct)
    {
        _row.Clear();
        _cell.Clear();
        var (begun, quoted, wasQuoted) = (false, false, false);
        while (_at < _end || await FillAsync(ct))
        {
            var c = _buffer[_at++];
            if (quoted)
            {
                if (c != '"') Add(c);
                else if ((_at < _end || await FillAsync(ct)) && _buffer[_at] == '"') Add(_buffer[_at++]);
                else quoted = false;
                continue;
            }
            if (c is '\n' or '\r' && c != delimiter)
            {
                if (c == '\r' && (_at < _end || await FillAsync(ct)) && _buffer[_at] == '\n') _at++;
                EndCell(ref wasQuoted);
                return true;
            }
            if (c == delimiter) EndCell(ref wasQuoted);
            else if (c == '"' && _cell.Length == 0 && !wasQuoted) quoted = wasQuoted = true;
            else Add(c);
            begun = true;
        }
        if (quoted) throw Unclosed();
        if (!begun && !wasQuoted) return false;
        EndCell(ref wasQuoted);
        return true;
    }

    private void Add(char c)
    {
        if (_cell.Length >= LongestCell) throw Unclosed();
        _cell.Append(c);
    }

    private void EndCell(ref bool wasQuoted)
    {
        _row.Add(_cell.ToString());
        _cell.Clear();
        wasQuoted = false;
    }

    private async ValueTask<bool> FillAsync(CancellationToken ct)
    {
        _at = 0;
        _end = await text.ReadAsync(_buffer, ct);
        return _end > 0;
    }

    private CsvFaultException Unclosed() => new(
        $"Row {Rows + 1}: a quote is opened and never closed. Close it, or double it (\"\") if it is part of the text, and upload the file again.");

    public void Dispose() => text.Dispose();
}

/// <summary>A CSV file cannot be read on; the message says where and what to do.</summary>
public sealed class CsvFaultException(string message) : Exception(message);
