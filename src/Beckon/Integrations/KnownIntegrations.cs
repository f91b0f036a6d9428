using System.Diagnostics.CodeAnalysis;
using Beckon.Integrations.CartApi;
using Beckon.Integrations.EventsApi;
using Beckon.Integrations.Jane;
using Beckon.Integrations.Yespo;

namespace Beckon.Integrations;

/// <summary>All integrations there are. A new one is added here.</summary>
public static class KnownIntegrations
{
    public static IReadOnlyList<Integration> All { get; } =
        [JaneIntegration.Declaration, CartIntegration.Declaration, OrdersIntegration.Declaration, EventsIntegration.Declaration];

    public static bool TryFind(string? kind, [NotNullWhen(true)] out Integration? integration)
    {
        integration = All.FirstOrDefault(one => one.Kind == kind);
        return integration is not null;
    }
}
