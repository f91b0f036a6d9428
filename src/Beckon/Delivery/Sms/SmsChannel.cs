using Beckon.Contacts;
using Beckon.Kernel;

namespace Beckon.Delivery.Sms;

/// <summary>How a workspace sends text messages. Its secret is the auth token of the Twilio account.</summary>
public sealed record SmsChannel : ChannelSettings
{
    public const string UsualOptOut = "Reply STOP to opt out.";

    public override Channel Channel => Channel.Sms;

    public SmsProviderKind Provider { get; init; } = SmsProviderKind.TestInbox;

    public TwilioSettings? Twilio { get; init; }

    /// <summary>What is put at the end of each text that does not say STOP itself; empty for nothing.</summary>
    public string OptOut { get; init; } = UsualOptOut;

    public override int? MostPerSecond => Twilio?.PerSecond;

    public override string ProviderWord => Words.Of(Provider);

    internal override object ForAudit() => new { Provider, Twilio?.AccountSid, Twilio?.From, OptOut, WhenInterrupted, Version };
}

/// <summary>What hands text messages over.</summary>
public enum SmsProviderKind
{
    TestInbox,
    Twilio,
}

/// <summary>The account at Twilio, and in whose name it sends.</summary>
public sealed record TwilioSettings
{
    /// <summary>AC and 32 hexadecimal digits.</summary>
    public required string AccountSid { get; init; }

    /// <summary>A number in E.164, a short code, a sender name, or the SID of a messaging service: MG and 32 hexadecimal digits.</summary>
    public required string From { get; init; }

    /// <summary>Messages per second; null for as fast as it goes.</summary>
    public int? PerSecond { get; init; }
}
