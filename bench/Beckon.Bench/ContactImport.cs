using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Bench;

/// <summary>
/// Imports a CSV file of people nobody knows, then the same file once more, then looks for people among them; beside the raw COPY rate of the same
/// rows on the same machine in the same run.
/// </summary>
public static class ContactImport
{
    public static async Task RunAsync(Rig rig, int rows)
    {
        var raw = await RawCopyAsync(rig, rows);
        var file = Path.Combine(Path.GetTempPath(), $"beckon-bench-{Guid.CreateVersion7():n}.csv");
        try
        {
            await WriteAsync(file, rows);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"contacts: {rows:N0} rows of {new FileInfo(file).Length / rows} bytes; raw binary COPY of the same values into an unindexed table: {raw:N0}/s"));
            await ImportAsync(rig, file, rows, raw, "new people");
            await ImportAsync(rig, file, rows, raw, "the same once more");
        }
        finally
        {
            File.Delete(file);
        }
        await SearchAsync(rig, rows);
        await Statements.ReportAsync(rig);
    }

    private static readonly string[] Columns = ["email", "phone", "customer_id", "first_name", "last_name", "field:shoe_size"];
    private static readonly string[] Subscribed = ["email"];

    private static async Task ImportAsync(Rig rig, string file, int rows, double raw, string what)
    {
        var upload = Stopwatch.StartNew();
        var id = await UploadAsync(rig, file);
        var uploaded = upload.Elapsed;
        await Statements.ResetAsync(rig);
        var cpu = rig.Cpu();
        var clock = Stopwatch.StartNew();
        await rig.CallAsync(HttpMethod.Post, $"/api/contacts/imports/{id}/start", new
        {
            columns = Columns,
            tag = "bench",
            subscribe = Subscribed,
            wording = "Agreed in the benchmark",
        });
        JsonElement import;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            import = await rig.CallAsync(HttpMethod.Get, $"/api/contacts/imports/{id}", null);
        }
        while (import.GetProperty("status").GetString() == "running");
        var taken = clock.Elapsed;
        var used = rig.Cpu() - cpu;
        var done = import.GetProperty("added").GetInt64() + import.GetProperty("updated").GetInt64();
        if (done != rows) throw new InvalidOperationException($"Of {rows} rows {done} were imported: {import.GetRawText()}");
        var rate = rows / taken.TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"          {what}: uploaded in {uploaded.TotalSeconds:F1} s, imported {rate:N0} rows/s, ratio {rate / raw:P1}; processor time per row: server {used.Server * 1e6 / rows:F0} µs, database {used.Database * 1e6 / rows:F0} µs; memory at most {rig.Peak}"));
    }

    private static async Task SearchAsync(Rig rig, int rows)
    {
        string[] questions =
        [
            $"q=shopper{rows / 2}", $"q=C{rows / 2}", "q=fir", "q=First7 Last7", "q=0004321", "q=555000", "sort=name", "sort=orderTotal", "tag=bench", "tag=bench&consent=email:subscribed",
            "known=false", "ordered=true",
        ];
        foreach (var question in questions)
        {
            var times = new List<double>();
            for (var i = 0; i < 20; i++)
            {
                var clock = Stopwatch.StartNew();
                await rig.CallAsync(HttpMethod.Get, $"/api/contacts?limit=50&{question.Replace(" ", "%20", StringComparison.Ordinal)}", null);
                times.Add(clock.Elapsed.TotalMilliseconds);
            }
            times.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"          list {question}: p50 {times[10]:F1} ms, most {times[^1]:F1} ms"));
        }
    }

    private static async Task<string> UploadAsync(Rig rig, string file)
    {
        await DefineAsync(rig);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(rig.Url, "/api/contacts/imports?fileName=bench.csv"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Rig.Key);
        request.Content = new StreamContent(File.OpenRead(file)) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        using var response = await rig.Client.SendAsync(request, CancellationToken.None);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonElement.Parse(text).GetProperty("id").GetString() ?? ""
            : throw new InvalidOperationException($"The upload answered {response.StatusCode}: {text}");
    }

    private static async Task DefineAsync(Rig rig)
    {
        var fields = await rig.CallAsync(HttpMethod.Get, "/api/contact-fields", null);
        if (fields.GetProperty("items").GetArrayLength() == 0)
            await rig.CallAsync(HttpMethod.Post, "/api/contact-fields", new { label = "Shoe size", kind = "number" });
    }

    private static async Task WriteAsync(string file, int rows)
    {
        await using var text = new StreamWriter(file, append: false, Encoding.UTF8);
        await text.WriteLineAsync("Email,Phone,Customer id,First name,Last name,Shoe size");
        for (var i = 0; i < rows; i++) await text.WriteLineAsync(Line(i));
    }

    private static string Line(int i) => string.Create(CultureInfo.InvariantCulture,
        $"shopper{i}@{i % 97}.example.com,+1555{i:D7},C{i},First{i % 4999},Last{i % 7919},{30 + i % 20}.5");

    private static async Task<double> RawCopyAsync(Rig rig, int rows)
    {
        await using var connection = await rig.Database.OpenConnectionAsync();
        await using (var create = new NpgsqlCommand("create table raw_contact (workspace_id uuid, id uuid, email text, phone text, customer_id text, first_name text, last_name text, size numeric, at timestamptz)", connection))
            await create.ExecuteNonQueryAsync();
        var (workspace, now) = (Guid.CreateVersion7(), TimeProvider.System.GetUtcNow().UtcDateTime);
        var clock = Stopwatch.StartNew();
        await using (var copy = await connection.BeginBinaryImportAsync("copy raw_contact from stdin (format binary)"))
        {
            for (var i = 0; i < rows; i++)
            {
                var cells = Line(i).Split(',');
                await copy.StartRowAsync();
                await copy.WriteAsync(workspace, NpgsqlDbType.Uuid);
                await copy.WriteAsync(Guid.CreateVersion7(), NpgsqlDbType.Uuid);
                foreach (var cell in cells[..5]) await copy.WriteAsync(cell, NpgsqlDbType.Text);
                await copy.WriteAsync(decimal.Parse(cells[5], CultureInfo.InvariantCulture), NpgsqlDbType.Numeric);
                await copy.WriteAsync(now, NpgsqlDbType.TimestampTz);
            }
            await copy.CompleteAsync();
        }
        return rows / clock.Elapsed.TotalSeconds;
    }
}
