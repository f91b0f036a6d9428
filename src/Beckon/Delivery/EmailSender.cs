using Beckon.Delivery.Email;

namespace Beckon.Delivery;

/// <summary>In whose name messages go out.</summary>
public sealed record EmailSender(EmailAddress From, EmailAddress? ReplyTo)
{
    // Reserved for such use (RFC 2606): while only the test inbox sees it, a sender need not exist.
    private const string NoAddress = "shop@example.test";

    public static EmailSender Of(EmailChannel channel, string shopName)
    {
        var name = channel.FromName.Length > 0 ? channel.FromName : shopName;
        return new(
            new EmailAddress(channel.FromAddress.Length > 0 ? channel.FromAddress : NoAddress, name),
            channel.ReplyTo is { Length: > 0 } replyTo ? new EmailAddress(replyTo) : null);
    }
}
