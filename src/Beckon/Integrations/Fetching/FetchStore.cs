using Beckon.Accounts;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Integrations.Fetching;

/// <summary>What waits to be fetched. A node that works at a fetch claims it for a while: one that dies leaves it to the others.</summary>
public sealed class FetchStore(NpgsqlDataSource database, WorkspaceStore workspaces, TimeProvider time)
{
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    private readonly Guid _node = Ids.New(time);

    /// <summary>On disk when it returns. A call that is made again while it waits is the same.</summary>
    public async Task AddAsync(PendingFetch fetch)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await connection
            .Command(
                """
                insert into pending_fetch (workspace_id, id, source_id, call_id, about, call, received_at, next_at)
                values ($1, $2, $3, $4, $5, $6, $7, $7)
                on conflict (workspace_id, source_id, call_id) do nothing
                """)
            .With(fetch.WorkspaceId).With(fetch.Id).With(fetch.SourceId).With(fetch.CallId).With(fetch.About).With(fetch.Call)
            .With(fetch.ReceivedAt.UtcDateTime)
            .RunAsync(CancellationToken.None);
    }

    /// <summary>Those whose time has come and that nobody works at, the longest waiting first.</summary>
    public async Task<List<PendingFetch>> ClaimAsync(int most, CancellationToken ct)
    {
        var ids = (await workspaces.IdsAsync(ct)).ToArray();
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection
            .Command(
                """
                with due as (
                    select f.workspace_id, f.id
                    from unnest($4) as w(id)
                    cross join lateral (
                        select p.workspace_id, p.id, p.next_at from pending_fetch p
                        where p.workspace_id = w.id and p.next_at <= now()
                          and (p.claimed_until is null or p.claimed_until < now() or p.claimed_by = $1)
                        order by p.next_at limit $2
                        for update skip locked
                    ) f
                    order by f.next_at
                    limit $2
                )
                update pending_fetch f set claimed_by = $1, claimed_until = now() + $3
                from due where f.workspace_id = due.workspace_id and f.id = due.id
                returning f.workspace_id, f.id, f.source_id, f.call_id, f.about, f.call, f.received_at, f.attempts
                """)
            .With(_node).With(most).With(Claim).With(ids)
            .ReadAsync(
                row => new PendingFetch
                {
                    WorkspaceId = row.GetGuid(0),
                    Id = row.GetGuid(1),
                    SourceId = row.GetGuid(2),
                    CallId = row.GetString(3),
                    About = row.GetString(4),
                    Call = row.GetFieldValue<byte[]>(5),
                    ReceivedAt = row.Time(6),
                    Attempts = row.GetInt32(7),
                },
                ct);
    }

    /// <summary>It is done, and so are those about the same that had come when it was begun.</summary>
    public async Task DoneAsync(PendingFetch fetch, DateTimeOffset begun, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection
            .Command(
                """
                delete from pending_fetch
                where workspace_id = $1 and (id = $2 or source_id = $3 and about = $4 and received_at < $5)
                """)
            .With(fetch.WorkspaceId).With(fetch.Id).With(fetch.SourceId).With(fetch.About).With(begun.UtcDateTime)
            .RunAsync(ct);
    }

    /// <summary>It is tried again later.</summary>
    /// <param name="fetch">The fetch.</param>
    /// <param name="next">When.</param>
    /// <param name="error">Why it failed.</param>
    /// <param name="allOfSource">The platform wants to be left alone until then: nothing of the source is fetched before.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task PutOffAsync(PendingFetch fetch, DateTimeOffset next, string error, bool allOfSource, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection
            .Command(
                """
                update pending_fetch set attempts = attempts + case when id = $2 then 1 else 0 end, next_at = greatest(next_at, $4),
                    error = case when id = $2 then $5 else error end, claimed_until = case when id = $2 then null else claimed_until end
                where workspace_id = $1 and (id = $2 or $6 and source_id = $3)
                """)
            .With(fetch.WorkspaceId).With(fetch.Id).With(fetch.SourceId).With(next.UtcDateTime).With(error).With(allOfSource)
            .RunAsync(ct);
    }

    /// <summary>How much of a source waits.</summary>
    public async Task<FetchesView> OfSourceAsync(Guid workspaceId, Guid sourceId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var found = await connection
            .Command(
                """
                select count(*), count(*) filter (where attempts > 0), min(received_at), max(next_at) filter (where attempts > 0),
                       (array_agg(error order by next_at desc) filter (where error is not null))[1]
                from pending_fetch where workspace_id = $1 and source_id = $2
                """)
            .With(workspaceId).With(sourceId)
            .ReadAsync(row => new FetchesView(row.GetInt64(0), row.GetInt64(1), row.TimeOrNull(2), row.TimeOrNull(3), row.TextOrNull(4)), ct);
        return found[0];
    }
}

/// <summary>What a platform has told of and that waits to be fetched from it.</summary>
/// <param name="Waiting">How many.</param>
/// <param name="Failing">How many of them were tried in vain.</param>
/// <param name="OldestAt">Since when the oldest waits; null when nothing does.</param>
/// <param name="NextTryAt">When the last of those that failed is tried again; null when none did.</param>
/// <param name="Error">Why the platform did not give it, as of late; null when it did.</param>
public sealed record FetchesView(long Waiting, long Failing, DateTimeOffset? OldestAt, DateTimeOffset? NextTryAt, string? Error);
