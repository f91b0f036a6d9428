namespace Beckon.Delivery.Sms;

/// <summary>Hands text messages to Twilio.</summary>
public sealed class TwilioProvider(TwilioClient client, TwilioSettings account, string token, TimeProvider time) : IMessageProvider
{
    // Twilio's own limit of requests at a time is at least so high.
    private const int AtATime = 16;

    private readonly SendPace? _pace = account.PerSecond is { } rate ? new SendPace(rate, time) : null;

    public string Name => "twilio";

    public bool IsIdempotent => false;

    public IAsyncEnumerable<ProviderResult> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken ct) =>
        new ParallelHandOver(messages, SendAsync, time).Begin(AtATime, ct);

    private async Task<ProviderResult> SendAsync(OutgoingMessage message, CancellationToken ct)
    {
        if (_pace is not null) await _pace.WaitAsync(ct);
        return await client.SendAsync(account, token, message.MessageId, ((OutgoingSms)message).Sms, ct);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
