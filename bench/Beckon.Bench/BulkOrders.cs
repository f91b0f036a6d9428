using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Beckon.Bench;

/// <summary>Orders by the thousand a request, until orders, carts, statistics and credits are written.</summary>
public static class BulkOrders
{
    private const int PerRequest = 1_000;
    private const int Requests = 120;
    private const int WarmUp = 20;
    private const int Senders = 2;

    public static async Task RunAsync(Rig rig)
    {
        await SendAsync(rig, 0, WarmUp);
        await rig.DrainAsync();
        await Statements.ResetAsync(rig);
        var cpu = rig.Cpu();
        var clock = Stopwatch.StartNew();
        await SendAsync(rig, WarmUp, Requests);
        var acknowledged = clock.Elapsed;
        await rig.DrainAsync();
        const int Sent = Requests * PerRequest;
        var used = rig.Cpu() - cpu;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"orders: {Sent:N0} of {Body(0).Length / PerRequest} bytes: acknowledged {Sent / acknowledged.TotalSeconds:N0}/s, fully processed {Sent / clock.Elapsed.TotalSeconds:N0}/s; processor time per order: server {used.Server * 1e6 / Sent:F0} µs, database {used.Database * 1e6 / Sent:F0} µs"));
        await Statements.ReportAsync(rig);
    }

    private static async Task SendAsync(Rig rig, int first, int count)
    {
        var next = first - 1;
        var authorization = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"any:{Rig.Key}"))}";
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async _ =>
        {
            using var http = await RawHttp.OpenAsync(rig.Url);
            for (var i = Interlocked.Increment(ref next); i < first + count; i = Interlocked.Increment(ref next))
            {
                var status = await http.SendAsync(RawHttp.Request(rig.Url, "/api/v1/orders", authorization, Body(i)));
                if (status != 200) throw new InvalidOperationException($"The server answered {status}.");
            }
        }));
    }

    private static string Body(int request)
    {
        var text = new StringBuilder("""{"orders":[""");
        for (var i = 0; i < PerRequest; i++)
        {
            var n = request * PerRequest + i;
            if (i > 0) text.Append(',');
            text.Append(CultureInfo.InvariantCulture,
                $$$"""{"externalOrderId":"O{{{n}}}","externalCustomerId":"C{{{n % 30_000}}}","email":"shopper{{{n % 30_000}}}@example.com","totalCost":{{{10 + n % 90}}},"currency":"USD","status":"{{{(n % 3 == 0 ? "IN_PROGRESS" : "DELIVERED")}}}","date":"2026-11-20T10:00:00Z","items":[{"externalItemId":"p-{{{n % 500}}}","name":"Ceramic cone dripper","quantity":1,"cost":{{{10 + n % 90}}},"url":"https://shop.example/p/{{{n % 500}}}"}]}""");
        }
        return text.Append("]}").ToString();
    }
}
