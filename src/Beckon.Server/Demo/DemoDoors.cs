using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.Browser;

namespace Beckon.Server.Demo;

/// <summary>What the owner of the demonstration shop sets up at the dashboard so that the shop can send: its keys, and after how long a cart counts as left.</summary>
public sealed class DemoDoors(ApiKeyStore secretKeys, BrowserKeyStore browserKeys, SourceStore sources)
{
    private const string Name = "Demo shop";

    /// <summary>A fresh secret key in place of that of the last start, and always the same public key.</summary>
    public async Task<DemoKeys> KeysAsync(Guid workspaceId, BrowserOrigins sites, CancellationToken ct)
    {
        var owner = Caller.Beckon(workspaceId);
        foreach (var old in await secretKeys.ListAsync(workspaceId, ct))
        {
            if (old is { Name: Name, RevokedAt: null }) await secretKeys.RevokeAsync(owner, old.Id, ct);
        }
        var secret = Secrets.ApiKey();
        await secretKeys.CreateAsync(owner, new(Name, secret, [KeyScope.Ingest, KeyScope.Read]), ct);

        var known = (await browserKeys.ListAsync(workspaceId, ct)).Find(key => key is { Name: Name, RevokedAt: null });
        if (known is null) known = await browserKeys.CreateAsync(owner, Name, sites, ct);
        else if (!sites.All.All(known.Origins.All.Contains)) await browserKeys.ChangeAsync(owner, known = known with { Origins = Join(known.Origins, sites) }, ct);
        return new(secret, known.Key, sites.All[0]);
    }

    /// <summary>The first time only: the person who looks around may set something else.</summary>
    public async Task SettleIdleAsync(Guid workspaceId, string minutes, CancellationToken ct)
    {
        if (await sources.GetAsync(workspaceId, BrowserIntegration.Source.IdIn(workspaceId), ct) is not null) return;
        var source = await sources.BuiltInAsync(workspaceId, BrowserIntegration.Source, ct);
        var settled = source with { Settings = SourceSettings.Of([new(SourceSettings.IdleCart, minutes)]) };
        await sources.SaveAsync(Caller.Beckon(workspaceId), new(settled, SourceSecrets.None), "source.changed", ct);
    }

    private static BrowserOrigins Join(BrowserOrigins known, BrowserOrigins sites) =>
        new([.. known.All.Union(sites.All, StringComparer.Ordinal).TakeLast(BrowserOrigins.Most)]);
}
