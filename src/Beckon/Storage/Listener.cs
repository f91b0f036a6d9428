using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Storage;

/// <summary>Hears what the nodes tell each other through the database. What is told while nobody hears is lost: it hurries things up, and nothing depends on it.</summary>
public sealed partial class Listener(NpgsqlDataSource source, IEnumerable<Heard> heard, TimeProvider time, ILogger<Listener> log) : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Action<string>> _heard = heard.ToDictionary(one => one.Channel, one => one.Do);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException)
            {
                LogFault(exception);
                await Task.Delay(AfterFault, time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        connection.Notification += (_, told) =>
        {
            if (_heard.TryGetValue(told.Channel, out var act)) act(told.Payload);
        };
        await connection.Command(string.Join("; ", _heard.Keys.Select(channel => $"listen {channel}"))).RunAsync(ct);
        while (true) await connection.WaitAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Listening to other nodes was interrupted; trying again.")]
    private partial void LogFault(Exception exception);
}

/// <summary>What is done when something is told on a channel (a name of the program's own, never of a sender).</summary>
public sealed record Heard(string Channel, Action<string> Do);
