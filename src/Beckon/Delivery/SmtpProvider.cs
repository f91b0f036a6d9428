using System.Runtime.CompilerServices;
using Beckon.Delivery.Email;

namespace Beckon.Delivery;

/// <summary>Hands messages to a mail server.</summary>
public sealed class SmtpProvider(SmtpOptions options, TimeProvider time) : IEmailProvider
{
    private readonly SmtpPool _pool = new(options, time);

    public string Name => "smtp";

    public bool IsIdempotent => false;

    public async IAsyncEnumerable<ProviderResult> SendAsync(IReadOnlyList<OutgoingEmail> emails, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var sent in Task.WhenEach(emails.Select(email => SendAsync(email, ct))).WithCancellation(ct)) yield return await sent;
    }

    private async Task<ProviderResult> SendAsync(OutgoingEmail email, CancellationToken ct)
    {
        var handedAt = time.GetUtcNow();
        var result = await _pool.SendAsync(email.Message, ct);
        return new ProviderResult(email.MessageId, OutcomeOf(result), result.Reply?.ToString() ?? result.Detail, handedAt);
    }

    private static ProviderOutcome OutcomeOf(SmtpSendResult result) => result.Outcome switch
    {
        SmtpOutcome.Accepted => ProviderOutcome.Accepted,
        SmtpOutcome.RejectedPermanently => result.IsBadAddress ? ProviderOutcome.BadAddress : ProviderOutcome.Refused,
        SmtpOutcome.DeferredTemporarily => ProviderOutcome.Deferred,
        SmtpOutcome.Misconfigured => ProviderOutcome.Misconfigured,
        SmtpOutcome.Uncertain => ProviderOutcome.Uncertain,
    };

    public ValueTask DisposeAsync() => _pool.DisposeAsync();
}
