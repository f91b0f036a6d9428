using System.Diagnostics.CodeAnalysis;
using Beckon.Events;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Analytics;

/// <summary>Reads all of the home screen in one round trip, from counters and narrow indexes; the history itself is not touched.</summary>
public sealed class HomeStore(NpgsqlDataSource database)
{
    private static readonly TimeSpan TroubleSpan = TimeSpan.FromDays(7);

    // What Beckon itself tells did not come in.
    private static readonly string[] OwnEvents =
    [
        EventNames.MessageSent, EventNames.MessageDelivered, EventNames.MessageSkipped, EventNames.MessageBounced, EventNames.MessageOpened,
        EventNames.MessageClicked, EventNames.ContactUnsubscribed,
    ];

    private const string Events =
        """
        select (hour at time zone $4)::date, sum(count)::bigint from event_count
        where workspace_id = $1 and hour >= $2 and hour < $3 and name <> all($5) group by 1
        """;

    private const string EventsBefore =
        "select coalesce(sum(count), 0)::bigint from event_count where workspace_id = $1 and hour >= $2 and hour < $3 and name <> all($4)";

    private const string Messages =
        """
        select (sent_at at time zone $4)::date, count(*) from message
        where workspace_id = $1 and sent_at >= $2 and sent_at < $3 group by 1
        """;

    private const string MessagesBefore = "select count(*) from message where workspace_id = $1 and sent_at >= $2 and sent_at < $3";

    private const string Credited =
        """
        from order_credit c
        join shop_order o on o.workspace_id = $1 and o.id = c.order_id and o.status = 'DELIVERED' and o.currency = $4
        where c.workspace_id = $1 and c.credited_at >= $2 and c.credited_at < $3
        """;

    private const string State =
        """
        select
            (select count(*) from contact where workspace_id = $1 and merged_into is null),
            exists (select from source where workspace_id = $1 and disconnected_at is null),
            exists (select from event_count where workspace_id = $1 and name <> all($3)),
            exists (select from campaign where workspace_id = $1),
            exists (select from campaign where workspace_id = $1 and live_at is not null),
            (select name from campaign where workspace_id = $1 and status = 'live' order by live_at limit 1),
            exists (
                select from consent a join contact c on c.workspace_id = $1 and c.id = a.contact_id
                where a.workspace_id = $1 and a.channel = 'email' and a.status = 'subscribed' and c.email is not null and c.merged_into is null),
            exists (select from channel where workspace_id = $1 and kind = 'email' and provider <> 'test_inbox'),
            (select count(*) from dead_letter where workspace_id = $1),
            (select count(*) from message where workspace_id = $1 and status in ('failed', 'uncertain') and created_at >= $2),
            (select count(*) from identity_conflict where workspace_id = $1 and resolved_at is null)
        """;

    public async Task<HomeFacts> ReadAsync(HomeWorkspace workspace, HomePeriod period, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = connection.CreateBatch();
        var (now, before) = ((period.Start, period.End), (period.PreviousStart, period.PreviousEnd));
        Add(batch, Events, workspace.Id, now, workspace.TimeZone, OwnEvents);
        Add(batch, EventsBefore, workspace.Id, before, OwnEvents);
        Add(batch, Messages, workspace.Id, now, workspace.TimeZone);
        Add(batch, MessagesBefore, workspace.Id, before);
        Add(batch, $"select (c.credited_at at time zone $5)::date, count(*), sum(o.total) {Credited} group by 1", workspace.Id, now, workspace.Currency, workspace.TimeZone);
        Add(batch, $"select count(*), coalesce(sum(o.total), 0) {Credited}", workspace.Id, before, workspace.Currency);
        Add(batch, State, workspace.Id, period.End - TroubleSpan, OwnEvents);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        return new HomeFacts
        {
            Events = await DaysAsync(reader, row => row.GetInt64(1), ct),
            EventsBefore = await NextAsync(reader, row => row.GetInt64(0), ct),
            Messages = await NextDaysAsync(reader, row => row.GetInt64(1), ct),
            MessagesBefore = await NextAsync(reader, row => row.GetInt64(0), ct),
            Recovered = await NextDaysAsync(reader, row => new Recovered(row.GetInt64(1), row.GetDecimal(2)), ct),
            RecoveredBefore = await NextAsync(reader, row => new Recovered(row.GetInt64(0), row.GetDecimal(1)), ct),
            State = await NextAsync(reader, ReadState, ct),
        };
    }

    [SuppressMessage("Security", "CA2100", Justification = "Put together of literals; values travel as parameters.")]
    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            if (value is ValueTuple<DateTimeOffset, DateTimeOffset> span)
            {
                command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = span.Item1.UtcDateTime });
                command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = span.Item2.UtcDateTime });
            }
            else
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value is DateTimeOffset time ? time.UtcDateTime : value });
            }
        }
        batch.BatchCommands.Add(command);
    }

    private static async Task<Dictionary<DateOnly, T>> NextDaysAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await reader.NextResultAsync(ct);
        return await DaysAsync(reader, read, ct);
    }

    private static async Task<Dictionary<DateOnly, T>> DaysAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        var days = new Dictionary<DateOnly, T>();
        while (await reader.ReadAsync(ct)) days.Add(Day(reader), read(reader));
        return days;
    }

    private static DateOnly Day(NpgsqlDataReader reader) => reader.GetFieldValue<DateOnly>(0);

    private static async Task<T> NextAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        return read(reader);
    }

    private static HomeState ReadState(NpgsqlDataReader row) => new()
    {
        Contacts = row.GetInt64(0),
        HasSource = row.GetBoolean(1),
        HasEvent = row.GetBoolean(2),
        HasCampaign = row.GetBoolean(3),
        WasLive = row.GetBoolean(4),
        LiveCampaign = row.TextOrNull(5),
        AnybodySubscribed = row.GetBoolean(6),
        SendsByEmail = row.GetBoolean(7),
        DeadLetters = row.GetInt64(8),
        MessagesInTrouble = row.GetInt64(9),
        Conflicts = row.GetInt64(10),
    };
}

/// <summary>Whose home screen it is: its zone makes the days, its currency says which orders add up.</summary>
public sealed record HomeWorkspace(Guid Id, string TimeZone, string Currency);
