using System.Text.Json;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Rfm;

/// <summary>Computes the scores of a workspace in one pass over its delivered orders, and writes what has changed.</summary>
public static class RfmStore
{
    // One pass: what each customer bought, where the cut points lie, the scores.
    private const string Gather =
        """
        create temporary table rfm_new on commit drop as
        select b.*, ($2::date - (b.last_order_at at time zone $3)::date) as days
        from (
            select o.contact_id, count(*)::int as orders, sum(o.total) as revenue, max(o.placed_at) as last_order_at
            from shop_order o
            where o.workspace_id = $1 and o.status = 'DELIVERED'
              and o.placed_at < (($2::date + 1)::timestamp at time zone $3)
              and ($4::int is null or o.placed_at >= (($2::date - $4::int + 1)::timestamp at time zone $3))
            group by o.contact_id
        ) b
        -- Orders of people who were erased stay, for revenue; nobody is scored by them.
        where exists (select from contact c where c.workspace_id = $1 and c.id = b.contact_id)
        """;

    private const string Quantiles =
        """
        select (select array_agg((q + 1)::numeric order by q) from unnest(percentile_cont(array[0.2, 0.4, 0.6, 0.8]) within group (order by days)) q),
               (select array_agg((q + 1)::numeric order by q) from unnest(percentile_cont(array[0.2, 0.4, 0.6, 0.8]) within group (order by orders)) q),
               (select array_agg((q + 1)::numeric order by q) from unnest(percentile_cont(array[0.2, 0.4, 0.6, 0.8]) within group (order by revenue)) q)
        from rfm_new
        """;

    private const string Score =
        """
        create temporary table rfm_scored on commit drop as
        select s.*, ($5::text[])[(s.recency - 1) * 25 + (s.frequency - 1) * 5 + s.monetary] as segment
        from (
            select n.*,
                   (5 - width_bucket(n.days::numeric, $2::numeric[]))::smallint as recency,
                   (1 + width_bucket(n.orders::numeric, $3::numeric[]))::smallint as frequency,
                   (1 + width_bucket(n.revenue, $4::numeric[]))::smallint as monetary
            from rfm_new n
            where $1::uuid is not null
        ) s
        """;

    private const string Moves =
        """
        insert into rfm_move (workspace_id, run_id, from_segment, to_segment, customers)
        select $1, $2, coalesce(old.segment, ''), coalesce(new.segment, ''), count(*)
        from (select contact_id, segment from rfm_score where workspace_id = $1) old
        full join rfm_scored new on new.contact_id = old.contact_id
        group by old.segment, new.segment
        """;

    private const string Movers =
        """
        select coalesce(new.contact_id, old.contact_id), old.segment, new.segment
        from (select contact_id, segment from rfm_score where workspace_id = $1) old
        full join rfm_scored new on new.contact_id = old.contact_id
        -- Who was merged into somebody has not lost their orders.
        join contact c on c.workspace_id = $1 and c.id = coalesce(new.contact_id, old.contact_id) and c.merged_into is null
        where old.segment is distinct from new.segment
        """;

    private const string Forget =
        """
        delete from rfm_score s where s.workspace_id = $1 and not exists (select from rfm_scored n where n.contact_id = s.contact_id)
        """;

    private const string Write =
        """
        insert into rfm_score (workspace_id, contact_id, recency, frequency, monetary, segment, orders, revenue, last_order_at, since)
        select $1, n.contact_id, n.recency, n.frequency, n.monetary, n.segment, n.orders, n.revenue, n.last_order_at, $2
        from rfm_scored n
        where not exists (select from rfm_score s where s.workspace_id = $1 and s.contact_id = n.contact_id)
        order by n.contact_id
        """;

    // What stays as it is is not written.
    private const string Change =
        """
        update rfm_score s set
            recency = n.recency, frequency = n.frequency, monetary = n.monetary, segment = n.segment, orders = n.orders, revenue = n.revenue,
            last_order_at = n.last_order_at, since = case when s.segment = n.segment then s.since else $2 end
        from rfm_scored n
        where s.workspace_id = $1 and s.contact_id = n.contact_id
          and (s.recency <> n.recency or s.frequency <> n.frequency or s.monetary <> n.monetary or s.segment <> n.segment or s.orders <> n.orders
               or s.revenue <> n.revenue or s.last_order_at <> n.last_order_at)
        """;

    private const string Cells =
        """
        insert into rfm_cell (workspace_id, run_id, recency, frequency, segment, customers, orders, revenue)
        select $1, $2, recency, frequency, segment, count(*), sum(orders), sum(revenue) from rfm_scored group by recency, frequency, segment
        """;

    /// <summary>In the transaction that the connection is in.</summary>
    public static async Task<RfmResult> ComputeAsync(NpgsqlConnection connection, Guid workspaceId, RfmAsked asked, CancellationToken ct)
    {
        await connection.Command("select pg_advisory_xact_lock(hashtextextended('rfm:' || $1::text, 0))").With(workspaceId).RunAsync(ct);
        // A few big sorts and hash tables instead of the many small ones of everything else.
        await connection.Command("set local work_mem = '64MB'; set local jit = off").RunAsync(ct);
        await connection.Command(Gather).With(workspaceId).With(asked.Day).With(asked.Zone).With(asked.Settings.WindowDays, NpgsqlDbType.Integer).RunAsync(ct);
        var customers = (await connection.Command("select count(*) from rfm_new where $1::uuid is not null").With(workspaceId).ReadAsync(row => row.GetInt64(0), ct))[0];
        var cuts = asked.Settings is { Method: RfmMethod.Thresholds, Thresholds: { } own } ? own
            : customers == 0 ? RfmCuts.None : await QuantilesAsync(connection, ct);
        await connection.Command("analyze rfm_new").RunAsync(ct);
        await connection
            .Command(Score)
            .With(workspaceId)
            .With(cuts.RecencyDays.ToArray()).With(cuts.Frequency.ToArray()).With(cuts.Monetary.ToArray())
            .With(RfmRules.Table(asked.Settings.Segments))
            .RunAsync(ct);
        await connection.Command("analyze rfm_scored").RunAsync(ct);
        await connection.Command(Moves).With(workspaceId).With(asked.RunId).RunAsync(ct);
        var movers = asked.TellsMoves
            ? await connection.Command(Movers).With(workspaceId).ReadAsync(row => new Mover(row.GetGuid(0), row.TextOrNull(1), row.TextOrNull(2)), ct)
            : [];
        await connection.Command(Forget).With(workspaceId).RunAsync(ct);
        await connection.Command(Change).With(workspaceId).With(asked.At.UtcDateTime).RunAsync(ct);
        await connection.Command(Write).With(workspaceId).With(asked.At.UtcDateTime).RunAsync(ct);
        await connection.Command(Cells).With(workspaceId).With(asked.RunId).RunAsync(ct);
        return new RfmResult(customers, cuts) { Movers = movers };
    }

    private static async Task<RfmCuts> QuantilesAsync(NpgsqlConnection connection, CancellationToken ct) =>
        (await connection.Command(Quantiles)
            .ReadAsync(row => new RfmCuts(row.GetFieldValue<decimal[]>(0), row.GetFieldValue<decimal[]>(1), row.GetFieldValue<decimal[]>(2)), ct))[0];

    public static Task NoteAsync(NpgsqlConnection connection, Guid workspaceId, RfmAsked asked, RfmResult result, DateTimeOffset finished, CancellationToken ct) =>
        connection
            .Command(
                """
                insert into rfm_run (workspace_id, id, day, finished_at, milliseconds, customers, cuts, settings)
                values ($1, $2, $3, $4, $5, $6, $7, $8)
                """)
            .With(workspaceId).With(asked.RunId).With(asked.Day).With(finished.UtcDateTime)
            .With((int)Math.Min((finished - asked.At).TotalMilliseconds, int.MaxValue)).With(result.Customers)
            .With(JsonSerializer.Serialize(result.Cuts, RfmJson.Default.RfmCuts), NpgsqlDbType.Jsonb)
            .With(asked.Settings.ToJson(), NpgsqlDbType.Jsonb)
            .RunAsync(ct);

    /// <summary>Runs of long ago go: two years of days are kept.</summary>
    public static async Task ForgetRunsAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct)
    {
        const string old = "(select id from rfm_run where workspace_id = $1 order by id desc offset 731)";
        await connection.Command($"delete from rfm_cell where workspace_id = $1 and run_id in {old}").With(workspaceId).RunAsync(ct);
        await connection.Command($"delete from rfm_move where workspace_id = $1 and run_id in {old}").With(workspaceId).RunAsync(ct);
        await connection.Command($"delete from rfm_run where workspace_id = $1 and id in {old}").With(workspaceId).RunAsync(ct);
    }
}

/// <summary>What is to be computed.</summary>
/// <param name="RunId">The id it gets.</param>
/// <param name="At">When it was begun.</param>
/// <param name="Day">The calendar day that recency is counted from.</param>
/// <param name="Zone">The workspace's, by its IANA name.</param>
/// <param name="Settings">How.</param>
/// <param name="TellsMoves">Whether those who move are told of: not the first time, nor when the settings have changed, because nobody did anything then.</param>
public sealed record RfmAsked(Guid RunId, DateTimeOffset At, DateOnly Day, string Zone, RfmSettings Settings, bool TellsMoves);

/// <summary>What came of it.</summary>
/// <param name="Customers">How many customers have scores.</param>
/// <param name="Cuts">At which values the next score begins; none for quantiles of nobody.</param>
public sealed record RfmResult(long Customers, RfmCuts Cuts)
{
    /// <summary>Those who are in another segment than before, where that is told of.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<Mover> Movers { get; init; } = [];
}
