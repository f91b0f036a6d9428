using Beckon.Storage;
using Beckon.Storage.Months;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Events;

/// <summary>
/// Keeps the table of new keys small, so that noticing a repeated delivery costs the same however long the history is, and forgets keys with
/// the events they are of: (workspace, source, message id) is unique for as long as the history is kept.
/// </summary>
public sealed partial class EventKeyKeeper(NpgsqlDataSource source, RetentionOptions retention, TimeProvider time, ILogger<EventKeyKeeper> log)
    : BackgroundService
{
    // About a million keys, whose index fits into the memory of the smallest database.
    private const long Small = 64 << 20;

    // The past is written anew when there is an eighth as much to add: so each key is written eight times in all, however many there are.
    private const int Share = 8;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private DateTimeOffset _forgottenAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _forgottenAt = time.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Minute, time, stoppingToken);
            try
            {
                var forget = time.GetUtcNow() - _forgottenAt >= Day;
                await KeepAsync(forget, stoppingToken);
                if (forget) _forgottenAt = time.GetUtcNow();
            }
            catch (NpgsqlException exception)
            {
                // Until the next try all keys are where they were.
                LogPutOff(exception);
            }
        }
    }

    /// <summary>Moves new keys to the past where they have become many, or where there are some to forget and that is asked for.</summary>
    public async Task KeepAsync(bool forget, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        if (!await EventKeyMergeStore.TryLockAsync(connection, ct)) return;
        try
        {
            var oldest = RetentionOptions.Oldest(retention.EventsMonths, Month.Of(time.GetUtcNow()))?.Start;
            var sizes = await EventKeyMergeStore.SizesAsync(connection, ct);
            var due = sizes.New > Math.Max(Small, sizes.Past / Share);
            if (!due && forget && oldest is { } moment) due = await EventKeyMergeStore.AnyBeforeAsync(connection, moment, ct);
            // A program that was stopped in between has left keys that are closed and not yet moved.
            if (sizes.Closing == 0)
            {
                if (!due || !await BriefLock.TryAsync(() => EventKeyMergeStore.CloseAsync(connection, ct), time, ct)) return;
            }
            await EventKeyMergeStore.MergeAsync(connection, oldest, ct);
            if (await BriefLock.TryAsync(() => EventKeyMergeStore.ReplaceAsync(connection, ct), time, ct)) LogMoved();
        }
        finally
        {
            await EventKeyMergeStore.UnlockAsync(connection);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Moved the message ids of new events to those of the past.")]
    private partial void LogMoved();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The message ids of new events could not be moved to those of the past; trying again in a minute.")]
    private partial void LogPutOff(Exception exception);
}
