using Beckon.Contacts;

namespace Beckon.Delivery.Tracking;

/// <summary>The addresses that Beckon writes into messages.</summary>
public sealed class TrackingLinks(TrackingToken token, PublicUrl publicUrl)
{
    public string Click(Guid workspaceId, Guid messageId, string url) =>
        string.Concat(publicUrl.Value, "/c/", token.ForClick(workspaceId, messageId, url), "?u=" + Uri.EscapeDataString(url));

    public string Open(Guid workspaceId, Guid messageId) => string.Concat(publicUrl.Value, "/o/", token.ForOpen(workspaceId, messageId), ".gif");

    public string Unsubscribe(Guid workspaceId, Guid messageId, Guid contactId, Channel channel) =>
        string.Concat(publicUrl.Value, channel == Channel.Sms ? "/u/sms/" : "/u/", token.ForUnsubscribe(workspaceId, messageId, contactId, channel));

    /// <summary>Whether the address is one of these already, such as the unsubscribe link, which must not lead through a redirect.</summary>
    public bool IsOwn(string url)
    {
        var length = publicUrl.Value.Length;
        return url.Length > length + 3
            && url.StartsWith(publicUrl.Value, StringComparison.OrdinalIgnoreCase)
            && url.AsSpan(length, 3) is "/u/" or "/c/" or "/o/";
    }
}
