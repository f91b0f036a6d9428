using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Beckon.Delivery.Email;

namespace Beckon.Bench;

/// <summary>
/// Triggered e-mails per second: messages of carts that wait in the queue, sent over SMTP to a sink in this process, beside what the SMTP client
/// alone does with the same message and the same sink in the same run.
/// </summary>
public static class Emails
{
    private const int Carts = 20_000;
    private const int PerBatch = 100;
    private const int Connections = 4;

    public static async Task RunAsync(Rig rig)
    {
        await using var sink = new MailSink();
        var connected = await rig.CallAsync(HttpMethod.Put, "/api/channels/email", new
        {
            provider = "smtp",
            fromAddress = "shop@example.com",
            smtp = new { host = "127.0.0.1", port = sink.Port, security = "none", maxConnections = Connections },
        });
        var campaign = await GoLiveAsync(rig);
        // The channel is held back as if its server were away, so that all messages wait when the clock starts.
        await rig.ScalarAsync<int>(
            $"""
            insert into channel_circuit (workspace_id, kind, channel_version, failures, openings, since, next_try_at, error)
            select id, 'email', {connected.GetProperty("version").GetInt32()}, 3, 1, now(), now() + interval '1 day', 'held by the benchmark' from workspace
            returning failures
            """);
        await AbandonAsync(rig);
        await rig.ScalarAsync<bool>("delete from channel_circuit returning true");

        while (sink.Taken == 0) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        var clock = Stopwatch.StartNew();
        await Statements.ResetAsync(rig);
        var before = rig.Cpu();
        while (sink.Taken < Carts) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        var handed = clock.Elapsed;
        while (await rig.ScalarAsync<long>("select count(*) from message where status = 'sent' and channel = 'email'") < Carts)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        var recorded = clock.Elapsed;
        var after = rig.Cpu();
        await rig.DrainAsync();
        var told = clock.Elapsed;

        var (raw, alone) = await RawAsync(rig, campaign);
        var rate = Carts / handed.TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"emails: {Carts:N0} messages handed over {rate:N0}/s, recorded {Carts / recorded.TotalSeconds:N0}/s, history told {Carts / told.TotalSeconds:N0}/s; SMTP client alone {raw:N0}/s; ratio {rate / raw:P1}"));
        var (cpu, each) = (after - before, 1e6 / Carts);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"        processor time of each: server {cpu.Server * each:F0} µs, database {cpu.Database * each:F0} µs, sink {cpu.Senders * each:F0} µs; the SMTP client alone with its sink {alone * each:F0} µs"));
        if (sink.Taken != Carts) throw new InvalidOperationException($"{sink.Taken} were taken of {Carts}.");
    }

    private static async Task<string> GoLiveAsync(Rig rig)
    {
        // What other measurements left behind would send too.
        foreach (var other in (await rig.CallAsync(HttpMethod.Get, "/api/campaigns", null)).GetProperty("items").EnumerateArray().Where(one => one.GetProperty("status").GetString() == "live"))
            await rig.CallAsync(HttpMethod.Post, $"/api/campaigns/{other.GetProperty("id").GetString()}/pause", null);
        var template = (await rig.CallAsync(HttpMethod.Get, "/api/templates?category=abandon_cart", null)).GetProperty("items")[0].GetProperty("id").GetString();
        var id = (await rig.CallAsync(HttpMethod.Post, "/api/campaigns", new { name = "Emails", templateId = template })).GetProperty("id").GetString() ?? "";
        await rig.CallAsync(HttpMethod.Post, $"/api/campaigns/{id}/live", null);
        return id;
    }

    private static async Task AbandonAsync(Rig rig)
    {
        for (var first = 0; first < Carts; first += PerBatch)
        {
            var events = Enumerable.Range(first, PerBatch).Select(n => string.Create(CultureInfo.InvariantCulture,
                $$$"""{"event":"cart_abandoned","email":"emails{{{n}}}@example.com","firstName":"Ada","cart":{"id":"emails-{{{n}}}","url":"https://shop.example/cart","currency":"USD","total":34,"items":[{"productId":"p-1","name":"Ceramic cone dripper","price":34,"quantity":1,"url":"https://shop.example/p/1","imageUrl":"https://shop.example/p/1.png"}]}}"""));
            await rig.PostAsync("/api/events", Encoding.UTF8.GetBytes($"[{string.Join(',', events)}]"));
        }
        await rig.DrainAsync();
        var waiting = await rig.ScalarAsync<long>("select count(*) from message where status = 'queued'");
        if (waiting != Carts) throw new InvalidOperationException($"{waiting} messages wait instead of {Carts}.");
    }

    // A message as large as the real ones, over as many connections to a sink of the same kind.
    private static async Task<(double Rate, double Processor)> RawAsync(Rig rig, string campaign)
    {
        var preview = await rig.CallAsync(HttpMethod.Post, $"/api/campaigns/{campaign}/preview", new { });
        await using var sink = new MailSink();
        await using var pool = new SmtpPool(
            new SmtpOptions { Host = "127.0.0.1", Port = sink.Port, Tls = SmtpTls.None, MaxConnections = Connections }, TimeProvider.System);
        var message = new EmailMessage
        {
            From = new EmailAddress("shop@example.com", "Shop"),
            To = new EmailAddress("ada@example.com", "Ada"),
            Subject = Text(preview, "subject"),
            Html = Text(preview, "html"),
            Text = Text(preview, "text"),
            MessageId = "<1@example.com>",
            Date = TimeProvider.System.GetUtcNow(),
        };
        await SendAsync(pool, message, 2_000);
        var before = rig.Cpu();
        var clock = Stopwatch.StartNew();
        await SendAsync(pool, message, Carts);
        var rate = Carts / clock.Elapsed.TotalSeconds;
        return (rate, (rig.Cpu() - before).Senders);
    }

    private static async Task SendAsync(SmtpPool pool, EmailMessage message, int count)
    {
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            await Task.Yield();
            while (Interlocked.Decrement(ref left) >= 0) await pool.SendAsync(message, CancellationToken.None);
        }));
    }

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString() ?? "";
}
