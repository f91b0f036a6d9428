using Beckon.Audiences.Language;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Audiences;

/// <summary>How far audiences have been worked out for all contacts, and what is left of those that were deleted.</summary>
public static class AudienceBuildStore
{
    /// <summary>What is to be built next: audiences that are equally far, the furthest first.</summary>
    public static async Task<AudienceBuild?> NextAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct)
    {
        var open = await connection
            .Command(
                """
                select a.id, a.build_barrier::text, a.build_after, a.build_quiet, (select b.version from audience_book b where b.workspace_id = $1)
                from audience a
                where a.workspace_id = $1 and a.built_at is null and a.deleted_at is null
                order by a.build_after desc nulls last, a.build_barrier nulls first, a.id
                """)
            .With(workspaceId)
            .ReadAsync(row => (Id: row.GetGuid(0), Barrier: row.TextOrNull(1), After: row.IdOrNull(2), Quiet: row.IsDBNull(3) || row.GetBoolean(3), Version: row.GetInt64(4)), ct);
        if (open.Count == 0) return null;
        var first = open[0];
        var together = open.Where(one => (one.Barrier is null, one.After, one.Quiet) == (first.Barrier is null, first.After, first.Quiet)).ToList();
        return new AudienceBuild([.. together.Select(one => one.Id)], together.Exists(one => one.Barrier is null), first.After, first.Quiet, first.Version);
    }

    /// <summary>
    /// Notes what was running when everybody could see the change. Whoever followed events without it is among that: only when all of it has ended does
    /// nothing slip through between following and building.
    /// </summary>
    public static Task SetBarrierAsync(NpgsqlConnection connection, Guid workspaceId, AudienceBuild build, CancellationToken ct) => connection
        .Command(
            """
            update audience set build_barrier = pg_snapshot_xmax(pg_current_snapshot())::text::numeric, build_seen = 0,
                build_total = (select count(*) from contact c where c.workspace_id = $1 and c.merged_into is null)
            where workspace_id = $1 and id = any($2) and built_at is null
            """)
        .With(workspaceId).With(build.Audiences.ToArray())
        .RunAsync(ct);

    /// <summary>Whether what ran then has ended.</summary>
    public static async Task<bool> IsPassedAsync(NpgsqlConnection connection, Guid workspaceId, AudienceBuild build, CancellationToken ct) => (await connection
        .Command(
            """
            select coalesce(max(build_barrier) <= pg_snapshot_xmin(pg_current_snapshot())::text::numeric, false)
            from audience where workspace_id = $1 and id = any($2)
            """)
        .With(workspaceId).With(build.Audiences.ToArray())
        .ReadAsync(row => row.GetBoolean(0), ct))[0];

    /// <summary>
    /// Those who can be members, in the order of their ids: whoever fits by the query, and whoever is a member until now. Where time alone brings nobody
    /// in, nobody else needs to be looked at.
    /// </summary>
    public static Task<List<Guid>> CandidatesAsync(NpgsqlConnection connection, Guid workspaceId, IReadOnlyList<LiveAudience> audiences, Today today, CancellationToken ct)
    {
        var values = new Placeholders();
        values.Of(workspaceId);
        var conditions = string.Join(" or ", audiences.Select(audience => AudienceQuery.Of(audience.Meaning, today, values)));
        var ids = values.Of<Guid[]>([.. audiences.Select(audience => audience.Id)]);
        return values
            .Bind(connection.Command(
                $"""
                select c.id from contact c where c.workspace_id = $1 and c.merged_into is null and ({conditions})
                union select m.contact_id from audience_member m where m.workspace_id = $1 and m.audience_id = any({ids})
                order by 1
                """))
            .ReadAsync(row => row.GetGuid(0), ct);
    }

    /// <summary>Notes of how many the build will be.</summary>
    public static Task SetTotalAsync(NpgsqlConnection connection, Guid workspaceId, AudienceBuild build, long total, CancellationToken ct) => connection
        .Command("update audience set build_total = $3 where workspace_id = $1 and id = any($2) and built_at is null")
        .With(workspaceId).With(build.Audiences.ToArray()).With(total)
        .RunAsync(ct);

    /// <summary>The next contacts, merged ones too: they are in no audience any more.</summary>
    public static Task<List<Guid>> ContactsAsync(NpgsqlConnection connection, Guid workspaceId, Guid? after, int most, CancellationToken ct) => connection
        .Command("select id from contact where workspace_id = $1 and id > $2 order by id limit $3")
        .With(workspaceId).With(after ?? Guid.Empty).With(most)
        .ReadAsync(row => row.GetGuid(0), ct);

    /// <summary>False when the build was begun anew meanwhile, or another node goes on with it: nothing is to be committed then.</summary>
    public static async Task<bool> AdvanceAsync(NpgsqlConnection connection, Guid workspaceId, AudienceBuild build, BuildStep step, CancellationToken ct) =>
        await connection
            .Command(
                """
                update audience set build_after = coalesce($4, build_after), build_seen = coalesce(build_seen, 0) + $5, built_at = $6,
                    member_count = case when $6::timestamptz is null then member_count
                        else (select count(*) from audience_member m where m.workspace_id = $1 and m.audience_id = audience.id) end
                where workspace_id = $1 and id = any($2) and built_at is null and build_barrier is not null and build_after is not distinct from $3
                """)
            .With(workspaceId).With(build.Audiences.ToArray()).With(build.After, NpgsqlTypes.NpgsqlDbType.Uuid)
            .With(step.Last, NpgsqlTypes.NpgsqlDbType.Uuid).With((long)step.Contacts).With(step.FinishedAt?.UtcDateTime, NpgsqlTypes.NpgsqlDbType.TimestampTz)
            .RunAsync(ct) == build.Audiences.Count;

    /// <summary>Takes members of deleted audiences away, and the audiences once they have none; true when there is more to take.</summary>
    public static async Task<bool> ClearDeletedAsync(NpgsqlConnection connection, Guid workspaceId, int most, CancellationToken ct)
    {
        var cleared = await connection
            .Command(
                """
                delete from audience_member m using (
                    select k.audience_id, k.contact_id from audience a
                    join audience_member k on k.workspace_id = $1 and k.audience_id = a.id
                    where a.workspace_id = $1 and a.deleted_at is not null limit $2) t
                where m.workspace_id = $1 and m.audience_id = t.audience_id and m.contact_id = t.contact_id
                """)
            .With(workspaceId).With(most)
            .RunAsync(ct);
        if (cleared == most) return true;
        await connection.Command("delete from audience where workspace_id = $1 and deleted_at is not null").With(workspaceId).RunAsync(ct);
        return false;
    }

    /// <summary>
    /// Has those looked at again who left a product in a cart that has since come to be sold or not; how many. Marked and noted in one statement: a
    /// product that moves once more meanwhile is marked again.
    /// </summary>
    public static Task<int> NoteMovedStockAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) => connection
        .Command(
            """
            with moved as (update product set stock_moved = false where workspace_id = $1 and stock_moved returning source_id, external_id)
            insert into contact_change (workspace_id, contact_id)
            select distinct $1, k.contact_id from cart k
            cross join lateral jsonb_array_elements(k.items) i
            join moved m on m.source_id = k.source_id and m.external_id = i ->> 'productId'
            where k.workspace_id = $1 and k.status = 'abandoned' and exists (select from moved)
            on conflict do nothing
            """)
        .With(workspaceId)
        .RunAsync(ct);

    /// <summary>Whether some product has moved.</summary>
    public static async Task<bool> HasMovedStockAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) => (await connection
        .Command("select exists (select from product where workspace_id = $1 and stock_moved)")
        .With(workspaceId)
        .ReadAsync(row => row.GetBoolean(0), ct))[0];

    /// <summary>Counts the members of audiences, for lists.</summary>
    public static Task CountAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) => connection
        .Command(
            """
            update audience a set member_count = k.count
            from (select m.audience_id, count(*) as count from audience_member m where m.workspace_id = $1 group by 1) k
            where a.workspace_id = $1 and a.id = k.audience_id and a.member_count <> k.count
            """)
        .With(workspaceId)
        .RunAsync(ct);

    /// <summary>What the audiences were last worked out with, and what they would be worked out with now; null where there never was one.</summary>
    public static Task<BookBasis?> BasisAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) => connection
        .Command(
            """
            select b.time_zone, w.time_zone, b.rfm_run, (select r.id from rfm_run r where r.workspace_id = $1 order by r.id desc limit 1),
                   b.prediction_run, (select r.id from prediction_run r where r.workspace_id = $1)
            from audience_book b join workspace w on w.id = b.workspace_id where b.workspace_id = $1
            """)
        .With(workspaceId)
        .FindAsync(row => new BookBasis(row.GetString(0), row.GetString(1), row.IdOrNull(2), row.IdOrNull(3), row.IdOrNull(4), row.IdOrNull(5)), ct);

    public static Task KeepBasisAsync(NpgsqlConnection connection, Guid workspaceId, BookBasis basis, CancellationToken ct) => connection
        .Command("update audience_book set time_zone = $2, rfm_run = $3, prediction_run = $4 where workspace_id = $1")
        .With(workspaceId).With(basis.ZoneNow).With(basis.RfmNow, NpgsqlTypes.NpgsqlDbType.Uuid)
        .With(basis.PredictionNow, NpgsqlTypes.NpgsqlDbType.Uuid)
        .RunAsync(ct);
}

/// <summary>Audiences that are worked out together for all contacts.</summary>
/// <param name="Audiences">Which.</param>
/// <param name="IsNew">Whether it has yet to be noted what must have ended before.</param>
/// <param name="After">Behind which contact it goes on; null: at the beginning.</param>
/// <param name="Quiet">Whether those who come and go are not told of.</param>
/// <param name="Version">Of the book that it was read with.</param>
public sealed record AudienceBuild(IReadOnlyList<Guid> Audiences, bool IsNew, Guid? After, bool Quiet, long Version);

/// <summary>How far a build has come with a step.</summary>
public sealed record BuildStep(Guid? Last, int Contacts, DateTimeOffset? FinishedAt);

/// <summary>What audiences depend on beside contacts: the workspace's zone, and the last computations of RFM scores and of predictions.</summary>
public sealed record BookBasis(string Zone, string ZoneNow, Guid? Rfm, Guid? RfmNow, Guid? Prediction, Guid? PredictionNow)
{
    public bool HasMoved => Zone != ZoneNow || Rfm != RfmNow || Prediction != PredictionNow;
}
