namespace Beckon.Tests.Delivery.Email;

/// <summary>What the fake server does at a point of the conversation: says something, hangs up, or waits first.</summary>
public sealed record SmtpAnswer(string? Reply = null, Task? After = null)
{
    /// <summary>Closes the connection without a word.</summary>
    public static SmtpAnswer Drop { get; } = new();

    /// <summary>Says nothing for as long as the server lives.</summary>
    public static SmtpAnswer Silence { get; } = new(After: new TaskCompletionSource().Task);

    public static implicit operator SmtpAnswer(string reply) => new(reply);
}
