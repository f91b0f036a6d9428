using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.Browser;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.Segment;

/// <summary>
/// What a page says with a browser key, and so anybody may say: it tells who it is and what it saw. It is no order, and a cart is abandoned when it was left
/// alone, not when a page says so.
/// </summary>
public static class SegmentClaims
{
    /// <param name="e">As a server would have said it.</param>
    /// <param name="sites">Of the key.</param>
    /// <param name="told">The name under which it was told.</param>
    public static CanonicalEvent Of(CanonicalEvent e, BrowserOrigins sites, string? told) => e with
    {
        Name = NameOf(e.Name, told),
        Claimed = true,
        Backfill = false,
        Order = null,
        Cart = e.Cart is { } cart ? BrowserCart.Of(cart with { Status = cart.Status == CartStatus.Converted ? CartStatus.Converted : CartStatus.Open }, sites) : null,
    };

    // Order Completed stays the custom event of that name: order_completed is for servers to say.
    private static string NameOf(string name, string? told)
    {
        if (BrowserNames.Allow(name)) return name;
        var own = CustomName.Of(told, SegmentIntegration.Source.Kind, name);
        return BrowserNames.Allow(own) ? own : CustomName.Of("segment_" + own, SegmentIntegration.Source.Kind, "segment");
    }
}
