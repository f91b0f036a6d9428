using Beckon.Analytics;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage.Months;
using Beckon.Tests.Storage.Months;
using Microsoft.Extensions.Logging.Abstractions;

namespace Beckon.Tests.Pipeline;

/// <summary>Time passes over a shop: months of its history come and go, and nothing else changes.</summary>
public sealed class MonthsOfHistoryTests
{
    private static readonly RetentionOptions Retention = new() { EventsMonths = 6, MessagesMonths = 3 };

    [Fact]
    public async Task After_a_year_what_is_kept_is_there_and_what_is_older_is_gone()
    {
        await using var world = await PipelineWorld.CreateAsync();
        await world.GoLiveAsync();
        for (var month = 0; month < 14; month++)
        {
            await KeepAsync(world);
            await world.SendAsync(Now(world, world.Abandoned("ada@example.com", $"cart {month}")));
            await world.RunAsync("update message set status = 'sent', sent_at = created_at where workspace_id = $1", world.WorkspaceId);
            world.Time.Advance(TimeSpan.FromDays(31));
        }
        await KeepAsync(world);

        // From March 2026 to April 2027, and it is May.
        (await world.RowsAsync("select to_char(min(received_at), 'yyyy-mm'), count(*), count(distinct tableoid) from event where workspace_id = $1"))
            .ShouldBe(["2026-11 6 6"]);
        (await world.RowsAsync("select to_char(min(created_at), 'yyyy-mm'), count(*), count(distinct tableoid) from message where workspace_id = $1"))
            .ShouldBe(["2027-02 3 3"]);
        (await world.RowsAsync("select relname from pg_class where relname like 'event\\_20%' and relkind = 'r' order by 1")).Where(name => string.CompareOrdinal(name, "event_2027_05") >= 0)
            .ShouldBe(["event_2027_05", "event_2027_06", "event_2027_07", "event_2027_08"]);
        (await world.RowsAsync("select count from trait where workspace_id = $1 and name = 'cart_abandoned' and status = ''")).ShouldBe(["14"]);
        (await world.RowsAsync("select count(*) from cart where workspace_id = $1")).ShouldBe(["14"]);
        (await world.RowsAsync("select count(*) from flow_run where workspace_id = $1")).ShouldBe(["14"]);
        (await world.RowsAsync("select sum(count) from event_count where workspace_id = $1")).ShouldBe(["14"]);
    }

    [Fact]
    public async Task Shoppers_and_readers_go_on_while_months_are_made_and_dropped()
    {
        await using var world = await PipelineWorld.CreateAsync();
        await world.GoLiveAsync();
        await world.SendAsync(world.Abandoned("ada@example.com", "first"));
        var contact = await world.OneIdAsync("select id from contact where workspace_id = $1");
        using var stop = new CancellationTokenSource();
        var reading = ReadAsync(world, contact, stop.Token);
        var selling = SellAsync(world, stop.Token);

        var clock = new FakeTime(PipelineWorld.Start);
        var keeper = new MonthKeeper(world.Source, Retention, new OtherDate(clock), NullLogger<MonthKeeper>.Instance);
        for (var month = 0; month < 12; month++)
        {
            await keeper.KeepAsync(CancellationToken.None);
            clock.Advance(TimeSpan.FromDays(31));
        }
        await stop.CancelAsync();

        // Neither has met an error, and everything that was sold has counted.
        (await reading).ShouldBeGreaterThan(0);
        var sold = await selling;
        (await world.RowsAsync("select count from trait where workspace_id = $1 and name = 'cart_abandoned' and status = ''")).ShouldBe([$"{sold + 1}"]);
    }

    private static async Task<int> SellAsync(PipelineWorld world, CancellationToken stop)
    {
        var sold = 0;
        while (!stop.IsCancellationRequested)
        {
            await world.SendAsync(world.Abandoned($"ada@example.com", $"cart {sold}"));
            sold++;
        }
        return sold;
    }

    private static async Task<int> ReadAsync(PipelineWorld world, Guid contact, CancellationToken stop)
    {
        var (timeline, history, reads) = (new TimelineStore(world.Source, world.Time), new EventHistoryStore(world.Source, world.Time), 0);
        while (!stop.IsCancellationRequested)
        {
            await timeline.ListAsync(world.WorkspaceId, contact, new Paging(50, null), CancellationToken.None);
            await history.ListAsync(world.WorkspaceId, new EventFilter(51) { Name = EventNames.CartAbandoned }, CancellationToken.None);
            reads++;
        }
        return reads;
    }

    private static CanonicalEvent Now(PipelineWorld world, CanonicalEvent e)
    {
        var now = world.Time.GetUtcNow();
        return e with { Id = Guid.CreateVersion7(now), ReceivedAt = now, OccurredAt = now };
    }

    private static Task KeepAsync(PipelineWorld world) =>
        new MonthKeeper(world.Source, Retention, world.Time, NullLogger<MonthKeeper>.Instance).KeepAsync(CancellationToken.None);
}
