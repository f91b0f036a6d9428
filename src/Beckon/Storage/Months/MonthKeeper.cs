using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Storage.Months;

/// <summary>
/// Sees to the months of the history: the present and the next three are there before anything is written to them, what lies outside all months
/// gets its own where it is much, and months older than the retention go.
/// </summary>
public sealed partial class MonthKeeper(NpgsqlDataSource source, RetentionOptions retention, TimeProvider time, ILogger<MonthKeeper> log)
{
    private const int Ahead = 3;

    // Loaded history may be older than any month. A few rows are no reason for a table of their own, and one before this was made by a wrong clock.
    private const long WorthAMonth = 1_000;
    private const int LongestPast = 120;

    private const int AtATime = 10_000;

    /// <summary>Makes and drops what is due. One node at a time; the others wait and find the work done.</summary>
    public async Task KeepAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await MonthStore.LockAsync(connection, ct);
        try
        {
            foreach (var table in MonthlyTable.All(retention))
            {
                if (await MonthStore.IsMonthlyAsync(connection, table, ct)) await KeepAsync(connection, table, ct);
            }
        }
        finally
        {
            await MonthStore.UnlockAsync(connection);
        }
    }

    /// <summary>Lets the planner know how much there is.</summary>
    public async Task AnalyzeAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        foreach (var table in MonthlyTable.All(retention))
        {
            if (await MonthStore.IsMonthlyAsync(connection, table, ct)) await MonthStore.AnalyzeAsync(connection, table, ct);
        }
    }

    // What cannot be done now is done tomorrow: the default partition takes rows without a month, and a month too many does no harm.
    private async Task KeepAsync(NpgsqlConnection connection, MonthlyTable table, CancellationToken ct)
    {
        var present = Month.Of(time.GetUtcNow());
        var months = await MonthStore.MonthsAsync(connection, table, ct);
        var oldest = table.Oldest(present);
        foreach (var month in await WantedAsync(connection, table, present, ct))
        {
            if (months.Contains(month) || month < oldest) continue;
            if (await BriefLock.TryAsync(() => MonthStore.MakeAsync(connection, table, month, ct), time, ct)) LogMade(table.Name, month);
            else LogPutOff(table.Name, month);
        }
        if (oldest is not { } first) return;
        foreach (var month in months.Where(month => month < first))
        {
            if (await BriefLock.TryAsync(() => MonthStore.DropAsync(connection, table, month, ct), time, ct)) LogDropped(table.Name, month);
            else LogKept(table.Name, month);
        }
        while (await MonthStore.DeleteStraysAsync(connection, table, first, AtATime, ct) > 0)
        {
        }
    }

    private static async Task<List<Month>> WantedAsync(NpgsqlConnection connection, MonthlyTable table, Month present, CancellationToken ct)
    {
        var strays = await MonthStore.StraysAsync(connection, table, present.Plus(-LongestPast), present, ct);
        var past = strays.Where(stray => stray.Rows >= WorthAMonth).Select(stray => stray.Month);
        // The present first: it is what is being written to.
        return [.. Enumerable.Range(0, Ahead + 1).Select(present.Plus), .. past.OrderDescending()];
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Made the month {Month} of {Table}.")]
    private partial void LogMade(string table, Month month);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The month {Month} of {Table} could not be made while others used the table; its rows go to the default partition until the next try.")]
    private partial void LogPutOff(string table, Month month);

    [LoggerMessage(Level = LogLevel.Information, Message = "Dropped the month {Month} of {Table}: it is older than what is kept.")]
    private partial void LogDropped(string table, Month month);

    [LoggerMessage(Level = LogLevel.Information, Message = "The month {Month} of {Table} is older than what is kept, but in use; it is looked at again tomorrow.")]
    private partial void LogKept(string table, Month month);
}
