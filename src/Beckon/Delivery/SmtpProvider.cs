using Beckon.Delivery.Email;

namespace Beckon.Delivery;

/// <summary>Hands messages to a mail server, over as many connections at a time as the channel allows.</summary>
public sealed class SmtpProvider(SmtpOptions options, TimeProvider time) : IMessageProvider
{
    private readonly SmtpPool _pool = new(options, time);

    public string Name => "smtp";

    public bool IsIdempotent => false;

    public IAsyncEnumerable<ProviderResult> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken ct) =>
        new ParallelHandOver(messages, SendAsync, time).Begin(options.MaxConnections, ct);

    private async Task<ProviderResult> SendAsync(OutgoingMessage message, CancellationToken ct)
    {
        var handedAt = time.GetUtcNow();
        var result = await _pool.SendAsync(((OutgoingEmail)message).Email, ct);
        return new ProviderResult(message.MessageId, OutcomeOf(result), result.Reply?.ToString() ?? result.Detail, handedAt);
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
}
