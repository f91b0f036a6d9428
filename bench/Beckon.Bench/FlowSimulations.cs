using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Beckon.Bench;

/// <summary>
/// Tries an abandoned-cart flow with a split, a wait and two messages out on thirty days of a shop, beside what it takes the database only to read the
/// events of those days in the same run.
/// </summary>
public static class FlowSimulations
{
    private const int EventsEach = 20;

    public static async Task RunAsync(Rig rig, int contacts)
    {
        var workspace = await rig.ScalarAsync<Guid>("select id from workspace limit 1");
        await RfmScores.FillAsync(rig, workspace, contacts);
        await FillAsync(rig, workspace, contacts);
        var raw = await RfmScores.TimeAsync(rig, $"select count(*), max(properties::text), max(cart_key) from event where workspace_id = '{workspace}'");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"simulate: {contacts:N0} contacts, {contacts * (long)EventsEach:N0} events in thirty days; reading the events alone takes {raw.TotalSeconds:F2} s"));
        await SimulateAsync(rig, raw, contacts, "waits and messages", split: false);
        await SimulateAsync(rig, raw, contacts, "split by what they did before", split: true);
    }

    private static async Task SimulateAsync(Rig rig, TimeSpan raw, int contacts, string what, bool split)
    {
        var templates = await rig.CallAsync(HttpMethod.Get, "/api/templates", null);
        var template = templates.GetProperty("items")[0].GetProperty("id").GetString();
        object way = new
        {
            name = "Lookers",
            who = new { type = "event", @event = "viewed_product", @is = new { op = "at_least", value = 3 }, time = new { op = "in_last", amount = 7, unit = "days" } },
            steps = new object[] { new { type = "send", id = "lookers", template } },
        };
        object[] steps = [new { type = "wait", id = "wait", @for = new { amount = 1, unit = "hours" } }, .. split ? [new { type = "split", id = "split", ways = new[] { way } }] : Array.Empty<object>(), new { type = "send", id = "all", template }];
        var definition = new { trigger = new { type = "event", on = new { @event = "cart_abandoned" } }, exits = new { bought = true }, steps };
        var flow = (await rig.CallAsync(HttpMethod.Post, "/api/flows", new { name = what, definition })).GetProperty("id").GetString();

        var clock = Stopwatch.StartNew();
        var simulation = await rig.CallAsync(HttpMethod.Post, $"/api/flows/{flow}/simulations", new { days = 30 });
        var path = $"/api/flows/{flow}/simulations/{simulation.GetProperty("id").GetString()}";
        while (simulation.GetProperty("status").GetString() == "running")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            simulation = await rig.CallAsync(HttpMethod.Get, path, null);
        }
        var taken = clock.Elapsed;
        if (simulation.GetProperty("result") is not { ValueKind: JsonValueKind.Object } result) throw new InvalidOperationException($"Simulated: {simulation.GetRawText()}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"          {what}: {taken.TotalSeconds:F2} s, {contacts / taken.TotalSeconds:N0} contacts/s, {result.GetProperty("messages").GetInt32():N0} messages, ratio {raw / taken:P0}; memory at most {rig.Peak}"));
    }

    // Of each contact: views, and a cart that is abandoned now and then.
    private static async Task FillAsync(Rig rig, Guid workspace, int contacts)
    {
        await RfmScores.TimeAsync(rig, string.Create(CultureInfo.InvariantCulture,
            $"""
            insert into event (workspace_id, id, contact_id, source_id, name, occurred_at, received_at, message_id, properties, cart_key, cart_status)
            select '{workspace}', (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n || '-' || k), 1, 19))::uuid,
                   ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '{workspace}', case when k < 2 then 'cart_abandoned' else 'viewed_product' end,
                   at, at, n || '-' || k, '{"{}"}', case when k < 2 then n || '-' || k end, case when k < 2 then 'abandoned' end
            from generate_series(1, {contacts}) n, generate_series(0, {EventsEach - 1}) k,
                 lateral (select date_trunc('milliseconds', now() - (random() * 29 + (n + k) * 0) * interval '1 day') as at) t
            """));
        await RfmScores.TimeAsync(rig, string.Create(CultureInfo.InvariantCulture,
            $"insert into consent (workspace_id, contact_id, channel, status, changed_at) select '{workspace}', id, 'email', 'subscribed', now() from contact where workspace_id = '{workspace}' on conflict do nothing"));
        await RfmScores.TimeAsync(rig, "vacuum analyze event");
    }
}
