using Beckon.Contacts;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Delivery;

/// <summary>
/// Writes down what became of messages, with the events that tell of it and what was learned about the server, in one transaction. It does not
/// give up while the database is away: what a provider has taken must be known.
/// </summary>
public sealed partial class OutboxRecorder(
    NpgsqlDataSource source, LaneSignal signal, TimeProvider time, ILogger<OutboxRecorder> log)
{
    /// <summary>What is known longer than this is written down, though other answers are still awaited.</summary>
    public static readonly TimeSpan LongestUnwritten = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    // A stopping server must end some time; what is not written down then is uncertain at the next start.
    private const int MostTriesWhenStopping = 3;

    /// <summary>What was settled without the provider.</summary>
    public Task RecordAsync(SendingTurn turn, List<MessageOutcome> settled, CancellationToken stopping) => WriteAsync(turn, settled, null, stopping);

    /// <summary>What the provider answered.</summary>
    public Task RecordAsync(SendingTurn turn, Dictionary<Guid, PreparedMessage> messages, List<ProviderResult> results, CancellationToken stopping)
    {
        var outcomes = results.ConvertAll(result =>
        {
            var (message, outgoing) = messages[result.MessageId];
            var attempt = new HandOver(message, outgoing.Title, turn.Provider.Name, turn.Settings.WhenInterrupted);
            return RetryRules.Apply(attempt, result, Random.Shared.NextDouble());
        });
        return WriteAsync(turn, outcomes, turn.Learn(results, time.GetUtcNow(), Random.Shared.NextDouble()), stopping);
    }

    private async Task WriteAsync(SendingTurn turn, List<MessageOutcome> outcomes, Circuit? circuit, CancellationToken stopping)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await TryWriteAsync(turn, outcomes, circuit);
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException { IsTransient: true } or TimeoutException)
            {
                if (stopping.IsCancellationRequested && tries >= MostTriesWhenStopping) throw;
                LogFault(exception);
                await Task.Delay(AfterFault, time, CancellationToken.None);
            }
        }
    }

    private async Task TryWriteAsync(SendingTurn turn, List<MessageOutcome> outcomes, Circuit? circuit)
    {
        var arrivals = new Lane(turn.WorkspaceId, LaneKind.Arrivals);
        var now = time.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        var recorded = await OutboxStore.RecordAsync(connection, turn.WorkspaceId, outcomes, CancellationToken.None);
        // Of a message that was erased meanwhile no address is written down any more.
        var bad = outcomes.Where(outcome => outcome is { Reason: "bad_address", Address: not null } && recorded.Contains(outcome.MessageId))
            .Select(outcome => outcome.Address!).ToArray();
        if (bad.Length > 0) await OutboxStore.SuppressAsync(connection, turn.WorkspaceId, turn.Settings.Channel, bad, now, CancellationToken.None);
        foreach (var outcome in outcomes.Where(outcome => outcome.HasOptedOut && recorded.Contains(outcome.MessageId)).OrderBy(outcome => outcome.ContactId))
            await ConsentStore.SetAsync(connection, turn.WorkspaceId, OptedOut(outcome, turn.Settings.Channel, now), CancellationToken.None);
        if (circuit is not null) await CircuitStore.SaveAsync(connection, turn.WorkspaceId, turn.Settings.Channel, turn.Settings.Version, circuit, CancellationToken.None);
        var told = outcomes.Select(outcome => Outcomes.Event(outcome, Ids.New(time), now)).OfType<CanonicalEvent>().ToList();
        if (told.Count > 0) await InboxStore.WriteWithinAsync(connection, [InboxRow.From(turn.WorkspaceId, told)], CancellationToken.None);
        if (told.Count > 0) await signal.TellOthersAsync(connection, [arrivals], CancellationToken.None);
        await turn.Hold.CheckAsync(connection, CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        if (told.Count > 0) signal.Ring(arrivals);
    }

    // The provider knows of it, because they told it.
    private static ConsentChange OptedOut(MessageOutcome outcome, Channel channel, DateTimeOffset now) => new()
    {
        ContactId = outcome.ContactId,
        Channel = channel,
        Status = ConsentStatus.Unsubscribed,
        By = ConsentVoice.Person,
        Source = "provider",
        Wording = outcome.Detail,
        At = now,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "What became of messages could not be written down yet; trying again.")]
    private partial void LogFault(Exception exception);
}
