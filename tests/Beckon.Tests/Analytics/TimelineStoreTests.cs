using Beckon.Analytics;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage;
using Beckon.Storage.Months;
using Beckon.Tests.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Beckon.Tests.Analytics;

public sealed class TimelineStoreTests
{
    // Whatever months it looks at, it must say what sorting everything would have said.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Every_page_is_that_of_the_whole_history_sorted(int seed)
    {
        await using var world = await PipelineWorld.CreateAsync();
        var random = new Random(seed);
        await LiveAsync(world, random, months: 20);
        var contact = await world.OneIdAsync("select id from contact where workspace_id = $1 and email = 'ada@example.com'");
        await AddMessagesAsync(world, contact, random);
        await new MonthKeeper(world.Source, new RetentionOptions(), world.Time, NullLogger<MonthKeeper>.Instance).KeepAsync(CancellationToken.None);

        var expected = await world.RowsAsync(
            $"""
            select t.id from (
                select id, occurred_at as at from event where workspace_id = $1 and contact_id = '{contact}' and name not in ('message_sent', 'message_skipped')
                union all
                select id, coalesce(sent_at, created_at) from message where workspace_id = $1 and contact_id = '{contact}'
            ) t
            order by t.at desc, t.id desc
            """);
        (await PagesAsync(world, contact, random)).Select(id => $"{id}").ShouldBe(expected);
    }

    // An old month that is being written anew may be waited for by those who need it, and by nobody else.
    [Fact]
    public async Task The_first_page_does_not_look_at_old_months()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var keeper = new MonthKeeper(world.Source, new RetentionOptions(), world.Time, NullLogger<MonthKeeper>.Instance);
        await keeper.KeepAsync(CancellationToken.None);
        await LiveAsync(world, new Random(7), months: 8, keeper);
        var contact = await world.OneIdAsync("select id from contact where workspace_id = $1 and email = 'ada@example.com'");

        await using var blocker = await world.Source.OpenConnectionAsync();
        await using var blocking = await blocker.BeginTransactionAsync();
        await blocker.Command("lock table event_2026_04 in access exclusive mode").RunAsync(CancellationToken.None);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(world.Database.ConnectionString) { Options = "-c lock_timeout=1s" });

        (await new TimelineStore(source, world.Time).ListAsync(world.WorkspaceId, contact, new Paging(5, null), CancellationToken.None)).Count.ShouldBe(6);
        var latest = await new EventHistoryStore(source, world.Time)
            .ListAsync(world.WorkspaceId, new EventFilter(6) { ContactId = contact }, CancellationToken.None);
        latest.Count.ShouldBe(6);
        var refused = await Should.ThrowAsync<PostgresException>(
            () => new TimelineStore(source, world.Time).ListAsync(world.WorkspaceId, contact, new Paging(200, null), CancellationToken.None));
        refused.SqlState.ShouldBe(PostgresErrorCodes.LockNotAvailable, "The whole history does need the month: the lock is one that is felt.");
    }

    // A few events each month, some told of long after they happened.
    private static async Task LiveAsync(PipelineWorld world, Random random, int months, MonthKeeper? keeper = null)
    {
        for (var month = 0; month < months; month++)
        {
            var events = Enumerable.Range(0, 10).Select(_ =>
            {
                world.Time.Advance(TimeSpan.FromMinutes(random.Next(2 * 60 * 24 * 3)));
                var now = world.Time.GetUtcNow();
                var late = random.Next(4) == 0 ? TimeSpan.FromMinutes(random.Next(60 * 24 * 500)) : TimeSpan.Zero;
                var tea = world.Event("tea_drunk", e => e with { Who = new Identifiers { Email = "ada@example.com" } });
                return tea with { Id = Guid.CreateVersion7(now), ReceivedAt = now, OccurredAt = now - late };
            });
            await world.SendAsync([.. events]);
            if (keeper is not null) await keeper.KeepAsync(CancellationToken.None);
        }
    }

    // Sent at once, much later, or not at all.
    private static async Task AddMessagesAsync(PipelineWorld world, Guid contact, Random random)
    {
        for (var i = 0; i < 30; i++)
        {
            var made = world.Time.GetUtcNow().AddMinutes(-random.Next(60 * 24 * 600));
            DateTimeOffset? sent = random.Next(3) == 0 ? null : made.AddMinutes(random.Next(2) * random.Next(60 * 24 * 90));
            await world.RunAsync(
                """
                insert into message (workspace_id, id, flow_id, flow_version, run_id, step, contact_id, channel, status, event_id, event_received_at,
                                     triggered_at, content_id, exit_rule, created_at, due_at, sent_at)
                values ($1, $2, $1, 1, $1, 's', $3, 'email', 'sent', $1, $4, $4, $1, 'none', $4, $4, $5)
                """,
                world.WorkspaceId, Guid.CreateVersion7(made), contact, made.UtcDateTime, sent is { } at ? at.UtcDateTime : DBNull.Value);
        }
    }

    private static async Task<List<Guid>> PagesAsync(PipelineWorld world, Guid contact, Random random)
    {
        var store = new TimelineStore(world.Source, world.Time);
        var ids = new List<Guid>();
        Cursor? after = null;
        while (true)
        {
            var paging = new Paging(1 + random.Next(40), after);
            var fetched = await store.ListAsync(world.WorkspaceId, contact, paging, CancellationToken.None);
            ids.AddRange(fetched.Take(paging.Limit).Select(line => line.Id));
            if (fetched.Count <= paging.Limit) return ids;
            after = new Cursor(fetched[paging.Limit - 1].Id, fetched[paging.Limit - 1].At);
        }
    }
}
