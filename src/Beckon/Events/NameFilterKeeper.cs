using Beckon.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Events;

/// <summary>
/// Makes the filters that tell in which pages of the history a name occurs, for the pages that have filled since. Pages without a filter are looked
/// through, so that lateness costs time and nothing else.
/// </summary>
public sealed partial class NameFilterKeeper(NpgsqlDataSource source, TimeProvider time, ILogger<NameFilterKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Minute, time, stoppingToken);
            try
            {
                await KeepAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                LogPutOff(exception);
            }
        }
    }

    public async Task KeepAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var indexes = await connection
            .Command(
                """
                select i.indexrelid::regclass::text
                from pg_inherits h
                join pg_index i on i.indexrelid = h.inhrelid
                where h.inhparent = to_regclass('event_by_name')
                order by 1
                """)
            .ReadAsync(row => row.GetString(0), ct);
        foreach (var index in indexes) await SummarizeAsync(connection, index, ct);
    }

    // Shorter than the time after which the server would stop a vacuum that is in the way: then the next minute will do.
    private static async Task SummarizeAsync(NpgsqlConnection connection, string index, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.Command("set local lock_timeout = '50ms'").RunAsync(ct);
        try
        {
            await connection.Command("select brin_summarize_new_values($1::regclass)").With(index).RunAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await transaction.RollbackAsync(ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The filters of event names could not be brought up to date; trying again in a minute.")]
    private partial void LogPutOff(Exception exception);
}
