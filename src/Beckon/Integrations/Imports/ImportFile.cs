using Beckon.Contacts.Csv;
using Beckon.Contacts.Jobs;
using Npgsql;

namespace Beckon.Integrations.Imports;

/// <summary>The file of an import, to be read as rows.</summary>
public sealed class ImportFile(NpgsqlDataSource database, ContactJob job, ImportShape shape)
{
    private const int BufferBytes = 64 << 10;

    private Func<long> _read = () => 0;

    /// <summary>How much of it has been read.</summary>
    public long BytesRead => _read();

    /// <summary>The rows behind the headings and behind so many others.</summary>
    public async Task<CsvReader> OpenAsync(long behind, CancellationToken ct)
    {
        var csv = Open();
        await csv.ReadAsync(ct);
        for (var skipped = 0L; skipped < behind; skipped++) await csv.ReadAsync(ct);
        return csv;
    }

    /// <summary>The first rows, the headings with them.</summary>
    public async Task<List<string[]>> HeadAsync(int most, CancellationToken ct)
    {
        using var csv = Open();
        var rows = new List<string[]>();
        while (rows.Count < most && await csv.ReadAsync(ct) is { } row) rows.Add(row);
        return rows;
    }

    private CsvReader Open()
    {
        var file = new JobFileStream(database, job.WorkspaceId, job.Id);
        _read = () => file.Position;
        return new CsvReader(new StreamReader(file, CsvShape.DecoderOf(shape.Encoding), detectEncodingFromByteOrderMarks: true, BufferBytes), shape.Delimiter[0]);
    }
}

/// <summary>How the file of an import is read.</summary>
/// <param name="Encoding">Its encoding.</param>
/// <param name="Delimiter">What stands between its cells.</param>
/// <param name="Headings">Its first row.</param>
public sealed record ImportShape(string Encoding, string Delimiter, IReadOnlyList<string> Headings);
