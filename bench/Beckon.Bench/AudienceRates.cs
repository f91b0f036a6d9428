using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Beckon.Bench;

/// <summary>
/// What audiences cost: events per second with none, with five and with fifty that all watch the commonest event, and with two hundred that watch many;
/// then, over a history, how long a count takes, how fast a new audience is worked out, and how long a "why?" takes.
/// </summary>
public static class AudienceRates
{
    private const int Batches = 3_000;
    private const int EventsEach = 20;

    private static readonly string[] Names = ["viewed_product", "viewed_category", "added_to_cart", "active_on_site", "cart_abandoned", "checkout_started", "order_completed", "message_opened"];

    public static async Task RunAsync(Rig rig, int contacts)
    {
        await ThroughputAsync(rig);
        var workspace = await rig.ScalarAsync<Guid>("select id from workspace limit 1");
        await FillAsync(rig, workspace, contacts);
        await CountsAsync(rig);
        await BuildsAsync(rig, contacts);
    }

    private static async Task ThroughputAsync(Rig rig)
    {
        var sent = 0;
        var none = await RateAsync("no audience");
        await AddAsync(rig, "common", 5, Common);
        var five = await RateAsync("5 audiences that watch the commonest event");
        await AddAsync(rig, "other", 195, n => Event($"custom_{n % 60}", 30 + n));
        var many = await RateAsync("200 audiences, 5 of which watch the commonest event");
        await AddAsync(rig, "more", 45, n => Common(n + 5));
        var fifty = await RateAsync("245 audiences, 50 of which watch the commonest event");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"audiences: cost per event from 5 to 200 audiences: {five / many:F2} times; with 50 on the commonest event {fifty / none:P0} of the rate with none"));

        async Task<double> RateAsync(string what)
        {
            await Throughput.SendAsync(sent, 600, rig.Url);
            sent += 600;
            await rig.DrainAsync();
            await Statements.ResetAsync(rig);
            var cpu = rig.Cpu();
            var clock = Stopwatch.StartNew();
            await Throughput.SendAsync(sent, Batches, rig.Url);
            sent += Batches;
            await rig.DrainAsync();
            var (taken, used) = (clock.Elapsed, rig.Cpu() - cpu);
            var rate = Batches * Throughput.PerBatch / taken.TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"audiences: {what}: {rate:N0} events/s; per event server {used.Server * 1e6 / Batches / Throughput.PerBatch:F0} µs, database {used.Database * 1e6 / Batches / Throughput.PerBatch:F0} µs; memory at most {rig.Peak}"));
            await Statements.ReportAsync(rig);
            return rate;
        }
    }

    private static string Common(int n) => Event("viewed_product", 10 + n);

    private static string Event(string name, int minutes) =>
        $$$"""{"type":"all","of":[{"type":"event","event":"{{{name}}}","time":{"op":"in_last","amount":{{{minutes.ToString(CultureInfo.InvariantCulture)}}},"unit":"minutes"}},{"type":"consent","channel":"email","status":"subscribed"},{"type":"none","of":[{"type":"orders"}]}]}""";

    private static async Task AddAsync(Rig rig, string name, int many, Func<int, string> filter)
    {
        for (var n = 0; n < many; n++) await rig.CallAsync(HttpMethod.Post, "/api/audiences", new { name = $"{name} {n}", filter = JsonElement.Parse(filter(n)) });
        await BuiltAsync(rig);
    }

    private static async Task BuiltAsync(Rig rig)
    {
        while (await rig.ScalarAsync<bool>("select exists (select from audience where built_at is null)")) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
    }

    private static async Task CountsAsync(Rig rig)
    {
        var times = new List<(string Name, double Milliseconds, long Members)>();
        var ready = (await rig.CallAsync(HttpMethod.Get, "/api/audiences/ready", null)).GetProperty("items").EnumerateArray().ToList();
        foreach (var one in ready)
        {
            await rig.CallAsync(HttpMethod.Post, "/api/audiences/preview", new { filter = one.GetProperty("filter"), sample = 0 });
            var clock = Stopwatch.StartNew();
            var preview = await rig.CallAsync(HttpMethod.Post, "/api/audiences/preview", new { filter = one.GetProperty("filter"), sample = 6 });
            times.Add((one.GetProperty("name").GetString()!, clock.Elapsed.TotalMilliseconds, preview.GetProperty("members").GetInt64()));
        }
        times.Sort((one, other) => one.Milliseconds.CompareTo(other.Milliseconds));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"audiences: preview with count and sample of {times.Count} ready-made ones: p50 {times[times.Count / 2].Milliseconds:F0} ms, most {times[^1].Milliseconds:F0} ms"));
        foreach (var (name, milliseconds, members) in times.AsEnumerable().Reverse().Take(5).Concat(times.Where(one => one.Name.Contains("pending", StringComparison.Ordinal))))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"           {name}: {milliseconds:F0} ms, {members:N0} fit"));
    }

    private static async Task BuildsAsync(Rig rig, int contacts)
    {
        string[] filters =
        [
            """{"type":"event","event":"cart_abandoned","time":{"op":"in_last","amount":30,"unit":"minutes"}}""",
            """{"type":"all","of":[{"type":"orders"},{"type":"none","of":[{"type":"orders","measure":"last_time","time":{"op":"in_last","amount":90,"unit":"days"}}]}]}""",
            """{"type":"event","event":"viewed_product","time":{"op":"in_last","amount":7,"unit":"days"},"is":{"op":"at_least","value":3}}""",
            """{"type":"reachable","channel":"email"}""",
        ];
        foreach (var filter in filters)
        {
            var clock = Stopwatch.StartNew();
            var made = await rig.CallAsync(HttpMethod.Post, "/api/audiences", new { name = $"built {filter.Length}", filter = JsonElement.Parse(filter) });
            await BuiltAsync(rig);
            var taken = clock.Elapsed;
            var members = (await rig.CallAsync(HttpMethod.Get, $"/api/audiences/{made.GetProperty("id").GetString()}", null)).GetProperty("members").GetInt64();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"audiences: worked out over {contacts:N0} contacts in {taken.TotalSeconds:F1} s, {contacts / taken.TotalSeconds:N0} contacts/s, {members:N0} members: {filter[..Math.Min(90, filter.Length)]}"));
        }
        var contact = (await rig.CallAsync(HttpMethod.Get, "/api/contacts?limit=1", null)).GetProperty("items")[0].GetProperty("id").GetString();
        var why = new List<double>();
        for (var n = 0; n < 20; n++)
        {
            var clock = Stopwatch.StartNew();
            await rig.CallAsync(HttpMethod.Post, "/api/audiences/explain", new { filter = JsonElement.Parse(filters[2]), contact });
            why.Add(clock.Elapsed.TotalMilliseconds);
        }
        why.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"audiences: why: p50 {why[10]:F1} ms, most {why[^1]:F1} ms"));
    }

    // Twenty events of eight kinds for each contact over the last 360 days, in the order of their time, an order for every third, and consent for most.
    private static async Task FillAsync(Rig rig, Guid workspace, int contacts)
    {
        await MonthsAsync(rig);
        var names = string.Join(',', Names.Select(name => $"'{name}'"));
        await RunAsync(rig, string.Create(CultureInfo.InvariantCulture,
            $"""
            insert into contact (workspace_id, id, anonymous, email, phone, created_at, last_seen_at, order_count, order_total, last_order_at)
            select '{workspace}', ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, false, 'many' || n || '@example.com', '+1555' || n, now() - n * interval '1 second',
                   now() - (n % 2000) * interval '1 minute', case when n % 3 = 0 then 1 + n % 4 else 0 end, case when n % 3 = 0 then n % 900 else 0 end,
                   case when n % 3 = 0 then now() - (n % 200) * interval '1 day' end
            from generate_series(1, {contacts}) n
            """));
        await RunAsync(rig, string.Create(CultureInfo.InvariantCulture,
            $"""
            insert into consent (workspace_id, contact_id, channel, status, changed_at)
            select '{workspace}', ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, k, case when n % 5 = 0 then 'unsubscribed' else 'subscribed' end, now()
            from generate_series(1, {contacts}) n, unnest(array['email', 'sms']) k where k = 'email' or n % 2 = 0
            """));
        await RunAsync(rig, string.Create(CultureInfo.InvariantCulture,
            $"""
            insert into event (workspace_id, id, contact_id, source_id, name, occurred_at, received_at, message_id, properties)
            select '{workspace}', (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7000' || '8' || lpad(to_hex(k), 3, '0') || lpad(to_hex(n), 12, '0'))::uuid,
                   ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '{workspace}', (array[{names}])[1 + (n + k * k) % {Names.Length}], at, at, n || '-' || k,
                   jsonb_build_object('productId', 'p-' || k, 'price', k, 'category', 'Brewing')
            from generate_series(1, {contacts}) n, generate_series(1, {EventsEach}) k, lateral (select now() - ((n::bigint * 7919 + k::bigint * k * 1047291) % 31104000) * interval '1 second' as at) t
            order by at
            """));
        await RunAsync(rig,
            """
            insert into trait (workspace_id, contact_id, name, status, first_at, last_at, count)
            select workspace_id, contact_id, name, '', min(occurred_at), max(occurred_at), count(*) from event
            where contact_id < '00000000-0000-7000-9000-000000000000' group by 1, 2, 3
            """);
        foreach (var table in new[] { "contact", "consent", "event", "trait" }) await RunAsync(rig, $"vacuum analyze {table}");
    }

    // As the keeper of the months makes them as time goes by.
    private static async Task MonthsAsync(Rig rig)
    {
        var now = TimeProvider.System.GetUtcNow();
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        for (var back = 1; back <= 12; back++)
        {
            var (from, to) = (month.AddMonths(-back), month.AddMonths(1 - back));
            await RunAsync(rig, string.Create(CultureInfo.InvariantCulture,
                $"create table event_{from:yyyy}_{from:MM} partition of event for values from ('{Kernel.Ids.First(from)}') to ('{Kernel.Ids.First(to)}')"));
        }
    }

    private static async Task RunAsync(Rig rig, string sql)
    {
#pragma warning disable CA2100 // Statements of the benchmark itself.
        await using var command = rig.Database.CreateCommand(sql);
#pragma warning restore CA2100
        command.CommandTimeout = 2_400;
        await command.ExecuteNonQueryAsync();
    }
}
