namespace Beckon.Delivery.Tracking;

/// <summary>The addresses that Beckon writes into messages.</summary>
public sealed class TrackingLinks(TrackingToken token, DeliveryOptions options)
{
    private readonly string _base = options.PublicUrl;

    public string Click(Guid workspaceId, Guid messageId, string url) =>
        string.Concat(_base, "/c/", token.ForClick(workspaceId, messageId, url), "?u=" + Uri.EscapeDataString(url));

    public string Open(Guid workspaceId, Guid messageId) => string.Concat(_base, "/o/", token.ForOpen(workspaceId, messageId), ".gif");

    public string Unsubscribe(Guid workspaceId, Guid messageId, Guid contactId) =>
        string.Concat(_base, "/u/", token.ForUnsubscribe(workspaceId, messageId, contactId));

    /// <summary>Whether the address is one of these already, such as the unsubscribe link, which must not lead through a redirect.</summary>
    public bool IsOwn(string url) =>
        url.Length > _base.Length + 3
        && url.StartsWith(_base, StringComparison.OrdinalIgnoreCase)
        && url.AsSpan(_base.Length, 3) is "/u/" or "/c/" or "/o/";
}
