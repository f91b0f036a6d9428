using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Beckon.Kernel;
using Microsoft.Extensions.Configuration;

namespace Beckon.Delivery.Sms;

/// <summary>Twilio's API for messages. What it answers, and what the network does, is an outcome, not an exception.</summary>
/// <remarks>twilio.com/docs/messaging/api/message-resource; the numbers of errors: twilio.com/docs/api/errors.</remarks>
public sealed class TwilioClient : IDisposable
{
    private const string Official = "https://api.twilio.com";
    private const int MostBytes = 1 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public TwilioClient(IConfiguration configuration, TimeProvider time)
    {
        _time = time;
        // Set by whoever runs Beckon: a region of Twilio's, or a machine of their own.
        var other = configuration["BECKON_TWILIO_API"];
        if (other is { Length: > 0 } && !Uri.TryCreate(other, UriKind.Absolute, out _))
            throw new SettingException($"BECKON_TWILIO_API says '{other}'. It is a full address, such as {Official}.");
        var handler = string.IsNullOrEmpty(other) ? PublicNetwork.Handler() : new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri(string.IsNullOrEmpty(other) ? Official : other),
            MaxResponseContentBufferSize = MostBytes,
            Timeout = Patience,
        };
    }

    /// <exception cref="OperationCanceledException">Cancelled before anything was on its way.</exception>
    public async Task<ProviderResult> SendAsync(TwilioSettings account, string token, Guid messageId, SmsMessage message, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var handedAt = _time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/2010-04-01/Accounts/{Uri.EscapeDataString(account.AccountSid)}/Messages.json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.AccountSid}:{token}")));
        request.Content = new FormUrlEncodedContent(Form(account, message));
        try
        {
            // What has begun is waited for: else nobody would know whether it was taken.
            using var response = await _http.SendAsync(request, CancellationToken.None);
            var (outcome, reply) = await ReadAsync(response);
            return new ProviderResult(messageId, outcome, reply, handedAt);
        }
        catch (HttpRequestException exception) when (IsBefore(exception.HttpRequestError))
        {
            return new ProviderResult(messageId, ProviderOutcome.Unreachable, $"Twilio cannot be reached: {exception.Message}", handedAt);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return new ProviderResult(messageId, ProviderOutcome.Uncertain, "Twilio did not answer.", handedAt);
        }
    }

    private static List<KeyValuePair<string, string>> Form(TwilioSettings account, SmsMessage message)
    {
        List<KeyValuePair<string, string>> form =
        [
            new("To", message.To),
            new(account.From.StartsWith("MG", StringComparison.Ordinal) ? "MessagingServiceSid" : "From", account.From),
            new("Body", message.Body),
        ];
        if (message.StatusUrl is { } url) form.Add(new("StatusCallback", url));
        return form;
    }

    // No byte of the request had left yet.
    private static bool IsBefore(HttpRequestError error) => error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static async Task<(ProviderOutcome Outcome, string Reply)> ReadAsync(HttpResponseMessage response)
    {
        var (code, said) = Said(await response.Content.ReadAsStringAsync(CancellationToken.None));
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode) return (ProviderOutcome.Accepted, said ?? "taken");
        var words = said ?? $"Twilio answered {status.ToString(CultureInfo.InvariantCulture)}.";
        return (TwilioErrors.OutcomeOf(response.StatusCode, code), code is null ? words : $"{words} (Twilio error {code})");
    }

    // Of what was taken its id and status, else the number of the error and its words.
    private static (int? Code, string? Said) Said(string answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return (null, null);
            var text = root.TryGetProperty("sid", out var sid) && root.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.String
                ? $"{sid} {status}"
                : root.TryGetProperty("message", out var message) ? message.ToString() : null;
            return (root.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number) ? number : null, text);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>What the numbers of Twilio's errors mean for a message. Pure.</summary>
public static class TwilioErrors
{
    /// <summary>What an answer that is no success means.</summary>
    public static ProviderOutcome OutcomeOf(HttpStatusCode status, int? code) => (status, code) switch
    {
        // The recipient has replied STOP.
        (_, 21610) => ProviderOutcome.OptedOut,
        // No number, not one of this country, a landline.
        (_, 21211 or 21214 or 21217 or 21614 or 21635) => ProviderOutcome.BadAddress,
        // The account, its sender, its messaging service, or the address at which it is to tell of fates.
        (_, 20003 or 20404 or 20005 or 21212 or 21603 or 21609 or 21606 or 21608 or 21659 or 21660 or 21701 or 21703 or 21705) => ProviderOutcome.Misconfigured,
        (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.PaymentRequired, _) => ProviderOutcome.Misconfigured,
        // The sender's queue is full.
        (_, 21611) => ProviderOutcome.Unreachable,
        (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, _) => ProviderOutcome.Unreachable,
        ( >= HttpStatusCode.InternalServerError, _) => ProviderOutcome.Uncertain,
        ( >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest, _) => ProviderOutcome.Misconfigured,
        _ => ProviderOutcome.Refused,
    };

    /// <summary>Whether what a message failed with on its way says that the number takes none at all.</summary>
    public static bool IsBadNumber(int? code) => code is 30005 or 30006 or 21211 or 21614;

    /// <summary>What a message failed with on its way, in words.</summary>
    public static string Words(int? code) => code switch
    {
        30003 => "The phone could not be reached: switched off, or without network.",
        30004 => "The phone's owner blocks this sender.",
        30005 => "There is no such number any more.",
        30006 => "The number is a landline, or its network takes no text messages.",
        30007 => "The network filtered the message out as unwanted.",
        30008 => "The network said nothing of why.",
        21610 => "The recipient has replied STOP.",
        null => "The provider says nothing of why.",
        { } other => string.Create(CultureInfo.InvariantCulture, $"Twilio error {other}."),
    };
}
