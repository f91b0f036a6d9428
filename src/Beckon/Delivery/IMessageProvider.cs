using Beckon.Delivery.Email;
using Beckon.Delivery.Sms;

namespace Beckon.Delivery;

/// <summary>Hands messages over: the plug-in point of a channel.</summary>
public interface IMessageProvider : IAsyncDisposable
{
    string Name { get; }

    /// <summary>
    /// Handing the same message over twice counts once, so that after a crash it may simply be handed over again. Where this is false, a message
    /// whose hand-over was interrupted stays uncertain and is never blindly sent again.
    /// </summary>
    bool IsIdempotent { get; }

    /// <summary>
    /// Hands messages of its channel over and tells of each as soon as it is known. What a provider or network may do is in the result, never thrown;
    /// where the provider is not idempotent, that holds for a cancellation too: what was not begun is <see cref="ProviderOutcome.NotTried"/>.
    /// </summary>
    IAsyncEnumerable<ProviderResult> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken ct);
}

/// <summary>A composed message, ready to be handed over.</summary>
/// <param name="WorkspaceId">Whose.</param>
/// <param name="MessageId">The message it is of.</param>
/// <param name="ContactId">Whose data it shows; null when it is nobody's.</param>
public abstract record OutgoingMessage(Guid WorkspaceId, Guid MessageId, Guid? ContactId)
{
    /// <summary>What it is called where messages are listed: its subject, or how it begins.</summary>
    public abstract string Title { get; }
}

/// <summary>A composed e-mail.</summary>
/// <param name="WorkspaceId">Whose.</param>
/// <param name="MessageId">The message it is of.</param>
/// <param name="Email">The e-mail.</param>
/// <param name="ContactId">Whose data it shows; null when it is nobody's.</param>
public sealed record OutgoingEmail(Guid WorkspaceId, Guid MessageId, EmailMessage Email, Guid? ContactId = null) : OutgoingMessage(WorkspaceId, MessageId, ContactId)
{
    public override string Title => Email.Subject;
}

/// <summary>A composed text message.</summary>
/// <param name="WorkspaceId">Whose.</param>
/// <param name="MessageId">The message it is of.</param>
/// <param name="Sms">The text message.</param>
/// <param name="ContactId">Whose data it shows; null when it is nobody's.</param>
public sealed record OutgoingSms(Guid WorkspaceId, Guid MessageId, SmsMessage Sms, Guid? ContactId = null) : OutgoingMessage(WorkspaceId, MessageId, ContactId)
{
    private const int LongestTitle = 100;

    public override string Title => Sms.Body.Length <= LongestTitle ? Sms.Body : string.Concat(Sms.Body.AsSpan(0, LongestTitle - 1).TrimEnd(), "…");
}

/// <summary>What the provider made of a message, with its words, and when it was handed over.</summary>
public sealed record ProviderResult(Guid MessageId, ProviderOutcome Outcome, string Reply, DateTimeOffset HandedAt);

/// <summary>What became of a hand-over.</summary>
public enum ProviderOutcome
{
    /// <summary>Taken; the provider is responsible now.</summary>
    Accepted,

    /// <summary>The address does not exist or is closed: it is not written to again.</summary>
    BadAddress,

    /// <summary>Its owner has told the provider to send nothing more: it is not written to until they say otherwise.</summary>
    OptedOut,

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
