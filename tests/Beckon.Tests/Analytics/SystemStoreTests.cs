using Beckon.Analytics.Operation;
using Beckon.Tests.Pipeline;

namespace Beckon.Tests.Analytics;

public sealed class SystemStoreTests : IAsyncLifetime
{
    private PipelineWorld? _world;

    private PipelineWorld World => _world ?? throw new InvalidOperationException("Not initialized.");

    private SystemStore Store => new(World.Source);

    public async Task InitializeAsync() => _world = await PipelineWorld.CreateAsync();

    public Task DisposeAsync() => World.DisposeAsync().AsTask();

    [Fact]
    public async Task Nothing_waits_in_a_quiet_workspace()
    {
        (await Store.ReadAsync(World.WorkspaceId, CancellationToken.None)).ShouldBe(QueueFacts.Empty);
        (await Store.WaitingAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_wait_from_when_they_were_written_and_the_oldest_counts()
    {
        await WriteAsync(World, 3);
        await World.RunAsync("update inbox set waiting_since = now() - interval '40 seconds' where workspace_id = $1", World.WorkspaceId);
        await WriteAsync(World, 2);

        var queue = await Store.ReadAsync(World.WorkspaceId, CancellationToken.None);

        queue.Events.ShouldBe(5);
        queue.MoreEvents.ShouldBeFalse();
        queue.OldestEvent.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(100));
        await World.ProcessAsync();
        (await Store.ReadAsync(World.WorkspaceId, CancellationToken.None)).OldestEvent.ShouldBeNull();
    }

    [Fact]
    public async Task One_workspace_does_not_see_what_waits_for_another()
    {
        var neighbour = await World.NeighbourAsync();
        await WriteAsync(neighbour, 4);

        (await Store.ReadAsync(World.WorkspaceId, CancellationToken.None)).Events.ShouldBe(0);
        var waiting = await Store.WaitingAsync(CancellationToken.None);
        waiting.Keys.ShouldBe([neighbour.WorkspaceId]);
        waiting[neighbour.WorkspaceId].Events.ShouldBe(4);
    }

    [Fact]
    public async Task Counting_stops_where_nobody_needs_the_exact_number()
    {
        await World.RunAsync(
            "insert into inbox (workspace_id, count, events) select $1, 2, '[]' from generate_series(1, $2)", World.WorkspaceId, QueueFacts.Most + 5);

        var queue = await Store.ReadAsync(World.WorkspaceId, CancellationToken.None);

        queue.MoreEvents.ShouldBeTrue();
        queue.Events.ShouldBe(2 * (QueueFacts.Most + 1));
    }

    [Fact]
    public async Task A_message_that_is_due_waits_and_one_for_later_does_not()
    {
        await World.GoLiveAsync();
        await World.SendAsync(World.Abandoned("a@example.com", "c1"), World.Abandoned("b@example.com", "c2"));
        await World.RunAsync("update message set due_at = now() - interval '90 seconds' where workspace_id = $1", World.WorkspaceId);
        await World.RunAsync(
            "update message set due_at = now() + interval '1 hour' where workspace_id = $1 and id = (select id from message where workspace_id = $1 order by id limit 1)",
            World.WorkspaceId);

        var queue = await Store.ReadAsync(World.WorkspaceId, CancellationToken.None);

        (queue.Messages, queue.Later).ShouldBe((1, 1));
        queue.OldestMessage.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(150));
    }

    [Fact]
    public async Task Runs_that_wait_are_counted_and_the_first_that_is_overdue_tells_how_late_timers_are()
    {
        await World.RunAsync(
            """
            insert into flow_run (workspace_id, id, flow_id, version, contact_id, key, event_id, status, started_at, step, due_at, event_received_at, triggered_at)
            select $1, gen_random_uuid(), $1, 1, $1, '', gen_random_uuid(), 'waiting', now(), 'wait', now() + n * interval '1 minute', now(), now()
            from unnest(array[-2, -1, 5]) n
            """,
            World.WorkspaceId);

        var queue = await Store.ReadAsync(World.WorkspaceId, CancellationToken.None);

        queue.Runs.ShouldBe(3);
        queue.OldestRun.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task Events_set_aside_are_counted()
    {
        await World.RunAsync(
            "insert into dead_letter (workspace_id, id, reason, event, failed_at) select $1, gen_random_uuid(), 'why', '{}', now() from generate_series(1, 3)",
            World.WorkspaceId);

        (await Store.ReadAsync(World.WorkspaceId, CancellationToken.None)).DeadLetters.ShouldBe(3);
    }

    // Handed to the lane of its contacts, an event has been waiting since it arrived, and the lanes may be at different points.
    [Fact]
    public async Task The_oldest_counts_in_whichever_partition_it_waits()
    {
        await World.RunAsync(
            """
            insert into inbox (workspace_id, partition, count, events, waiting_since)
            select $1, p, 1, '[]', now() - p * interval '1 minute' from generate_series(0, 16) p
            """,
            World.WorkspaceId);

        var queue = await Store.ReadAsync(World.WorkspaceId, CancellationToken.None);

        queue.Events.ShouldBe(17);
        queue.OldestEvent.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromMinutes(16), TimeSpan.FromMinutes(17));
    }

    [Fact]
    public async Task A_node_that_lives_is_listed_with_the_slots_it_holds_and_a_dead_one_is_not()
    {
        var (living, dead) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await World.RunAsync("insert into node values ($1, 'till-2', '0.1.0', true, now(), now() + interval '1 hour')", living);
        await World.RunAsync("insert into node values ($1, 'till-3', '0.1.0', true, now(), now() - interval '1 hour')", dead);
        await World.RunAsync("update slot set node_id = $1 where number in (3, 4)", living);

        var nodes = await Store.NodesAsync(CancellationToken.None);

        nodes.Find(node => node.Id == living).ShouldNotBeNull().ShouldSatisfyAllConditions(
            node => node.Name.ShouldBe("till-2"), node => node.Slots.ShouldBe(2), node => node.Works.ShouldBeTrue());
        nodes.ShouldNotContain(node => node.Id == dead);
    }

    [Fact]
    public async Task The_database_tells_its_version_and_size()
    {
        var database = await Store.DatabaseAsync(CancellationToken.None);

        database.Version.ShouldStartWith("18.");
        database.Bytes.ShouldBeGreaterThan(1_000_000);
        database.Connections.ShouldBeInRange(1, database.MostConnections);
    }

    private static Task WriteAsync(PipelineWorld world, int events) =>
        world.ReceiveAsync([.. Enumerable.Range(0, events).Select(_ => world.Event("page_viewed"))]);
}
