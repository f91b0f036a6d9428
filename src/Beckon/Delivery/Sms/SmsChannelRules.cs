using System.Text.RegularExpressions;
using Beckon.Kernel;

namespace Beckon.Delivery.Sms;

/// <summary>Reads the settings of the SMS channel from a request and says what is wrong with them.</summary>
internal static partial class SmsChannelRules
{
    private const int LongestOptOut = 160;
    private const int LongestToken = 255;

    public static SmsChannel Read(SmsChannelEdit edit, int version, Faults faults)
    {
        var channel = new SmsChannel
        {
            Version = version,
            Provider = edit.Provider,
            Twilio = edit.Twilio is { } twilio ? ReadTwilio(twilio, faults) : null,
            OptOut = edit.OptOut?.Trim() ?? SmsChannel.UsualOptOut,
            WhenInterrupted = edit.WhenInterrupted ?? WhenInterrupted.AtMostOnce,
        };
        if (channel.OptOut.Length > LongestOptOut || channel.OptOut.Any(char.IsControl)) faults.Add("optOut", $"Use at most {LongestOptOut} characters, on one line.");
        if (channel is { Provider: SmsProviderKind.Twilio, Twilio: null }) faults.Add("twilio", "Give the account at Twilio to send through.");
        return channel;
    }

    /// <summary>The token to keep: the new one, or the old one while it is for the same account.</summary>
    public static string? Token(SmsChannelEdit edit, SmsChannel wanted, SmsChannel before, string? stored, Faults faults)
    {
        if (wanted.Twilio is not { } account) return null;
        var given = edit.Twilio?.AuthToken?.Trim();
        if (given is { Length: > LongestToken }) faults.Add("twilio.authToken", $"Use at most {LongestToken} characters.");
        if (given is { Length: > 0 }) return given;
        if (given is null && stored is not null && before.Twilio?.AccountSid == account.AccountSid) return stored;
        faults.Add("twilio.authToken", stored is null || given is { Length: 0 } ? "Give the account's auth token: Twilio's console shows it." : "The account has changed: give the auth token for it.");
        return null;
    }

    private static TwilioSettings ReadTwilio(TwilioEdit edit, Faults faults)
    {
        var account = new TwilioSettings { AccountSid = edit.AccountSid?.Trim() ?? "", From = Compact(edit.From ?? ""), PerSecond = edit.PerSecond };
        if (!AccountSid().IsMatch(account.AccountSid)) faults.Add("twilio.accountSid", "An account SID is AC and 32 digits and letters a to f: Twilio's console shows it.");
        if (!Sender().IsMatch(account.From))
            faults.Add("twilio.from", "Give a number such as +13125550142, a short code, a sender name of up to 11 letters and digits, or the SID of a messaging service (MG…).");
        if (account.PerSecond is < 1 or > 1_000) faults.Add("twilio.perSecond", "Choose 1 to 1,000 messages per second, or leave it out for no limit.");
        return account;
    }

    // A number as people write it.
    private static string Compact(string from) => from.Trim() is ['+', ..] number ? new string([.. number.Where(c => c is '+' or (>= '0' and <= '9'))]) : from.Trim();

    [GeneratedRegex("^AC[0-9a-f]{32}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AccountSid();

    [GeneratedRegex(@"^(\+[1-9][0-9]{6,14}|[0-9]{3,8}|MG[0-9a-f]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sender();
}

/// <summary>How text messages shall be sent.</summary>
/// <param name="Provider">The test inbox, or Twilio.</param>
/// <param name="Twilio">The account at Twilio; sending through it needs it.</param>
/// <param name="OptOut">What is put at the end of each text that does not say STOP itself: “Reply STOP to opt out.” when left out, nothing when empty.</param>
/// <param name="WhenInterrupted">
/// What to do with a message whose hand-over was interrupted: <c>at_most_once</c> (when left out) makes it uncertain, <c>at_least_once</c> sends it again.
/// </param>
public sealed record SmsChannelEdit(SmsProviderKind Provider, TwilioEdit? Twilio = null, string? OptOut = null, WhenInterrupted? WhenInterrupted = null);

/// <summary>An account at Twilio.</summary>
/// <param name="AccountSid">AC and 32 hexadecimal digits.</param>
/// <param name="AuthToken">Write-only; null keeps the stored one while the account stays the same.</param>
/// <param name="From">A number in E.164, a short code, a sender name, or the SID of a messaging service.</param>
/// <param name="PerSecond">Messages per second; null for no limit.</param>
public sealed record TwilioEdit(string? AccountSid = null, string? AuthToken = null, string? From = null, int? PerSecond = null);
