using Beckon.Integrations.Fetching;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Integrations.BigCommerce;

/// <summary>Works off what waits to be fetched, a few at a time, beside everything else.</summary>
public sealed partial class BigCommerceWorker(
    FetchStore fetches, BigCommerceInbox inbox, BigCommerceFetcher fetcher, Node node, TimeProvider time, ILogger<BigCommerceWorker> log) : BackgroundService
{
    private const int AtOnce = 4;

    // What another node has taken in, one that died has left, or is to be tried again.
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterBug = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (node.Works && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                var due = await fetches.ClaimAsync(AtOnce, stoppingToken);
                if (due.Count == 0) await inbox.WaitAsync(LookAround, stoppingToken);
                else await Task.WhenAll(due.Select(fetch => FetchAsync(fetch, stoppingToken)));
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                LogFault(exception);
                await Task.Delay(AfterFault, time, stoppingToken);
            }
        }
    }

    private async Task FetchAsync(PendingFetch fetch, CancellationToken ct)
    {
        try
        {
            await fetcher.FetchAsync(fetch, ct);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or NpgsqlException or TimeoutException))
        {
            // A bug of ours: it must not keep the others from being fetched.
            LogFailed(fetch.Id, exception);
            await fetches.PutOffAsync(fetch, time.GetUtcNow() + AfterBug, exception.Message, allOfSource: false, ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The fetch {FetchId} failed and is tried again later.")]
    private partial void LogFailed(Guid fetchId, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Fetching from BigCommerce stopped for a moment and will go on where it was.")]
    private partial void LogFault(Exception exception);
}
