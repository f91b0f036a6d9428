using Beckon.Accounts;
using Beckon.Events;

namespace Beckon.Integrations.Browser;

/// <summary>A cart as a page tells of it. Its addresses end up in messages under the shop's name: a link leads to the shop or nowhere.</summary>
public static class BrowserCart
{
    public static CartChange Of(CartChange told, BrowserOrigins sites) => told with
    {
        Url = Own(told.Url, sites),
        Items = told.Items?.Select(item => Of(item, sites)).ToList(),
        Added = told.Added is { } added ? Of(added, sites) : null,
    };

    private static LineItem Of(LineItem item, BrowserOrigins sites) => item with { Url = Own(item.Url, sites), ImageUrl = Secure(item.ImageUrl, sites) };

    private static string? Own(string? url, BrowserOrigins sites) => sites.Own(url) ? url : null;

    // Pictures mostly lie with somebody else.
    private static string? Secure(string? url, BrowserOrigins sites) =>
        url is not null && (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || sites.Own(url)) ? url : null;
}
