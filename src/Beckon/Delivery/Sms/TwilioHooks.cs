using System.Net;
using System.Security.Cryptography;
using System.Text;
using Beckon.Delivery.Tracking;
using Beckon.Kernel;
using Microsoft.AspNetCore.Http;

namespace Beckon.Delivery.Sms;

/// <summary>The addresses at which Twilio tells what became of messages and what was answered, and the proof that it is Twilio.</summary>
public sealed class TwilioHooks(PublicUrl publicUrl)
{
    /// <summary>For the settings of the number, or of the messaging service, at Twilio.</summary>
    public string IncomingUrl(Guid workspaceId) => $"{publicUrl.Value}/hooks/sms/{Ids.Out(Ids.Workspace, workspaceId)}/incoming";

    /// <summary>Where the fate of a message is told; null where Twilio could not reach it, and would refuse the message for it.</summary>
    public string? StatusUrl(Guid workspaceId, Guid messageId) => Uri.TryCreate(publicUrl.Value, UriKind.Absolute, out var url) && IsReachable(url)
        ? $"{publicUrl.Value}/hooks/sms/{Ids.Out(Ids.Workspace, workspaceId)}/status/{Ids.Out(Ids.Message, messageId)}"
        : null;

    private static bool IsReachable(Uri url) => IPAddress.TryParse(url.IdnHost, out var address)
        ? PublicNetwork.IsOpen(address)
        : !url.IsLoopback && url.Host.Contains('.', StringComparison.Ordinal);

    /// <summary>Whether a request is signed with the account's token: over the address as Twilio knows it and all fields, by name.</summary>
    /// <remarks>twilio.com/docs/usage/security#validating-requests.</remarks>
    public bool IsSigned(HttpRequest request, IFormCollection form, string token) =>
        IsSigned(publicUrl.Value + request.Path + request.QueryString, form.SelectMany(field => field.Value, (field, value) => (field.Key, value ?? "")), request.Headers["X-Twilio-Signature"].ToString(), token);

    /// <summary>The same, of the parts.</summary>
    public static bool IsSigned(string url, IEnumerable<(string Name, string Value)> fields, string signature, string token)
    {
        var text = new StringBuilder(url);
        foreach (var (name, value) in fields.OrderBy(field => field.Name, StringComparer.Ordinal)) text.Append(name).Append(value);
#pragma warning disable CA5350 // It is what Twilio signs with; as a keyed hash it is not broken.
        var expected = HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(text.ToString()));
#pragma warning restore CA5350
        var given = new byte[expected.Length];
        return Convert.TryFromBase64String(signature, given, out var length) && length == expected.Length && CryptographicOperations.FixedTimeEquals(given, expected);
    }
}
