using Beckon.Storage;
using Beckon.Storage.Months;
using Microsoft.Extensions.Logging.Abstractions;

namespace Beckon.Tests.Storage.Months;

/// <summary>A database from before the months: nothing of it is lost, and its rows find their months.</summary>
public sealed class MonthsStepTests
{
    private const int Step = 24;

    private static readonly FakeTime Time = new(new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Rows_from_before_the_step_lie_in_their_months_after_the_start()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await MigrateAsync(database, [.. Migration.Embedded.Where(step => step.Number < Step)]);
        await using var connection = await database.Db.OpenAsync(default);
        foreach (var sql in new[] { RawPayload, Events, Messages, RawPayloads }) await connection.Command(sql).RunAsync(default);
        var before = await SumsAsync(database);

        await MigrateAsync(database, Migration.Embedded);
        (await SumsAsync(database)).ShouldBe(before);
        await new MonthKeeper(database.Source, new RetentionOptions(), Time, NullLogger<MonthKeeper>.Instance).KeepAsync(default);

        (await SumsAsync(database)).ShouldBe(before);
        (await PlacesAsync(database, "event")).ShouldBe(["event_2026_09 3000", "event_2026_10 3100", "event_2026_11 1900", "event_default 10"]);
        (await PlacesAsync(database, "message")).ShouldBe(["message_2026_11 40", "message_default 160"]);
        (await PlacesAsync(database, "raw_payload")).ShouldBe(["raw_payload_2026_10 1100", "raw_payload_2026_11 1900"]);
    }

    // Only what the step is about: the rest of the table is of no concern to it.
    private const string RawPayload =
        "drop table if exists raw_payload; create table raw_payload (workspace_id uuid not null, id uuid not null, primary key (workspace_id, id))";

    private const string Id = "(lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(at::text), 1, 3) || '8' || substr(md5(at::text), 4, 15))::uuid";

    private const string Shop = "'019a3c1e-7b00-7abc-8def-0123456789ab'::uuid";

    // Every quarter of an hour or so, a hundred a day, and a few of another age.
    private const string Events =
        $"""
        insert into event (workspace_id, id, source_id, name, occurred_at, received_at, message_id, properties)
        select {Shop}, {Id}, {Shop}, 'tea_drunk', at, at, '', jsonb_build_object('n', 1)
        from (
            select timestamptz '2026-09-01 00:00Z' + i * interval '864 s' as at from generate_series(0, 7999) i
            union all select timestamptz '1999-01-01 00:00Z' + i * interval '1 s' from generate_series(1, 10) i
        ) t
        """;

    private const string Messages =
        $"""
        insert into message (workspace_id, id, flow_id, flow_version, run_id, step, contact_id, channel, status, event_id, event_received_at,
                             triggered_at, content_id, exit_rule, created_at, due_at)
        select {Shop}, {Id}, {Shop}, 1, {Id}, 's', {Shop}, 'email', 'queued', {Shop}, at, at, {Shop}, 'none', at, at
        from (select timestamptz '2026-11-03 00:00Z' - i * interval '1 h' * 1.2 as at from generate_series(1, 200) i) t
        """;

    private const string RawPayloads =
        $"""
        insert into raw_payload (workspace_id, id)
        select {Shop}, {Id} from (select timestamptz '2026-11-20 00:00Z' - i * interval '864 s' as at from generate_series(1, 3000) i) t
        """;

    private static Task MigrateAsync(TestDatabase database, IReadOnlyList<Migration> steps) =>
        new Migrator(database.Source, steps, NullLogger<Migrator>.Instance).RunAsync(default);

    // One column of messages came later and has a value in every row.
    private static Task<string> SumsAsync(TestDatabase database) => TextAsync(
        database,
        """
        select concat_ws(' ',
            (select count(*) || md5(string_agg(jsonb_strip_nulls(to_jsonb(e))::text, '' order by id)) from event e),
            (select count(*) || md5(string_agg(jsonb_strip_nulls(to_jsonb(m) - 'limits')::text, '' order by id)) from message m),
            (select count(*) || md5(string_agg(id::text, '' order by id)) from raw_payload))
        """);

    private static async Task<string[]> PlacesAsync(TestDatabase database, string table) => (await TextAsync(
        database,
        $"select string_agg(place, ';' order by place) from (select tableoid::regclass || ' ' || count(*) as place from {table} group by tableoid) p")).Split(';');

    private static async Task<string> TextAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.Db.OpenAsync(default);
        return (await connection.Command(sql).ReadAsync(row => row.GetString(0), default))[0];
    }
}
