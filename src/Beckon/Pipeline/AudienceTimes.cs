using Beckon.Audiences.Membership;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Pipeline;

/// <summary>
/// Looks again at contacts whose audiences time alone may have changed, at the moment at which it may have, and at those that were changed apart from
/// events. Who comes and goes, and what is told of it, are one transaction.
/// </summary>
public sealed class AudienceTimes(NpgsqlDataSource database, Memberships memberships, LaneSignal signal, TimeProvider time)
{
    private const int MostTogether = 1_000;

    /// <summary>Looks at the contacts of a lane's workspace whose time has come, the longest overdue first.</summary>
    public async Task<ReviewedContacts> ReviewAsync(LaneHold hold, CancellationToken ct)
    {
        var workspaceId = hold.Lane.WorkspaceId;
        await using var connection = await database.OpenConnectionAsync(ct);
        var next = await NextAsync(connection, workspaceId, ct);
        if (next is null || next > time.GetUtcNow()) return new(0, next);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var followed = await memberships.ReviewAsync(connection, workspaceId, MostTogether, ct);
        if (followed.News > 0) await signal.TellOthersAsync(connection, [new Lane(workspaceId, LaneKind.Arrivals)], ct);
        await hold.CheckAsync(connection, ct);
        await transaction.CommitAsync(ct);
        return new(followed.News, followed.More ? time.GetUtcNow() : await NextAsync(connection, workspaceId, ct));
    }

    /// <summary>When the next contact of each of these workspaces is due.</summary>
    public async Task<List<(Guid WorkspaceId, DateTimeOffset Due)>> EarliestAsync(Guid[] workspaces, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await MembershipStore.EarliestAsync(connection, workspaces, ct);
    }

    private static async Task<DateTimeOffset?> NextAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct)
    {
        var next = await MembershipStore.EarliestAsync(connection, [workspaceId], ct);
        return next.Count == 0 ? null : next[0].Due;
    }
}

/// <summary>How many have come into audiences or left them, and when the next contact is due.</summary>
public sealed record ReviewedContacts(int News, DateTimeOffset? Next);
