using System.Globalization;
using System.Text;

namespace Beckon.Bench;

/// <summary>From the arrival of an abandonment to the hand-over of its message: idle, and beside a steady stream of other events.</summary>
public static class Latency
{
    private const int Carts = 300;

    public static async Task RunAsync(Rig rig)
    {
        var campaign = await rig.CallAsync(HttpMethod.Post, "/api/campaigns", new { name = "Bench" });
        var id = campaign.GetProperty("id").GetString();
        const string Html = "<p>Hi {{contact.firstName}}</p>{{#product_feed \"user_abandoned_items\"}}<a href=\"{{url}}\">{{name}}</a> {{money price}}{{/product_feed}}<a href=\"{{unsubscribeUrl}}\">Unsubscribe</a>";
        await rig.CallAsync(HttpMethod.Patch, $"/api/campaigns/{id}", new { content = new { subject = "You left something behind", preheader = "", html = Html, text = "" } });
        await rig.CallAsync(HttpMethod.Post, $"/api/campaigns/{id}/live", null);

        await AbandonAsync(rig, "warm-up", 100);
        await ReportAsync(rig, "idle", Carts);

        foreach (var perSecond in (int[])[250, 10_000])
        {
            using var stop = new CancellationTokenSource();
            var stream = StreamAsync(rig, perSecond, stop.Token);
            await ReportAsync(rig, $"beside {perSecond} events/s", Carts);
            await stop.CancelAsync();
            await stream;
        }
    }

    private static async Task ReportAsync(Rig rig, string when, int carts)
    {
        await AbandonAsync(rig, when, carts);
        var prefix = when.Replace(' ', '-').Replace("/", "-", StringComparison.Ordinal);
        string Percentile(string p) =>
            $"""
            select (extract(epoch from percentile_cont({p}) within group (order by m.handed_at - m.event_received_at)) * 1000)::float8
            from message m join cart k on k.workspace_id = m.workspace_id and k.id = m.cart_id where k.external_id like '{prefix}-%'
            """;
        var (p50, p99) = (await rig.ScalarAsync<double>(Percentile("0.5")), await rig.ScalarAsync<double>(Percentile("0.99")));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"latency, {when}: {carts} carts, trigger to hand-over p50 {p50:F1} ms, p99 {p99:F1} ms"));
    }

    private static async Task AbandonAsync(Rig rig, string when, int carts)
    {
        var prefix = when.Replace(' ', '-').Replace("/", "-", StringComparison.Ordinal);
        for (var i = 0; i < carts; i++)
        {
            var body = string.Create(CultureInfo.InvariantCulture,
                $$$"""{"event":"cart_abandoned","email":"{{{prefix}}}{{{i}}}@example.com","firstName":"Ada","cart":{"id":"{{{prefix}}}-{{{i}}}","url":"https://shop.example/cart","currency":"USD","total":34,"items":[{"productId":"p-1","name":"Ceramic cone dripper","price":34,"quantity":1,"url":"https://shop.example/p/1","imageUrl":"https://shop.example/p/1.png"}]}}""");
            await rig.PostAsync("/api/events", Encoding.UTF8.GetBytes(body));
            await Task.Delay(TimeSpan.FromMilliseconds(40), TimeProvider.System);
        }
        while (await rig.ScalarAsync<bool>("select exists (select from message where status in ('queued', 'sending')) or exists (select from inbox)"))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
    }

    // Fifty requests a second; one that comes late is made up for.
    private static async Task StreamAsync(Rig rig, int perSecond, CancellationToken ct)
    {
        using var http = await RawHttp.OpenAsync(rig.Url);
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var n = 0; !ct.IsCancellationRequested; n++)
        {
            var early = TimeSpan.FromMilliseconds(20 * n) - System.Diagnostics.Stopwatch.GetElapsedTime(start);
            if (early > TimeSpan.Zero) await Task.Delay(early, TimeProvider.System, CancellationToken.None);
            var events = Enumerable.Range(0, perSecond / 50).Select(i => string.Create(CultureInfo.InvariantCulture,
                $$$"""{"event":"viewed_product","email":"stream{{{(n * 37 + i * 101) % 5_000}}}@example.com","properties":{"productId":"p-1","name":"Ceramic cone dripper, slate","category":"Brewing","price":34.5,"url":"https://shop.example/p/1","referrer":"https://search.example/"}}"""));
            await http.SendAsync(RawHttp.Request(rig.Url, "/api/events", $"Bearer {Rig.Key}", $"[{string.Join(',', events)}]"));
        }
    }
}
