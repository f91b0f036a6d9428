using Beckon.Events;
using Beckon.Storage;
using Beckon.Tests.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Beckon.Tests.Events;

public sealed class NameFilterKeeperTests
{
    [Fact]
    public async Task Pages_that_have_filled_get_their_filter()
    {
        await using var world = await PipelineWorld.CreateAsync();
        await using var connection = await world.Source.OpenConnectionAsync();
        await connection.Command(
            """
            insert into event (workspace_id, id, source_id, name, occurred_at, received_at, message_id, properties)
            select $1, gen_random_uuid(), $1, 'e' || g % 7, now(), now(), g::text, '{}' from generate_series(1, 20000) g
            """).With(world.WorkspaceId).RunAsync(default);

        await new NameFilterKeeper(world.Source, TimeProvider.System, NullLogger<NameFilterKeeper>.Instance).KeepAsync(default);

        (await FilteredAsync(connection)).ShouldBeGreaterThan(0);
    }

    // Filters that are missing would be made by this.
    private static async Task<int> FilteredAsync(NpgsqlConnection connection)
    {
        var made = await connection
            .Command("select coalesce(sum(brin_summarize_new_values(inhrelid::regclass)), 0)::int from pg_inherits where inhparent = 'event_by_name'::regclass")
            .ReadAsync(row => row.GetInt32(0), default);
        made.ShouldBe([0]);
        var pages = await connection
            .Command("select max(pg_relation_size(inhrelid::regclass))::int from pg_inherits where inhparent = 'event_by_name'::regclass")
            .ReadAsync(row => row.GetInt32(0), default);
        return pages[0] / 8192 - 2;
    }
}
