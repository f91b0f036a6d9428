using Beckon.Predictions.Fitting;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Predictions;

/// <summary>Reads what customers bought, in one pass over the delivered orders, and writes what they are expected to do.</summary>
public static class PredictionStore
{
    // Who bought on which days, up to today; and of that what was known some days ago.
    private const string Gather =
        """
        select d.contact_id, count(*)::int - 1, max(d.day) - min(d.day), $2::date - min(d.day),
               coalesce(((sum(d.spent) - (array_agg(d.spent order by d.day))[1]) / nullif(count(*) - 1, 0))::float8, 0),
               (count(*) filter (where d.day <= $4))::int, max(d.day) filter (where d.day <= $4) - min(d.day)
        from (
            select o.contact_id, (o.placed_at at time zone $3)::date as day, sum(o.total) as spent
            from shop_order o
            where o.workspace_id = $1 and o.status = 'DELIVERED' and o.placed_at < (($2::date + 1)::timestamp at time zone $3)
            group by 1, 2
        ) d
        -- Orders of people who were erased stay, for revenue; nothing is expected of them.
        where exists (select from contact c where c.workspace_id = $1 and c.id = d.contact_id)
        group by d.contact_id
        """;

    private const string FirstDay =
        """
        select $2::date - (min(o.placed_at) at time zone $3)::date from shop_order o
        where o.workspace_id = $1 and o.status = 'DELIVERED' and o.placed_at < (($2::date + 1)::timestamp at time zone $3)
        """;

    private const string Incoming =
        """
        create temporary table prediction_new (
            contact_id uuid, expected_orders numeric(9, 2), probability_active numeric(4, 3), lifetime_value numeric(18, 2), next_order_on date
        ) on commit drop
        """;

    private const string Forget =
        "delete from prediction p where p.workspace_id = $1 and not exists (select from prediction_new n where n.contact_id = p.contact_id)";

    // What stays as it is is not written.
    private const string Change =
        """
        update prediction p set
            expected_orders = n.expected_orders, probability_active = n.probability_active, lifetime_value = n.lifetime_value, next_order_on = n.next_order_on
        from prediction_new n
        where p.workspace_id = $1 and p.contact_id = n.contact_id
          and (p.expected_orders, p.probability_active, p.lifetime_value, p.next_order_on)
              is distinct from (n.expected_orders, n.probability_active, n.lifetime_value, n.next_order_on)
        """;

    private const string Write =
        """
        insert into prediction (workspace_id, contact_id, expected_orders, probability_active, lifetime_value, next_order_on)
        select $1, n.contact_id, n.expected_orders, n.probability_active, n.lifetime_value, n.next_order_on
        from prediction_new n
        where not exists (select from prediction p where p.workspace_id = $1 and p.contact_id = n.contact_id)
          and exists (select from contact c where c.workspace_id = $1 and c.id = n.contact_id)
        order by n.contact_id
        """;

    /// <summary>How many days ago the first delivered order of all was placed; 0 without one.</summary>
    public static async Task<int> DaysOfHistoryAsync(NpgsqlConnection connection, Guid workspaceId, DateOnly day, string zone, CancellationToken ct) =>
        (await connection.Command(FirstDay).With(workspaceId).With(day).With(zone).ReadAsync(row => row.IsDBNull(0) ? 0 : row.GetInt32(0), ct))[0];

    /// <summary>Everybody with a delivered order, in no order. In the transaction that the connection is in.</summary>
    public static async Task<List<Customer>> CustomersAsync(
        NpgsqlConnection connection, Guid workspaceId, DateOnly day, string zone, int testDays, CancellationToken ct)
    {
        await connection.Command("set local work_mem = '64MB'; set local jit = off").RunAsync(ct);
        return await connection
            .Command(Gather)
            .With(workspaceId).With(day).With(zone).With(day.AddDays(-testDays))
            .ReadAsync(row => Read(row, testDays), ct);
    }

    private static Customer Read(NpgsqlDataReader row, int testDays)
    {
        var history = new PurchaseHistory(row.GetInt32(1), row.GetInt32(2), row.GetInt32(3));
        var known = row.GetInt32(5);
        PurchaseHistory? then = known == 0 ? null : new PurchaseHistory(known - 1, row.GetInt32(6), history.Age - testDays);
        return new Customer(row.GetGuid(0), history, row.GetDouble(4), then, history.Repeats + 1 - known);
    }

    /// <summary>In the transaction that the connection is in. Of nobody: nothing is expected of anybody any more.</summary>
    public static async Task WriteAsync(
        NpgsqlConnection connection, Guid workspaceId, IReadOnlyList<Customer> customers, IReadOnlyList<Prediction> predictions, CancellationToken ct)
    {
        await connection.Command("select pg_advisory_xact_lock(hashtextextended('prediction:' || $1::text, 0))").With(workspaceId).RunAsync(ct);
        await connection.Command("set local work_mem = '64MB'; set local jit = off").RunAsync(ct);
        await connection.Command(Incoming).RunAsync(ct);
        await CopyAsync(connection, customers, predictions, ct);
        await connection.Command("analyze prediction_new").RunAsync(ct);
        await connection.Command(Forget).With(workspaceId).RunAsync(ct);
        await connection.Command(Change).With(workspaceId).RunAsync(ct);
        await connection.Command(Write).With(workspaceId).RunAsync(ct);
    }

    private static async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<Customer> customers, IReadOnlyList<Prediction> predictions, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync("copy prediction_new from stdin (format binary)", ct);
        for (var i = 0; i < predictions.Count; i++)
        {
            var (orders, active, value, next) = predictions[i];
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(customers[i].ContactId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(orders, NpgsqlDbType.Numeric, ct);
            await copy.WriteAsync(active, NpgsqlDbType.Numeric, ct);
            if (value is { } worth) await copy.WriteAsync(worth, NpgsqlDbType.Numeric, ct);
            else await copy.WriteNullAsync(ct);
            if (next is { } on) await copy.WriteAsync(on, NpgsqlDbType.Date, ct);
            else await copy.WriteNullAsync(ct);
        }
        await copy.CompleteAsync(ct);
    }

    /// <summary>Notes what was computed, in place of the time before.</summary>
    public static Task NoteAsync(NpgsqlConnection connection, Guid workspaceId, PredictionRun run, CancellationToken ct) => connection
        .Command(
            """
            insert into prediction_run as r (workspace_id, id, day, finished_at, milliseconds, customers, refusal, outcome, settings, top)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (workspace_id) do update set
                id = excluded.id, day = excluded.day, finished_at = excluded.finished_at, milliseconds = excluded.milliseconds,
                customers = excluded.customers, refusal = excluded.refusal, outcome = excluded.outcome, settings = excluded.settings,
                top = excluded.top
            """)
        .With(workspaceId).With(run.Id).With(run.Day).With(run.FinishedAt.UtcDateTime).With(run.Milliseconds).With(run.Customers)
        .With(run.Refusal, NpgsqlDbType.Text)
        .With(run.Outcome is null ? null : System.Text.Json.JsonSerializer.Serialize(run.Outcome, PredictionJson.Default.PredictionOutcome), NpgsqlDbType.Jsonb)
        .With(run.Settings.ToJson(), NpgsqlDbType.Jsonb)
        .With(run.Top)
        .RunAsync(ct);
}

/// <summary>The last time that predictions were computed.</summary>
/// <param name="Id">Of the run.</param>
/// <param name="Day">The workspace's calendar day that they are of.</param>
/// <param name="FinishedAt">When it was done.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Customers">How many customers there were.</param>
/// <param name="Refusal">Why nothing is predicted; null where something is.</param>
/// <param name="Outcome">What was found; null where nothing is predicted.</param>
/// <param name="Settings">How far it looks.</param>
public sealed record PredictionRun(
    Guid Id, DateOnly Day, DateTimeOffset FinishedAt, int Milliseconds, long Customers, string? Refusal, PredictionOutcome? Outcome, PredictionSettings Settings)
{
    /// <summary>The contacts of whom the most is expected.</summary>
    public Guid[] Top { get; init; } = [];
}
