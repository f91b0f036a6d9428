using System.Diagnostics;
using System.Text.Json;
using Beckon.Tests;
using Dapper;
using Npgsql;

namespace Beckon.Server.Tests.Integrations.Segment;

/// <summary>The libraries that shops really use, as they come from npm, send to the running program; the first answers to them get lost.</summary>
public sealed class RealLibrariesTests
{
    private const int Patience = 60;

    [Fact]
    public async Task Segments_library_for_node_is_heard_once_although_it_repeats_itself()
    {
        var shop = await TestWorkspace.CreateAsync();
        var sent = await SendAsync("segment-node.mjs", shop);

        (sent.GetProperty("lost").GetInt32(), sent.GetProperty("failures").GetInt32()).ShouldBe((2, 0));
        sent.GetProperty("requests").GetInt32().ShouldBeGreaterThan(2);
        (await shop.EventsAsync()).Select(e => e.Name).Order(StringComparer.Ordinal).ShouldBe(
            new[]
            {
                "viewed_page", "viewed_product", "added_to_cart", "alias", "customer_updated", "group", "screen", "checkout_started", "order_completed", "Recipe Saved",
            }.Order(StringComparer.Ordinal));
        (await PeopleAsync(shop)).ShouldBe(["nora@example.com +12065550123 Nora Field: 10 events, 1 orders of 44.00"]);
    }

    [Fact]
    public async Task Rudderstacks_library_for_node_is_heard_once_although_it_repeats_itself()
    {
        var shop = await TestWorkspace.CreateAsync();
        var sent = await SendAsync("rudder-node.mjs", shop);

        (sent.GetProperty("lost").GetInt32(), sent.GetProperty("failures").GetInt32()).ShouldBe((1, 0));
        (await shop.EventsAsync()).Select(e => e.Name).Order(StringComparer.Ordinal).ShouldBe(
            new[] { "customer_updated", "added_to_cart", "order_completed", "viewed_page", "order_refunded" }.Order(StringComparer.Ordinal));
        (await PeopleAsync(shop)).ShouldBe(["omar@example.com  Omar Said: 5 events, 1 orders of 30.00"]);
    }

    private static async Task<JsonElement> SendAsync(string program, TestWorkspace shop)
    {
        var start = new ProcessStartInfo("node", [program, shop.Server.Address.ToString(), shop.ApiKey])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "tests", "sdk"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(Patience));
        var (said, complained) = (node.StandardOutput.ReadToEndAsync(patience.Token), node.StandardError.ReadToEndAsync(patience.Token));
        await node.WaitForExitAsync(patience.Token);
        node.ExitCode.ShouldBe(0, await complained);
        return JsonElement.Parse((await said).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
    }

    private static async Task<IEnumerable<string>> PeopleAsync(TestWorkspace shop)
    {
        await using var connection = await shop.Get<NpgsqlDataSource>().OpenConnectionAsync();
        return await connection.QueryAsync<string>(
            """
            select concat(c.email, ' ', c.phone, ' ', c.first_name, ' ', c.last_name, ': ',
                          (select count(*) from event e where e.workspace_id = c.workspace_id and e.contact_id = c.id), ' events, ',
                          c.order_count, ' orders of ', c.order_total)
            from contact c where c.workspace_id = @Id and c.merged_into is null
            """,
            new { shop.Id });
    }
}
