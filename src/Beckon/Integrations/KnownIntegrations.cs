using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Beckon.Integrations.Aiq;
using Beckon.Integrations.BigCommerce;
using Beckon.Integrations.Browser;
using Beckon.Integrations.CartApi;
using Beckon.Integrations.CustomWebhook;
using Beckon.Integrations.Doors;
using Beckon.Integrations.EventsApi;
using Beckon.Integrations.Jane;
using Beckon.Integrations.Klaviyo;
using Beckon.Integrations.Segment;
using Beckon.Integrations.Shopify;
using Beckon.Integrations.Treez;
using Beckon.Integrations.Weedmaps;
using Beckon.Integrations.WooCommerce;
using Beckon.Integrations.Yespo;

namespace Beckon.Integrations;

/// <summary>All integrations there are. A new one is added here, with one line.</summary>
public static class KnownIntegrations
{
    public static IReadOnlyList<Integration> All { get; } =
    [
        JaneIntegration.Declaration,
        ShopifyIntegration.Declaration,
        WooCommerceIntegration.Declaration,
        BigCommerceIntegration.Declaration,
        TreezIntegration.Declaration,
        WeedmapsIntegration.Declaration,
        CartIntegration.Declaration,
        YespoIntegration.Declaration,
        AiqIntegration.Declaration,
        SegmentIntegration.Declaration,
        KlaviyoIntegration.Declaration,
        WebhookIntegration.Declaration,
        EventsIntegration.Declaration,
        BrowserIntegration.Declaration,
    ];

    private static readonly FrozenDictionary<string, Integration> ByKind = All.ToFrozenDictionary(one => one.Kind, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Door> Doors = All.SelectMany(one => one.Doors).ToFrozenDictionary(door => door.Name, StringComparer.Ordinal);

    public static bool TryFind(string? kind, [NotNullWhen(true)] out Integration? integration)
    {
        integration = null;
        return kind is not null && ByKind.TryGetValue(kind, out integration);
    }

    /// <summary>The adapter of a door; null when there is no such door any more.</summary>
    /// <param name="door">The name that the payload bears.</param>
    /// <param name="call">What the call said beside the body.</param>
    public static Adapter? Reader(string door, string? call) => Doors.GetValueOrDefault(door)?.Reader(call);
}
