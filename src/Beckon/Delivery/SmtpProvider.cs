using System.Threading.Channels;
using Beckon.Delivery.Email;

namespace Beckon.Delivery;

/// <summary>Hands messages to a mail server, over as many connections at a time as the channel allows.</summary>
public sealed class SmtpProvider(SmtpOptions options, TimeProvider time) : IEmailProvider
{
    private readonly SmtpPool _pool = new(options, time);

    public string Name => "smtp";

    public bool IsIdempotent => false;

    public IAsyncEnumerable<ProviderResult> SendAsync(IReadOnlyList<OutgoingEmail> emails, CancellationToken ct)
    {
        var run = new Run(_pool, emails, time);
        _ = run.WorkAsync(Math.Min(options.MaxConnections, emails.Count), ct);
        // Not cancelled: of each message it is told what became of it.
        return run.Results.ReadAllAsync(CancellationToken.None);
    }

    private static ProviderOutcome OutcomeOf(SmtpSendResult result) => result.Outcome switch
    {
        SmtpOutcome.Accepted => ProviderOutcome.Accepted,
        SmtpOutcome.RejectedPermanently => result.IsBadAddress ? ProviderOutcome.BadAddress : ProviderOutcome.Refused,
        SmtpOutcome.DeferredTemporarily => result.IsServers ? ProviderOutcome.Unreachable : ProviderOutcome.Deferred,
        SmtpOutcome.Misconfigured => ProviderOutcome.Misconfigured,
        SmtpOutcome.Uncertain => ProviderOutcome.Uncertain,
    };

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    /// <summary>The hand-over of one batch.</summary>
    private sealed class Run(SmtpPool pool, IReadOnlyList<OutgoingEmail> emails, TimeProvider time)
    {
        private readonly Channel<ProviderResult> _results = Channel.CreateUnbounded<ProviderResult>(new UnboundedChannelOptions { SingleReader = true });
        private int _taken = -1;
        private int _failures;

        public ChannelReader<ProviderResult> Results => _results.Reader;

        public async Task WorkAsync(int connections, CancellationToken ct)
        {
            var workers = Task.WhenAll(Enumerable.Range(0, connections).Select(_ => WorkAsync(ct)));
            await workers.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // A fault is the reader's to see.
            _results.Writer.Complete(workers.Exception?.InnerException);
        }

        private async Task WorkAsync(CancellationToken ct)
        {
            // The caller goes on with its own work meanwhile.
            await Task.Yield();
            for (var i = Interlocked.Increment(ref _taken); i < emails.Count; i = Interlocked.Increment(ref _taken))
                _results.Writer.TryWrite(await SendAsync(emails[i], ct));
        }

        private async Task<ProviderResult> SendAsync(OutgoingEmail email, CancellationToken ct)
        {
            var handedAt = time.GetUtcNow();
            // A server that failed for several in a row would do the same to the rest, and leave each in doubt or wait for each as long.
            if (ct.IsCancellationRequested || Volatile.Read(ref _failures) >= CircuitRules.FailuresToOpen) return NotTried(email, handedAt);
            try
            {
                var result = await pool.SendAsync(email.Message, ct);
                var outcome = OutcomeOf(result);
                if (CircuitRules.IsServers(outcome)) Interlocked.Increment(ref _failures);
                else Volatile.Write(ref _failures, 0);
                return new ProviderResult(email.MessageId, outcome, result.Reply?.ToString() ?? result.Detail, handedAt);
            }
            catch (OperationCanceledException)
            {
                return NotTried(email, handedAt);
            }
        }

        private static ProviderResult NotTried(OutgoingEmail email, DateTimeOffset at) => new(email.MessageId, ProviderOutcome.NotTried, "", at);
    }
}
