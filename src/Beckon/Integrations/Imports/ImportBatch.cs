namespace Beckon.Integrations.Imports;

/// <summary>Rows of a file that take effect together.</summary>
/// <param name="Rows">Those that were understood.</param>
/// <param name="Refused">Those that were not.</param>
/// <param name="LastNumber">The number of the last row of both.</param>
/// <param name="BytesDone">How much of the file has been read for it.</param>
public sealed record ImportBatch(IReadOnlyList<ImportRow> Rows, IReadOnlyList<RefusedRow> Refused, long LastNumber, long BytesDone)
{
    /// <summary>Nothing comes behind it.</summary>
    public bool IsLast { get; init; }

    /// <summary>Why the file cannot be read on from here.</summary>
    public string? Fault { get; init; }

    /// <summary>Two batches of half the rows each.</summary>
    public (ImportBatch First, ImportBatch Second) Halves()
    {
        var half = Rows.Count / 2;
        var border = Rows[half - 1].Number;
        var first = new ImportBatch([.. Rows.Take(half)], [.. Refused.Where(row => row.Number <= border)], border, BytesDone);
        var second = this with { Rows = [.. Rows.Skip(half)], Refused = [.. Refused.Where(row => row.Number > border)] };
        return (first, second);
    }

    /// <summary>The same with all its rows refused for a reason.</summary>
    public ImportBatch AllRefused(string reason) =>
        this with { Rows = [], Refused = [.. Refused.Concat(Rows.Select(row => new RefusedRow(row.Number, row.Cells, reason))).OrderBy(row => row.Number)] };
}
