using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Beckon.Contacts.Csv;
using Beckon.Contacts.Jobs;

namespace Beckon.Integrations.Imports;

/// <summary>
/// An import that this node is at: its file is read and understood ahead, beside the lane, so that the lane only has to write.
/// </summary>
public sealed class ActiveImport : IDisposable
{
    // Few enough that an event which arrives meanwhile hardly waits, many enough that the database works in sets.
    private const int BatchRows = 1_500;
    private const int BatchesAhead = 3;

    private readonly Channel<ImportBatch> _batches = Channel.CreateBounded<ImportBatch>(
        new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });

    private readonly CancellationTokenSource _end = new();
    private readonly ImportFile _file;
    private readonly RowRules _rules;

    public ActiveImport(ContactJob job, ImportSettings settings, ImportFile file, RowRules rules)
    {
        (Job, Settings, _file, _rules) = (job, settings, file, rules);
    }

    /// <summary>The job as of the last step.</summary>
    public ContactJob Job { get; set; }

    public ImportSettings Settings { get; }

    /// <summary>Reads the file from behind the rows that are done.</summary>
    /// <param name="ready">Called when a batch is ready.</param>
    public Task BeginAsync(Action ready) => Task.Run(() => ReadAsync(Job.Done, ready, _end.Token));

    /// <summary>The batch that is next, which stays so until <see cref="Next"/>.</summary>
    public bool TryPeek([MaybeNullWhen(false)] out ImportBatch batch) => _batches.Reader.TryPeek(out batch);

    public void Next() => _batches.Reader.TryRead(out _);

    private async Task ReadAsync(long done, Action ready, CancellationToken ct)
    {
        var number = done;
        try
        {
            using var csv = await _file.OpenAsync(done, ct);
            for (var last = false; !last;)
            {
                var batch = await ReadBatchAsync(csv, number, ct);
                (number, last) = (batch.LastNumber, batch.IsLast);
                await _batches.Writer.WriteAsync(batch, ct);
                ready();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped, or another node goes on.
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or IOException)
        {
            // The database was away: whoever looks after imports begins again from what is done.
            Failed = true;
        }
    }

    // What stands before a fault of the file is taken all the same.
    private async Task<ImportBatch> ReadBatchAsync(CsvReader csv, long number, CancellationToken ct)
    {
        var (rows, refused) = (new List<ImportRow>(BatchRows), new List<RefusedRow>());
        try
        {
            while (rows.Count + refused.Count < BatchRows)
            {
                if (await csv.ReadAsync(ct) is not { } cells) return Batch() with { IsLast = true };
                Understand(cells, ++number, rows, refused);
            }
            return Batch();
        }
        catch (CsvFaultException fault)
        {
            return Batch() with { IsLast = true, Fault = fault.Message };
        }

        ImportBatch Batch() => new(rows, refused, number, _file.BytesRead);
    }

    /// <summary>The file could not be read on for a reason that passes.</summary>
    public bool Failed { get; private set; }

    private void Understand(string[] cells, long number, List<ImportRow> rows, List<RefusedRow> refused)
    {
        var (row, reason) = _rules.Read(cells, number);
        if (row is not null) rows.Add(row);
        else refused.Add(new RefusedRow(number, cells, reason ?? ""));
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }
}
