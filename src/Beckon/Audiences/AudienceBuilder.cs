using System.Collections.Concurrent;
using Beckon.Audiences.Language;
using Beckon.Audiences.Membership;
using Beckon.Storage;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Audiences;

/// <summary>
/// Works audiences out for all contacts, some thousand at a time, each time with the new position in one transaction: a crash repeats nothing and leaves
/// nothing out. Events go on meanwhile and are followed by those who process them.
/// </summary>
public sealed class AudienceBuilder(NpgsqlDataSource database, AudienceBooks books, Memberships memberships, LaneSignal signal, TimeProvider time)
{
    private const int Together = 2_000;
    private const int ClearedTogether = 20_000;

    private static readonly TimeSpan LongestTransaction = TimeSpan.FromMinutes(3);

    // Since when a build waits for others to end.
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _waiting = new();

    // Who can be members of what is being built, by workspace: found once for all steps of a build.
    private readonly ConcurrentDictionary<Guid, Candidates> _candidates = new();

    /// <summary>Does a piece of what there is to do in a workspace; false when there is nothing left.</summary>
    public async Task<bool> StepAsync(LaneHold hold, CancellationToken ct)
    {
        var workspaceId = hold.Lane.WorkspaceId;
        await using var connection = await database.OpenConnectionAsync(ct);
        if (await AudienceBuildStore.BasisAsync(connection, workspaceId, ct) is not { } basis) return false;
        if (basis.HasMoved) await FollowBasisAsync(connection, workspaceId, basis, ct);
        await FollowStockAsync(connection, workspaceId, ct);
        if (await AudienceBuildStore.NextAsync(connection, workspaceId, ct) is not { } build)
            return await AudienceBuildStore.ClearDeletedAsync(connection, workspaceId, ClearedTogether, ct);
        if (build.IsNew)
        {
            await AudienceBuildStore.SetBarrierAsync(connection, workspaceId, build, ct);
            return true;
        }
        if (build.After is null && !await IsPassedAsync(connection, workspaceId, build, ct)) return true;
        try
        {
            await FindAsync(connection, workspaceId, build, ct);
            await BuildAsync(connection, hold, build, ct);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            // Nothing of the step was written.
        }
        return true;
    }

    // A transaction that somebody else's program has forgotten in the same database server holds nobody up for good: none of ours lasts so long.
    private async Task<bool> IsPassedAsync(NpgsqlConnection connection, Guid workspaceId, AudienceBuild build, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var since = _waiting.GetOrAdd(workspaceId, now);
        if (!await AudienceBuildStore.IsPassedAsync(connection, workspaceId, build, ct) && now - since < LongestTransaction) return false;
        _waiting.TryRemove(workspaceId, out _);
        return true;
    }

    // One pass over all contacts in the database instead of looking at each, where only those who fit can be members.
    private async Task FindAsync(NpgsqlConnection connection, Guid workspaceId, AudienceBuild build, CancellationToken ct)
    {
        if (_candidates.TryGetValue(workspaceId, out var known) && known.IsOf(build)) return;
        _candidates.TryRemove(workspaceId, out _);
        if (await books.FindAsync(connection, workspaceId, ct) is not { } book) return;
        var audiences = book.In(book.Of(build.Audiences)).ToList();
        if (audiences.Exists(audience => TurnRules.LetsIn(audience.Meaning))) return;
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.Command(AudienceReadStore.Ample).RunAsync(ct);
        var ids = await AudienceBuildStore.CandidatesAsync(connection, workspaceId, audiences, new Today(time.GetUtcNow(), book.Zone) { Generous = true }, ct);
        await AudienceBuildStore.SetTotalAsync(connection, workspaceId, build, ids.Count, ct);
        await transaction.CommitAsync(ct);
        _candidates[workspaceId] = new Candidates(build.Audiences, book.Version, ids);
    }

    private async Task BuildAsync(NpgsqlConnection connection, LaneHold hold, AudienceBuild build, CancellationToken ct)
    {
        var workspaceId = hold.Lane.WorkspaceId;
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Whoever processes events comes first: a step that would have to wait long for them is begun anew.
        await connection.Command("set local lock_timeout = '300ms'").RunAsync(ct);
        var contacts = _candidates.TryGetValue(workspaceId, out var candidates) && candidates.IsOf(build)
            ? candidates.Behind(build.After, Together)
            : await AudienceBuildStore.ContactsAsync(connection, workspaceId, build.After, Together, ct);
        var followed = Followed.Nothing;
        if (contacts.Count > 0) followed = await memberships.BuildAsync(connection, workspaceId, new BuildChunk(build.Audiences, contacts, build.Quiet), ct);
        var step = new BuildStep(contacts.Count > 0 ? contacts[^1] : null, contacts.Count, contacts.Count < Together ? time.GetUtcNow() : null);
        if (!await AudienceBuildStore.AdvanceAsync(connection, workspaceId, build, step, ct)) return;
        await signal.TellOthersAsync(connection, followed.News > 0 ? [new Lane(workspaceId, LaneKind.Arrivals)] : [], ct);
        await hold.CheckAsync(connection, ct);
        await transaction.CommitAsync(ct);
        if (step.FinishedAt is not null) _candidates.TryRemove(workspaceId, out _);
        if (followed.News > 0) signal.Ring(new Lane(workspaceId, LaneKind.Arrivals));
        if (followed.Due) signal.Ring(new Lane(workspaceId, LaneKind.Timers));
    }

    // Products are nobody's: who waits for one is found by their carts.
    private async Task FollowStockAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct)
    {
        if (await books.FindAsync(connection, workspaceId, ct) is not { AsksForStock: true }) return;
        if (!await AudienceBuildStore.HasMovedStockAsync(connection, workspaceId, ct)) return;
        if (await AudienceBuildStore.NoteMovedStockAsync(connection, workspaceId, ct) > 0) signal.Ring(new Lane(workspaceId, LaneKind.Timers));
    }

    // Days begin elsewhere in another zone; and when scores or predictions were computed, people have moved: that is told of.
    private static async Task FollowBasisAsync(NpgsqlConnection connection, Guid workspaceId, BookBasis basis, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await AudienceStore.TurnPageAsync(connection, workspaceId, ct);
        var audiences = await AudienceStore.FiltersAsync(connection, workspaceId, ct);
        var meanings = new Meanings(audiences);
        Guid[] Asking(Func<Filter, bool> asks) => [.. audiences.Where(audience => meanings.Of(audience.Filter).Whole().Any(asks)).Select(audience => audience.Id)];
        if (basis.Rfm != basis.RfmNow) await AudienceStore.RebuildAsync(connection, workspaceId, Asking(part => part is RfmCondition), quiet: false, ct);
        if (basis.Prediction != basis.PredictionNow) await AudienceStore.RebuildAsync(connection, workspaceId, Asking(part => part is PredictionCondition), quiet: false, ct);
        if (basis.Zone != basis.ZoneNow) await AudienceStore.RebuildAsync(connection, workspaceId, [.. audiences.Select(audience => audience.Id)], quiet: true, ct);
        await AudienceBuildStore.KeepBasisAsync(connection, workspaceId, basis, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Who can be members of audiences, as these were at a version of the book.</summary>
    private sealed record Candidates(IReadOnlyList<Guid> Audiences, long Version, List<Guid> Contacts)
    {
        public bool IsOf(AudienceBuild build) => build.Version == Version && Audiences.SequenceEqual(build.Audiences);

        public List<Guid> Behind(Guid? after, int most)
        {
            var place = after is { } last ? Contacts.BinarySearch(last) : -1;
            var next = place < 0 ? ~place : place + 1;
            return Contacts.GetRange(next, Math.Min(most, Contacts.Count - next));
        }
    }
}
