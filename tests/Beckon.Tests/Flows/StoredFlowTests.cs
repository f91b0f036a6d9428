using Beckon.Flows;
using Beckon.Storage;
using Beckon.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Beckon.Tests.Flows;

public sealed class StoredFlowTests
{
    private const int Timers = 25;

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
        live.ShouldHaveSingleItem().Definition.Steps.ShouldBe([new SendStep("email", content)]);
    }

    private static Task MigrateAsync(TestDatabase database, Func<Migration, bool> which) =>
        new Migrator(database.Source, [.. Migration.Embedded.Where(which)], NullLogger<Migrator>.Instance).RunAsync(CancellationToken.None);
}
