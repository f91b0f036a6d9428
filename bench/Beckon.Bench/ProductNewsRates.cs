using System.Diagnostics;
using System.Globalization;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Flows.Products;
using Beckon.Kernel;

namespace Beckon.Bench;

/// <summary>
/// Finds who wants products of which there is news: one of them, and five hundred at once, among the views of thirty days, beside what it takes the database
/// only to read the views in the same run.
/// </summary>
public static class ProductNewsRates
{
    private const int ViewsEach = 20;
    private const int Products = 20_000;
    private const int AtOnce = 500;

    public static async Task RunAsync(Rig rig, int contacts)
    {
        var workspace = await rig.ScalarAsync<Guid>("select id from workspace limit 1");
        await RfmScores.FillAsync(rig, workspace, contacts);
        await FillAsync(rig, workspace, contacts);
        var raw = await RfmScores.TimeAsync(rig, $"select count(properties ->> 'productId') from event where workspace_id = '{workspace}' and name = 'viewed_product'");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"news:     {contacts:N0} contacts, {contacts * (long)ViewsEach:N0} views of {Products:N0} products in thirty days; reading the views alone takes {raw.TotalSeconds:F2} s"));
        await FindAsync(rig, workspace, raw, 1);
        await FindAsync(rig, workspace, raw, AtOnce);
    }

    private static async Task FindAsync(Rig rig, Guid workspace, TimeSpan raw, int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        List<ProductNews> news = [.. Enumerable.Range(0, count).Select(number => new ProductNews(Ids.New(TimeProvider.System), now, RawJson.Parse($$"""{"productId":"p{{number}}"}""")))];
        await using var connection = await rig.Database.OpenConnectionAsync();
        var clock = Stopwatch.StartNew();
        var wanted = await ProductNewsStore.WantedAsync(connection, workspace, new ProductTrigger(new EventTest(EventNames.PriceDrop)), news, CancellationToken.None);
        var taken = clock.Elapsed;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"          news of {count:N0}: {wanted.Count:N0} wanted in {taken.TotalSeconds:F2} s, ratio {raw / taken:P0}"));
    }

    private static async Task FillAsync(Rig rig, Guid workspace, int contacts)
    {
        await RfmScores.TimeAsync(rig, string.Create(CultureInfo.InvariantCulture,
            $"""
            insert into event (workspace_id, id, contact_id, source_id, name, occurred_at, received_at, message_id, properties)
            select '{workspace}', (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n || '-' || k), 1, 19))::uuid,
                   ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '{workspace}', 'viewed_product', at, at, n || '-' || k,
                   jsonb_build_object('productId', 'p' || (random() * {Products - 1})::int, 'name', 'Something', 'price', 20)
            from generate_series(1, {contacts}) n, generate_series(0, {ViewsEach - 1}) k,
                 lateral (select date_trunc('milliseconds', now() - (random() * 29 + (n + k) * 0) * interval '1 day') as at) t
            """));
        await RfmScores.TimeAsync(rig, "vacuum analyze event");
    }
}
