using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Beckon.Bench;

/// <summary>How late timers are: many runs wait, some thousands become due each second. Beside the rate at which bare SQL updates the same rows.</summary>
public static class Timers
{
    private const int PerSecond = 2_000;
    private const int Together = 500;
    private const string Trace =
        """
        [{"rule":"trigger","seen":"cart_abandoned","passed":true},{"rule":"cart is abandoned","seen":"abandoned","passed":true},{"rule":"waits 1 hour","seen":"until later","passed":true}]
        """;

    /// <param name="rig">What is measured.</param>
    /// <param name="waiting">How many runs wait.</param>
    /// <param name="seconds">For how many seconds some thousands are due in each.</param>
    /// <param name="capped">Whether there are quiet hours and a frequency cap to be asked.</param>
    public static async Task RunAsync(Rig rig, int waiting, int seconds, bool capped = false)
    {
        if (capped)
        {
            var quiet = TimeProvider.System.GetUtcNow().AddHours(12);
            await rig.CallAsync(
                HttpMethod.Put, "/api/sending-rules",
                new { quietHours = new { from = $"{quiet:HH:mm}", until = $"{quiet.AddHours(1):HH:mm}" }, caps = new[] { new { messages = 1, hours = 24 }, new { messages = 3, hours = 168 } } });
        }
        var flow = await GoLiveAsync(rig);
        var due = PerSecond * seconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"timers: writing {waiting:N0} contacts, carts and waiting runs …"));
        await InsertAsync(rig, flow, waiting, due);

        // They were written as due a year from now: the clock starts when all is there.
        var start = TimeProvider.System.GetUtcNow().AddSeconds(8);
        await RunAsync(
            rig,
            $"update flow_run set due_at = '{start:O}'::timestamptz + split_part(key, '-', 2)::int * interval '1 second' / {PerSecond} where status = 'waiting' and key like 'due-%'");
        await ExplainAsync(rig, start.AddSeconds(seconds));
        var cpu = rig.Cpu();
        await Task.Delay(start.AddSeconds(seconds) - TimeProvider.System.GetUtcNow(), TimeProvider.System);
        while (await rig.ScalarAsync<bool>("select exists (select from flow_run where status = 'waiting' and key like 'due-%')"))
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        await ReportAsync(rig, due, waiting, rig.Cpu() - cpu);
        await RawAsync(rig, due);
    }

    private static async Task<(Guid Workspace, Guid Flow)> GoLiveAsync(Rig rig)
    {
        var campaign = await rig.CallAsync(HttpMethod.Post, "/api/campaigns", new { name = "Timers" });
        var id = campaign.GetProperty("id").GetString();
        await rig.CallAsync(
            HttpMethod.Patch, $"/api/campaigns/{id}",
            new { settings = new { delayMinutes = 60 }, content = new { subject = "You left something behind", preheader = "", html = "<p>Hi</p><a href=\"{{unsubscribeUrl}}\">Unsubscribe</a>", text = "" } });
        await rig.CallAsync(HttpMethod.Post, $"/api/campaigns/{id}/live", null);
        return (
            await rig.ScalarAsync<Guid>("select workspace_id from campaign where name = 'Timers'"),
            await rig.ScalarAsync<Guid>("select flow_id from campaign where name = 'Timers'"));
    }

    private static async Task InsertAsync(Rig rig, (Guid Workspace, Guid Flow) of, int waiting, int due)
    {
        await RunAsync(
            rig,
            $"""
            create temporary table one as select i, uuidv7() as contact, uuidv7() as cart from generate_series(0, {waiting - 1}) as i;
            insert into contact (workspace_id, id, anonymous, email, created_at, last_seen_at)
            select '{of.Workspace}', contact, false, 'waiting' || i || '@example.com', now(), now() from one;
            insert into consent (workspace_id, contact_id, channel, status, changed_at) select '{of.Workspace}', contact, 'email', 'subscribed', now() from one;
            insert into cart (workspace_id, id, source_id, external_id, contact_id, status, created_at, changed_at, abandoned_at)
            select '{of.Workspace}', cart, '{of.Workspace}', 'waiting-' || i, contact, 'abandoned', now(), now(), now() from one;
            insert into flow_run (workspace_id, id, flow_id, version, contact_id, key, event_id, status, trace, started_at, step, due_at, cart_id,
                                  event_received_at, triggered_at)
            select '{of.Workspace}', uuidv7(), '{of.Flow}', 1, contact, case when i < {due} then 'due-' || i else 'later-' || i end, uuidv7(), 'waiting',
                   '{Trace}',
                   now(), 'wait', now() + interval '1 year' + i * interval '1 second', cart, now(), now()
            from one;
            """);
        await RunAsync(rig, "vacuum analyze flow_run, contact, consent, cart");
    }

    // The heart of the query that a timer takes its runs with.
    private static async Task ExplainAsync(Rig rig, DateTimeOffset until)
    {
#pragma warning disable CA2100 // A statement of the benchmark itself.
        await using var command = rig.Database.CreateCommand(
            $"""
            explain (analyze, buffers, costs off, timing off)
            select r.id, k.status, exists (select 1 from flow_run n where n.workspace_id = r.workspace_id and n.status = 'waiting' and n.cart_id = r.cart_id
                                           and n.flow_id = r.flow_id and (n.triggered_at, n.event_id) > (r.triggered_at, r.event_id))
            from flow_run r left join cart k on k.workspace_id = r.workspace_id and k.id = r.cart_id
            where r.workspace_id = (select workspace_id from campaign where name = 'Timers') and r.status = 'waiting' and r.due_at <= '{until:O}'
            order by r.due_at limit {Together} for update of r skip locked
            """);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) Console.WriteLine($"    {reader.GetString(0)}");
    }

    private static async Task ReportAsync(Rig rig, int due, int waiting, CpuTime cpu)
    {
        string Late(string p) =>
            $"""
            select (extract(epoch from percentile_cont({p}) within group (order by m.created_at - r.due_at)) * 1000)::float8
            from flow_run r join message m on m.workspace_id = r.workspace_id and m.run_id = r.id where r.key like 'due-%'
            """;
        var rate = await rig.ScalarAsync<double>(
            "select (count(*) / extract(epoch from max(m.created_at) - min(m.created_at)))::float8 from message m join flow_run r on r.workspace_id = m.workspace_id and r.id = m.run_id where r.key like 'due-%'");
        var messages = await rig.ScalarAsync<long>("select count(*) from message m join flow_run r on r.workspace_id = m.workspace_id and r.id = m.run_id where r.key like 'due-%'");
        if (messages != due) throw new InvalidOperationException($"{due} were due and {messages} have a message.");
        var (p50, p99, most) = (await rig.ScalarAsync<double>(Late("0.5")), await rig.ScalarAsync<double>(Late("0.99")), await rig.ScalarAsync<double>(Late("1")));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"timers: {waiting:N0} waiting, {due:N0} due at {PerSecond:N0}/s: fired {rate:N0}/s, late p50 {p50:F1} ms, p99 {p99:F1} ms, most {most:F1} ms; processor time, sending included: server {cpu.Server:F1} s, database {cpu.Database:F1} s"));
    }

    private static async Task RawAsync(Rig rig, int rows)
    {
        var clock = Stopwatch.StartNew();
        for (var done = 0; done < rows; done += Together)
        {
            await RunAsync(
                rig,
                $"""
                update flow_run set status = 'completed', ended_at = now() where (workspace_id, id) in (
                    select workspace_id, id from flow_run where workspace_id = (select workspace_id from campaign where name = 'Timers') and status = 'waiting'
                    order by due_at limit {Together} for update skip locked)
                """);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"        raw: bare SQL marks the same rows, {Together} in a transaction, at {rows / clock.Elapsed.TotalSeconds:N0}/s, without messages"));
    }

    private static async Task RunAsync(Rig rig, string sql)
    {
        await using var connection = await rig.Database.OpenConnectionAsync();
        foreach (var statement in sql.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
#pragma warning disable CA2100 // Statements of the benchmark itself.
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 600 };
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }
    }
}
