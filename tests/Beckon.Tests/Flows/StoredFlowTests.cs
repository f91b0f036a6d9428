using Beckon.Audiences.Language;
using Beckon.Flows;
using Beckon.Storage;
using Beckon.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Beckon.Tests.Flows;

public sealed class StoredFlowTests
{
    private const int Timers = 25;
    private const int Ways = 59;

    [Fact]
    public async Task A_flow_that_was_published_before_there_were_waits_still_reads()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await MigrateAsync(database, step => step.Number < Timers);
        var (workspace, flow, content) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var connection = await database.Source.OpenConnectionAsync();
        await connection
            .Command("insert into workspace (id, uid, name, time_zone, currency, country, created_at) values ($1, 7, 'Test shop', 'UTC', 'USD', 'US', now())")
            .With(workspace).RunAsync(CancellationToken.None);
        await connection
            .Command("insert into flow (workspace_id, id, name, status, live_version, created_at) values ($1, $2, 'Abandoned cart', 'live', 1, now())")
            .With(workspace).With(flow).RunAsync(CancellationToken.None);
        await connection
            .Command(
                """
                insert into flow_version (workspace_id, flow_id, version, published_at, definition)
                select $1, $2, 1, now(), jsonb_build_object('trigger', 'cart_abandoned', 'campaignId', null, 'exitRule', 'CartBought', 'maxAge', '7.00:00:00',
                    'steps', jsonb_build_array(jsonb_build_object('id', 'email', 'contentId', $3::text)))
                """)
            .With(workspace).With(flow).With(content.ToString()).RunAsync(CancellationToken.None);

        await MigrateAsync(database, _ => true);

        var live = await new FlowStore(new FakeTime()).LiveAsync(connection, workspace, CancellationToken.None);
        var definition = live.Flows.ShouldHaveSingleItem().Definition;
        definition.Steps.ShouldBe([new SendStep("email") { ContentId = content }]);
        (definition.Trigger, definition.MaxAge, definition.Exits.Bought).ShouldBe((new EventTrigger(new EventTest("cart_abandoned")), new Duration(7, TimeUnit.Days), true));
    }

    [Fact]
    public async Task A_flow_that_was_published_before_there_were_ways_still_reads()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await MigrateAsync(database, step => step.Number < Ways);
        var (workspace, flow, content, campaign) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var connection = await database.Source.OpenConnectionAsync();
        await connection
            .Command("insert into workspace (id, uid, name, time_zone, currency, country, created_at) values ($1, 7, 'Test shop', 'UTC', 'USD', 'US', now())")
            .With(workspace).RunAsync(CancellationToken.None);
        await connection
            .Command("insert into flow (workspace_id, id, name, status, live_version, created_at) values ($1, $2, 'Abandoned cart', 'live', 1, now())")
            .With(workspace).With(flow).RunAsync(CancellationToken.None);
        await connection
            .Command(
                """
                insert into flow_version (workspace_id, flow_id, version, published_at, definition)
                select $1, $2, 1, now(), jsonb_build_object('trigger', 'cart_abandoned', 'campaignId', $4::text, 'exitRule', 'CartBought', 'maxAge', '7.00:00:00',
                    'steps', jsonb_build_array(jsonb_build_object('type', 'wait', 'id', 'wait', 'duration', '1.12:30:00'), jsonb_build_object('type', 'send', 'id', 'email', 'contentId', $3::text)))
                """)
            .With(workspace).With(flow).With(content.ToString()).With(campaign.ToString()).RunAsync(CancellationToken.None);

        await MigrateAsync(database, _ => true);

        var definition = (await new FlowStore(new FakeTime()).LiveAsync(connection, workspace, CancellationToken.None)).Flows.ShouldHaveSingleItem().Definition;
        definition.Steps.ShouldBe([new WaitStep("wait", new Duration(2_190, TimeUnit.Minutes)), new SendStep("email") { ContentId = content }]);
        (definition.CampaignId, definition.MaxAge).ShouldBe((campaign, new Duration(7, TimeUnit.Days)));
    }

    private static Task MigrateAsync(TestDatabase database, Func<Migration, bool> which) =>
        new Migrator(database.Source, [.. Migration.Embedded.Where(which)], NullLogger<Migrator>.Instance).RunAsync(CancellationToken.None);
}
