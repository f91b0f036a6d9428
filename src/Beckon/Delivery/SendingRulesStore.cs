using System.Collections.Concurrent;
using Beckon.Accounts;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Delivery;

/// <summary>The rules of sending of workspaces.</summary>
public sealed class SendingRulesStore(NpgsqlDataSource database, Audit audit, TimeProvider time)
{
    // Another node's change is seen this late at most; one made here at once.
    private static readonly TimeSpan CacheTime = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, (DateTimeOffset Until, SendingRules Rules, TimeZoneInfo Zone)> _known = new();

    public NpgsqlDataSource Database => database;

    /// <summary>What holds now, and where the shop is.</summary>
    public async ValueTask<(SendingRules Rules, TimeZoneInfo Zone)> OfAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(workspaceId, out var cached) && cached.Until > now) return (cached.Rules, cached.Zone);
        var found = await connection
            .Command("select w.time_zone, r.rules::text from workspace w left join sending_rules r on r.workspace_id = $1 where w.id = $1")
            .With(workspaceId)
            .ReadAsync(row => (Zone: TimeZoneInfo.FindSystemTimeZoneById(row.GetString(0)), Rules: row.TextOrNull(1)), ct);
        var rules = found[0].Rules is { } json ? SendingRules.Parse(json) : SendingRules.None;
        _known[workspaceId] = (now + CacheTime, rules, found[0].Zone);
        return (rules, found[0].Zone);
    }

    /// <summary>What of the rules holds for some people at a moment.</summary>
    /// <param name="connection">What is read over.</param>
    /// <param name="workspaceId">Whose.</param>
    /// <param name="recipients">Who.</param>
    /// <param name="waiting">Whether messages count that wait to be sent; at the instant of sending they do not.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<SendingStates> StatesAsync(NpgsqlConnection connection, Guid workspaceId, IEnumerable<Recipient> recipients, bool waiting, CancellationToken ct)
    {
        var (rules, zone) = await OfAsync(connection, workspaceId, ct);
        var states = new SendingStates(rules, zone);
        if (rules.Caps.Count == 0) return states;
        var now = time.GetUtcNow();
        Guid[] contacts = [.. recipients.Select(recipient => recipient.ContactId).Distinct()];
        foreach (var (contact, sent) in await MessageStore.SentAsync(connection, workspaceId, contacts, now - rules.Memory, now, waiting, ct)) states.Sent(contact, sent);
        return states;
    }

    public static async Task<(SendingRules Rules, int Version)> ReadAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct)
    {
        var found = await connection
            .Command("select rules::text, version from sending_rules where workspace_id = $1")
            .With(workspaceId)
            .ReadAsync(row => (SendingRules.Parse(row.GetString(0)), row.GetInt32(1)), ct);
        return found.Count == 0 ? (SendingRules.None, 0) : found[0];
    }

    /// <summary>False when somebody has changed them meanwhile.</summary>
    public async Task<bool> SaveAsync(Caller caller, SendingRules rules, int version, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        const string first = "insert into sending_rules (workspace_id, rules, version, updated_at) values ($1, $2, $3 + 1, $4) on conflict do nothing";
        const string next = "update sending_rules set rules = $2, version = $3 + 1, updated_at = $4 where workspace_id = $1 and version = $3";
        var saved = await connection
            .Command(version == 0 ? first : next)
            .With(caller.WorkspaceId).With(rules.ToJson(), NpgsqlDbType.Jsonb).With(version).With(time.GetUtcNow().UtcDateTime)
            .RunAsync(ct) == 1;
        if (!saved) return false;
        await audit.WriteAsync(connection, caller, "sending_rules.changed", "sending_rules", rules, ct);
        await transaction.CommitAsync(ct);
        _known.TryRemove(caller.WorkspaceId, out _);
        return true;
    }
}

/// <summary>What of the rules of sending holds for people while one decision about them follows the other.</summary>
/// <param name="rules">The rules.</param>
/// <param name="zone">Where the shop is.</param>
public sealed class SendingStates(SendingRules rules, TimeZoneInfo zone)
{
    private readonly Dictionary<Guid, List<SentMessage>> _sent = [];

    public SendingState Of(Recipient recipient) => rules.Any
        ? new SendingState(rules, recipient.ZoneOr(zone), _sent.TryGetValue(recipient.ContactId, out var sent) ? sent : [])
        : SendingState.Free;

    /// <summary>They were written to, or will be at once.</summary>
    public void Sent(Guid contactId, SentMessage message)
    {
        if (rules.Caps.Count == 0) return;
        if (!_sent.TryGetValue(contactId, out var sent)) _sent.Add(contactId, sent = []);
        sent.Add(message);
    }
}
