namespace Beckon.Tests.Delivery.Email;

/// <summary>A message as the fake server took it: the envelope and the bytes, dots already unstuffed.</summary>
public sealed record ReceivedMail(string Sender, string Recipient, byte[] Content, int Connection)
{
    public ParsedMail Parse() => ParsedMail.Of(Content);
}
