using Beckon.Storage;
using Beckon.Storage.Months;
using Microsoft.Extensions.Logging.Abstractions;

namespace Beckon.Tests.Storage.Months;

public sealed class MonthKeeperTests : IAsyncLifetime
{
    private static readonly Guid Workspace = Guid.CreateVersion7();

    private readonly FakeTime _time = new(new DateTimeOffset(2031, 5, 20, 12, 0, 0, TimeSpan.Zero));
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task The_present_month_and_three_ahead_are_there()
    {
        await KeepAsync();
        (await MonthsAsync("event")).ShouldBe(["event_2031_05", "event_2031_06", "event_2031_07", "event_2031_08"]);
        (await MonthsAsync("message")).ShouldBe(["message_2031_05", "message_2031_06", "message_2031_07", "message_2031_08"]);
        (await PlaceAsync(await AddEventAsync(_time.GetUtcNow()))).ShouldBe("event_2031_05");
    }

    [Fact]
    public async Task Nothing_is_refused_for_want_of_a_month()
    {
        await KeepAsync();
        (await PlaceAsync(await AddEventAsync(_time.GetUtcNow().AddYears(-30)))).ShouldBe("event_default");
        (await PlaceAsync(await AddEventAsync(_time.GetUtcNow().AddYears(30)))).ShouldBe("event_default");
    }

    [Fact]
    public async Task Rows_that_came_before_their_month_move_into_it()
    {
        var early = await AddEventAsync(_time.GetUtcNow());
        var edge = await AddEventAsync(new DateTimeOffset(2031, 6, 1, 0, 0, 0, TimeSpan.Zero));
        (await PlaceAsync(early)).ShouldBe("event_default");

        await KeepAsync();

        (await PlaceAsync(early)).ShouldBe("event_2031_05");
        (await PlaceAsync(edge)).ShouldBe("event_2031_06");
    }

    [Fact]
    public async Task Loaded_history_gets_months_of_its_own_where_it_is_much()
    {
        var much = _time.GetUtcNow().AddMonths(-30);
        for (var i = 0; i < 1_000; i++) await AddEventAsync(much.AddSeconds(i));
        var little = await AddEventAsync(_time.GetUtcNow().AddMonths(-40));

        await KeepAsync();

        (await MonthsAsync("event"))[0].ShouldBe("event_2028_11");
        (await CountAsync("select count(*) from event_2028_11")).ShouldBe(1_000);
        (await PlaceAsync(little)).ShouldBe("event_default");
    }

    [Fact]
    public async Task Without_a_retention_nothing_is_dropped()
    {
        await KeepAsync();
        var old = await AddEventAsync(_time.GetUtcNow());
        _time.Advance(TimeSpan.FromDays(3_000));
        await KeepAsync();
        (await PlaceAsync(old)).ShouldBe("event_2031_05");
    }

    [Fact]
    public async Task What_is_older_than_the_retention_goes_and_the_rest_stays()
    {
        var retention = new RetentionOptions { EventsMonths = 2 };
        await KeepAsync(retention);
        var (dropped, kept) = (await AddEventAsync(_time.GetUtcNow()), await AddEventAsync(_time.GetUtcNow().AddMonths(1)));
        var (stray, future) = (await AddEventAsync(_time.GetUtcNow().AddYears(-20)), await AddEventAsync(_time.GetUtcNow().AddYears(20)));

        _time.Advance(TimeSpan.FromDays(92));
        await KeepAsync(retention);

        (await MonthsAsync("event")).ShouldBe(["event_2031_06", "event_2031_07", "event_2031_08", "event_2031_09", "event_2031_10", "event_2031_11"]);
        (await PlaceAsync(dropped)).ShouldBeNull();
        (await PlaceAsync(stray)).ShouldBeNull();
        (await PlaceAsync(kept)).ShouldBe("event_2031_06");
        (await PlaceAsync(future)).ShouldBe("event_default");
        (await MonthsAsync("message"))[0].ShouldBe("message_2031_05", "Messages have a retention of their own.");
    }

    [Fact]
    public async Task A_month_in_which_a_message_still_waits_is_kept_until_it_is_settled()
    {
        var retention = new RetentionOptions { MessagesMonths = 1 };
        await KeepAsync(retention);
        await AddMessageAsync("queued", _time.GetUtcNow());
        await AddMessageAsync("sending", _time.GetUtcNow().AddYears(-20));
        await AddMessageAsync("sent", _time.GetUtcNow().AddYears(-20));

        _time.Advance(TimeSpan.FromDays(92));
        await KeepAsync(retention);
        (await MonthsAsync("message"))[0].ShouldBe("message_2031_05");
        (await CountAsync("select count(*) from message")).ShouldBe(2);

        await RunAsync("update message set status = 'sent'");
        await KeepAsync(retention);
        (await MonthsAsync("message"))[0].ShouldBe("message_2031_07");
        (await CountAsync("select count(*) from message")).ShouldBe(0);
    }

    [Fact]
    public async Task A_month_is_stored_as_its_table_was_set_up()
    {
        await KeepAsync();
        (await TextAsync("select array_to_string(reloptions, ',') from pg_class where relname = 'message_2031_05'")).ShouldBe("fillfactor=85");
        const string Indexes = "select string_agg(d, ';' order by d) from (select split_part(indexdef, ' USING ', 2) as d from pg_indexes where tablename = '{0}') i";
        (await TextAsync(string.Format(null, Indexes, "message_2031_05"))).ShouldBe(await TextAsync(string.Format(null, Indexes, "message_default")));
    }

    [Fact]
    public async Task Several_nodes_that_keep_at_once_do_the_work_once()
    {
        var retention = new RetentionOptions { EventsMonths = 1, MessagesMonths = 1 };
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => KeepAsync(retention)));
        _time.Advance(TimeSpan.FromDays(200));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => KeepAsync(retention)));
        (await MonthsAsync("event")).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Gives_way_to_whoever_uses_the_table_and_comes_back()
    {
        await using var reader = await _database.Source.OpenConnectionAsync();
        await using var reading = await reader.BeginTransactionAsync();
        await reader.Command("select count(*) from event").RunAsync(CancellationToken.None);

        var keeping = KeepAsync(new RetentionOptions(), new OtherDate(_time));
        // It waits for the reader; writers are let through meanwhile, sooner or later, although the reader never leaves.
        var stray = await AddEventAsync(_time.GetUtcNow());
        keeping.IsCompleted.ShouldBeFalse();

        await reading.RollbackAsync();
        await keeping;
        (await PlaceAsync(stray)).ShouldBe("event_2031_05");
    }

    private Task KeepAsync(RetentionOptions? retention = null, TimeProvider? time = null) =>
        new MonthKeeper(_database.Source, retention ?? new RetentionOptions(), time ?? _time, NullLogger<MonthKeeper>.Instance).KeepAsync(CancellationToken.None);

    private async Task<Guid> AddEventAsync(DateTimeOffset at)
    {
        var id = Guid.CreateVersion7(at);
        await using var connection = await _database.Source.OpenConnectionAsync();
        await connection
            .Command("insert into event (workspace_id, id, source_id, name, occurred_at, received_at, message_id, properties) values ($1, $2, $1, 'x', $3, $3, '', '{}')")
            .With(Workspace).With(id).With(at.UtcDateTime)
            .RunAsync(CancellationToken.None);
        return id;
    }

    private async Task AddMessageAsync(string status, DateTimeOffset at)
    {
        await using var connection = await _database.Source.OpenConnectionAsync();
        await connection
            .Command(
                """
                insert into message (workspace_id, id, flow_id, flow_version, run_id, step, contact_id, channel, status, event_id, event_received_at,
                                     triggered_at, content_id, exit_rule, created_at, due_at)
                values ($1, $2, $1, 1, $1, 's', $1, 'email', $3, $1, $4, $4, $1, 'none', $4, $4)
                """)
            .With(Workspace).With(Guid.CreateVersion7(at)).With(status).With(at.UtcDateTime)
            .RunAsync(CancellationToken.None);
    }

    // The template database was made in the month in which the tests run.
    private async Task<List<string>> MonthsAsync(string table)
    {
        await using var connection = await _database.Source.OpenConnectionAsync();
        var all = await connection
            .Command("select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = to_regclass($1) order by 1")
            .With(table)
            .ReadAsync(row => row.GetString(0), CancellationToken.None);
        return [.. all.Where(name => Month.Read(table, name) is { } month && (month >= Month.Of(_time.GetUtcNow().AddYears(-1)) || month.Start.Year == 2028))];
    }

    private async Task<string?> PlaceAsync(Guid id)
    {
        await using var connection = await _database.Source.OpenConnectionAsync();
        var places = await connection
            .Command("select tableoid::regclass::text from event where workspace_id = $1 and id = $2").With(Workspace).With(id)
            .ReadAsync(row => row.GetString(0), CancellationToken.None);
        return places.SingleOrDefault();
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await _database.Source.OpenConnectionAsync();
        return (await connection.Command(sql).ReadAsync(row => row.GetInt64(0), CancellationToken.None))[0];
    }

    private async Task<string?> TextAsync(string sql)
    {
        await using var connection = await _database.Source.OpenConnectionAsync();
        return (await connection.Command(sql).ReadAsync(row => row.TextOrNull(0), CancellationToken.None))[0];
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = await _database.Source.OpenConnectionAsync();
        await connection.Command(sql).RunAsync(CancellationToken.None);
    }
}
