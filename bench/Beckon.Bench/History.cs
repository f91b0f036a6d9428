using System.Diagnostics;
using System.Globalization;
using Beckon.Kernel;
using Beckon.Storage.Months;

namespace Beckon.Bench;

/// <summary>What people ask of a long history, and how fast new events come in on top of it, at several lengths: the curve.</summary>
public static class History
{
    private const int Calls = 50;
    private const int WarmUp = 8;

    public static async Task RunAsync(IReadOnlyList<double> millions)
    {
        var curve = new List<(string Size, List<Figure> Figures)>();
        foreach (var size in millions)
        {
            await using var rig = await Rig.StartAsync();
            var events = (long)(size * 1_000_000);
            var clock = Stopwatch.StartNew();
            await LoadAsync(rig, events);
            var bytes = await rig.ScalarAsync<string>("select pg_size_pretty(pg_database_size(current_database()))");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"history: {events:N0} events of {HistoryLoad.ContactsOf(events):N0} contacts in {clock.Elapsed.TotalSeconds:N0} s, {bytes}"));
            curve.Add((string.Create(CultureInfo.InvariantCulture, $"{size:0.###} million"), await MeasureAsync(rig, HistoryLoad.ContactsOf(events))));
            await Throughput.RunAsync(rig);
        }
        Print(curve);
    }

    private static async Task LoadAsync(Rig rig, long events)
    {
        await using var connection = await rig.Database.OpenConnectionAsync();
        var workspace = await rig.ScalarAsync<Guid>("select id from workspace");
        var source = Guid.CreateVersion7();
        await new HistoryLoad(connection, workspace, source, events).RunAsync(Month.Of(TimeProvider.System.GetUtcNow()));
    }

    private static async Task<List<Figure>> MeasureAsync(Rig rig, int contacts)
    {
        var random = new Random(1);
        // The busiest contact, and anybody.
        var busiest = await ContactAsync(rig, 0);
        var anybody = new List<string>();
        for (var i = 0; i < Calls + WarmUp; i++) anybody.Add(await ContactAsync(rig, random.Next(contacts)));
        var latest = await rig.CallAsync(HttpMethod.Get, "/api/events?limit=200", null);
        var ids = latest.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("id").GetString()).ToList();
        return
        [
            await TimeAsync(rig, "a contact's timeline", i => $"/api/contacts/{anybody[i]}/timeline"),
            await TimeAsync(rig, "the busiest contact's timeline", _ => $"/api/contacts/{busiest}/timeline"),
            await TimeAsync(rig, "event history", _ => "/api/events"),
            await TimeAsync(rig, "event history by name", _ => "/api/events?name=cart_abandoned"),
            await TimeAsync(rig, "event history by a name that never came", i => $"/api/events?name=never_{i}"),
            await TimeAsync(rig, "event history by e-mail prefix", i => $"/api/events?q=shopper{random.Next(100, 1_000)}"),
            await TimeAsync(rig, "event history of a day a year ago", i => $"/api/events?to={TimeProvider.System.GetUtcNow().AddDays(-365 - i):yyyy-MM-dd}T00:00:00Z"),
            await TimeAsync(rig, "one event", i => $"/api/events/{ids[i % ids.Count]}"),
            await TimeAsync(rig, "contacts", _ => "/api/contacts"),
            await TimeAsync(rig, "Home", _ => "/api/home"),
        ];
    }

    private static async Task<string> ContactAsync(Rig rig, int number) =>
        PublicId.Format(Ids.Contact, await rig.ScalarAsync<Guid>($"select id from contact where email = 'shopper{number}@example.com' and workspace_id = (select id from workspace)"));

    private static async Task<Figure> TimeAsync(Rig rig, string what, Func<int, string> path)
    {
        for (var i = 0; i < WarmUp; i++) await rig.CallAsync(HttpMethod.Get, path(Calls + i), null);
        var times = new List<double>();
        for (var i = 0; i < Calls; i++)
        {
            var clock = Stopwatch.StartNew();
            await rig.CallAsync(HttpMethod.Get, path(i), null);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        var figure = new Figure(what, times[Calls / 2], times[Calls - 1]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"history, {what}: p50 {figure.Middle:F1} ms, p99 {figure.Worst:F1} ms"));
        return figure;
    }

    private static void Print(List<(string Size, List<Figure> Figures)> curve)
    {
        Console.WriteLine($"| p50 / p99 in ms | {string.Join(" | ", curve.Select(point => point.Size))} |");
        Console.WriteLine($"|---|{string.Concat(curve.Select(_ => "---|"))}");
        for (var i = 0; i < curve[0].Figures.Count; i++)
        {
            var cells = curve.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.Figures[i].Middle:F1} / {point.Figures[i].Worst:F1}"));
            Console.WriteLine($"| {curve[0].Figures[i].What} | {string.Join(" | ", cells)} |");
        }
    }

    private sealed record Figure(string What, double Middle, double Worst);
}
