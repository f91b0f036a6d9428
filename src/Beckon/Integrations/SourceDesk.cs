using Beckon.Accounts;
using Beckon.Events;
using Beckon.Events.Payloads;
using Beckon.Kernel;
using Beckon.Orders;
using Npgsql;

namespace Beckon.Integrations;

/// <summary>Connects sources, changes them and gives them new tokens.</summary>
public sealed class SourceDesk(SourceStore sources, NpgsqlDataSource database, TimeProvider time)
{
    private const int MostSamples = 5;

    // When a source last sent is known to ten seconds, and told a little later.
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    public async Task<ConnectedSource?> FindAsync(Caller caller, string id, CancellationToken ct) =>
        PublicId.TryParse(Ids.Source, id, out var source) ? await sources.GetAsync(caller.WorkspaceId, source, ct) : null;

    /// <summary>The latest requests of a source, the latest first.</summary>
    public async Task<List<RawPayload>> LatestAsync(Source source, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var until = source.LastEventAt is { } at && at < now ? at + Later : now + Later;
        await using var connection = await database.OpenConnectionAsync(ct);
        return await RawPayloadStore.LatestAsync(connection, source.WorkspaceId, source.Id, Ids.First(until) ?? Guid.Empty, MostSamples, ct);
    }

    /// <summary>The source and the token that the platform is to send; null when there are faults.</summary>
    public async Task<(ConnectedSource Source, string? Token)?> ConnectAsync(
        Caller caller, SourceRequest request, Faults faults, CancellationToken ct)
    {
        if (!KnownIntegrations.TryFind(request.Kind, out var integration))
        {
            faults.Add("kind", $"This must be one of {string.Join(", ", KnownIntegrations.All.Select(one => one.Kind))}.");
            return null;
        }
        SourceRules.CheckName(faults, request.Name);
        SourceRules.CheckSettings(faults, integration, request.Settings);
        SourceRules.CheckToken(faults, request.Token);
        SourceRules.CheckSigningSecret(faults, request.SigningSecret);
        SourceRules.CheckTakesSecrets(faults, integration, request.Token, request.SigningSecret);
        SourceRules.CheckSecrets(faults, integration, request.Secrets);
        SourceRules.CheckRequired(faults, integration, request);
        if (faults.Any) return null;

        var token = integration.TakesToken ? request.Token ?? Secrets.SessionToken() : null;
        var connected = new ConnectedSource(
            new Source
            {
                WorkspaceId = caller.WorkspaceId,
                Id = integration.BuiltIn?.IdIn(caller.WorkspaceId) ?? Ids.New(time),
                Kind = integration.Kind,
                Name = request.Name?.Trim() ?? integration.Name,
                CartAbandonment = integration.CartAbandonment,
                Settings = SourceRules.SettingsOf(integration, request.Settings),
                CreatedAt = time.GetUtcNow(),
            },
            SourceSecrets.None.With(request.SigningSecret, request.Secrets) with { TokenHash = token is null ? null : SourceSecrets.HashOf(token) });
        await sources.SaveAsync(caller, connected, "source.connected", ct);
        return (connected, token);
    }

    /// <summary>The source as it is now; null when there are faults.</summary>
    public async Task<ConnectedSource?> ChangeAsync(
        Caller caller, ConnectedSource old, SourcePatch patch, Faults faults, CancellationToken ct)
    {
        if (!KnownIntegrations.TryFind(old.Source.Kind, out var integration))
            throw new InvalidOperationException($"There is no integration {old.Source.Kind}.");
        SourceRules.CheckName(faults, patch.Name);
        SourceRules.CheckSettings(faults, integration, patch.Settings);
        SourceRules.CheckSigningSecret(faults, patch.SigningSecret);
        SourceRules.CheckTakesSecrets(faults, integration, null, patch.SigningSecret);
        SourceRules.CheckSecrets(faults, integration, patch.Secrets);
        if (faults.Any) return null;

        var settings = patch.Settings is { } said ? SourceSettings.Of(said) : old.Source.Settings;
        var changed = new ConnectedSource(
            old.Source with { Name = patch.Name?.Trim() ?? old.Source.Name, Settings = settings }, old.Secrets.With(patch.SigningSecret, patch.Secrets));
        await sources.SaveAsync(caller, changed, "source.changed", ct);
        if (changed.Source.Settings.AbandonAfterMinutes is var minutes && minutes != old.Source.Settings.AbandonAfterMinutes)
        {
            await using var connection = await database.OpenConnectionAsync(ct);
            await IdleCartStore.RescheduleAsync(connection, caller.WorkspaceId, changed.Source.Id, minutes, ct);
        }
        return changed;
    }

    /// <summary>The new token; null when there are faults.</summary>
    public async Task<string?> RotateAsync(Caller caller, ConnectedSource old, string? token, Faults faults, CancellationToken ct)
    {
        SourceRules.CheckToken(faults, token);
        if (old.Secrets.TokenHash is null) faults.Add("$", "API keys open this door; make and revoke them under /api/keys.");
        if (faults.Any) return null;
        var fresh = token ?? Secrets.SessionToken();
        await sources.SaveAsync(caller, old with { Secrets = old.Secrets with { TokenHash = SourceSecrets.HashOf(fresh) } }, "source.token_changed", ct);
        return fresh;
    }
}
