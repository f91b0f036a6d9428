using Beckon.Delivery.Email;

namespace Beckon.Delivery;

/// <summary>Hands e-mails over: the plug-in point of the e-mail channel.</summary>
public interface IEmailProvider : IAsyncDisposable
{
    string Name { get; }

    /// <summary>
    /// Handing the same message over twice counts once, so that after a crash it may simply be handed over again. Where this is false, a message
    /// whose hand-over was interrupted stays uncertain and is never blindly sent again.
    /// </summary>
    bool IsIdempotent { get; }

    /// <summary>
    /// Hands e-mails over and tells of each as soon as it is known. What a provider or network may do is in the result, never thrown; where the
    /// provider is not idempotent, that holds for a cancellation too: what was not begun is <see cref="ProviderOutcome.NotTried"/>.
    /// </summary>
    IAsyncEnumerable<ProviderResult> SendAsync(IReadOnlyList<OutgoingEmail> emails, CancellationToken ct);
}

/// <summary>A composed e-mail, the message it is of, and whose data it shows; null when it is nobody's.</summary>
public sealed record OutgoingEmail(Guid WorkspaceId, Guid MessageId, EmailMessage Message, Guid? ContactId = null);

/// <summary>What the provider made of a message, with its words, and when it was handed over.</summary>
public sealed record ProviderResult(Guid MessageId, ProviderOutcome Outcome, string Reply, DateTimeOffset HandedAt);

/// <summary>What became of a hand-over.</summary>
public enum ProviderOutcome
{
    /// <summary>Taken; the provider is responsible now.</summary>
    Accepted,

    /// <summary>The address does not exist or is closed: it is not written to again.</summary>
    BadAddress,

    /// <summary>Refused for good because of the message or the sender.</summary>
    Refused,

    /// <summary>Not this message, not now: to be tried again later.</summary>
    Deferred,

    /// <summary>The settings are wrong (credentials, host): no message can go until a person mends them.</summary>
    Misconfigured,

    /// <summary>The server is not there or turns everybody away: no message can go until it is back.</summary>
    Unreachable,

    /// <summary>Nobody can know whether it was taken.</summary>
    Uncertain,

    /// <summary>Its turn did not come: Beckon is stopping, or the server failed for those before it.</summary>
    NotTried,
}
