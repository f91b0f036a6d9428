using System.Diagnostics;
using System.Globalization;
using System.Text;
using Beckon.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Bench;

/// <summary>Events per second from HTTP, in batches of 100, to committed effects, beside the raw COPY rate of the same machine in the same run.</summary>
public static class Throughput
{
    private const int Batches = 6_000;
    private const int WarmUp = 2_000;
    public const int PerBatch = 100;
    private const int Senders = 3;
    private const int Contacts = 20_000;

    private static readonly string[] Names = ["viewed_product", "viewed_category", "added_to_cart", "active_on_site", "viewed_product"];

    public static async Task RunAsync(Rig rig)
    {
        var since = Ids.First(TimeProvider.System.GetUtcNow());
        var raw = await RawCopyAsync(rig, Batches * PerBatch);
        await SendAsync(0, WarmUp, rig.Url);
        await rig.DrainAsync();

        await Statements.ResetAsync(rig);
        var cpu = rig.Cpu();
        var clock = Stopwatch.StartNew();
        await SendAsync(WarmUp, Batches, rig.Url);
        var acknowledged = clock.Elapsed;
        await rig.DrainAsync();
        var processed = clock.Elapsed;
        var used = rig.Cpu() - cpu;

        const int Sent = Batches * PerBatch;
        var rate = Sent / processed.TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"throughput: {Sent:N0} events of {Body(0).Length / PerBatch} bytes, {Contacts:N0} contacts: acknowledged {Sent / acknowledged.TotalSeconds:N0}/s, fully processed {rate:N0}/s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"            raw binary COPY of the same rows into an unindexed table: {raw:N0}/s; ratio {rate / raw:P1}; memory at most {rig.Peak}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"            processor time per event: server {used.Server * 1e6 / Sent:F0} µs, database {used.Database * 1e6 / Sent:F0} µs, senders {used.Senders * 1e6 / Sent:F0} µs"));
        await Statements.ReportAsync(rig);
        var missing = Sent + WarmUp * PerBatch - await rig.ScalarAsync<long>($"select count(*) from event where id >= '{since}'");
        if (missing != 0) throw new InvalidOperationException($"{missing} events are missing.");
    }

    /// <summary>Sends batches, each to the next of the servers.</summary>
    public static async Task SendAsync(int first, int count, params Uri[] urls)
    {
        var next = first - 1;
        await Task.WhenAll(Enumerable.Range(0, Math.Max(Senders, urls.Length * 2)).Select(async sender =>
        {
            var url = urls[sender % urls.Length];
            using var http = await RawHttp.OpenAsync(url);
            for (var i = Interlocked.Increment(ref next); i < first + count; i = Interlocked.Increment(ref next))
            {
                var status = await http.SendAsync(RawHttp.Request(url, "/api/events", $"Bearer {Rig.Key}", Body(i)));
                if (status != 202) throw new InvalidOperationException($"The server answered {status}.");
            }
        }));
    }

    public static string Body(int batch)
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < PerBatch; i++)
        {
            var n = batch * PerBatch + i;
            var contact = (int)((uint)n * 2_654_435_761L % Contacts);
            if (i > 0) text.Append(',');
            text.Append(CultureInfo.InvariantCulture,
                $$$"""{"event":"{{{Names[n % Names.Length]}}}","messageId":"bench-{{{n:D9}}}","email":"shopper{{{contact}}}@example.com","customerId":"C{{{contact}}}","properties":{"productId":"p-{{{n % 500}}}","name":"Ceramic cone dripper, slate","category":"Brewing","price":34.5,"url":"https://shop.example/p/{{{n % 500}}}","referrer":"https://search.example/"}}""");
        }
        return text.Append(']').ToString();
    }

    private static async Task<double> RawCopyAsync(Rig rig, int rows)
    {
        await using var connection = await rig.Database.OpenConnectionAsync();
        await using (var create = new NpgsqlCommand("create table raw_copy (like event)", connection)) await create.ExecuteNonQueryAsync();
        var (workspace, contact, now) = (Guid.CreateVersion7(), Guid.CreateVersion7(), TimeProvider.System.GetUtcNow().UtcDateTime);
        var properties = Encoding.UTF8.GetBytes("""{"productId":"p-1","name":"Ceramic cone dripper, slate","category":"Brewing","price":34.5,"url":"https://shop.example/p/1","referrer":"https://search.example/"}""");
        var clock = Stopwatch.StartNew();
        await using (var copy = await connection.BeginBinaryImportAsync("copy raw_copy (workspace_id, id, contact_id, source_id, name, status, occurred_at, received_at, message_id, properties, warnings, own_contact) from stdin (format binary)"))
        {
            for (var i = 0; i < rows; i++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(workspace, NpgsqlDbType.Uuid);
                await copy.WriteAsync(Guid.CreateVersion7(), NpgsqlDbType.Uuid);
                await copy.WriteAsync(contact, NpgsqlDbType.Uuid);
                await copy.WriteAsync(workspace, NpgsqlDbType.Uuid);
                await copy.WriteAsync("viewed_product", NpgsqlDbType.Text);
                await copy.WriteNullAsync();
                await copy.WriteAsync(now, NpgsqlDbType.TimestampTz);
                await copy.WriteAsync(now, NpgsqlDbType.TimestampTz);
                await copy.WriteAsync("bench-000000000", NpgsqlDbType.Text);
                await copy.WriteAsync(properties, NpgsqlDbType.Jsonb);
                await copy.WriteNullAsync();
                await copy.WriteNullAsync();
            }
            await copy.CompleteAsync();
        }
        return rows / clock.Elapsed.TotalSeconds;
    }
}
