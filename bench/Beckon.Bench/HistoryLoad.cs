using Beckon.Storage.Months;
using Npgsql;

namespace Beckon.Bench;

/// <summary>
/// Writes a long history straight into the database, month by month, so that it lies there as if it had come in over two years: a million
/// contacts, of whom few come often and most seldom, a message for each twenty events, and the keys of all message ids.
/// </summary>
public sealed class HistoryLoad(NpgsqlConnection connection, Guid workspace, Guid source, long events)
{
    private const int MostContacts = 1_000_000;
    private const int Months = 24;
    private const int EventsPerMessage = 20;

    // Ids of a number: the first twelve digits of a version-7 UUID are its milliseconds.
    private static string Tail(string number) => $"'7' || substr(md5({number}::text), 1, 3) || '8' || substr(md5({number}::text), 4, 15)";

    // A short history, to try things with, has fewer.
    public static int ContactsOf(long events) => (int)Math.Min(MostContacts, events);

    private int Contacts => ContactsOf(events);

    private static readonly string Contact = $"('019a0000' || '0000' || {Tail("n")})::uuid";

    public async Task RunAsync(Month present)
    {
        await RunAsync("set synchronous_commit = off");
        await ContactsAsync();
        for (var back = Months; back >= 1; back--)
        {
            var month = present.Plus(-back);
            await MonthAsync("event", month, EventsOf(month, events / Months * (Months - back)));
            await MonthAsync("message", month, MessagesOf(month));
        }
        await RunAsync(Traits);
        await RunAsync(Keys);
        await RunAsync(Counts(present));
        await RunAsync("vacuum analyze");
        await RunAsync("checkpoint");
    }

    private async Task ContactsAsync()
    {
        var numbers = $"(select i as n, 'shopper' || i || '@example.com' as email from generate_series(0, {Contacts - 1}) i) t";
        await RunAsync(
            $"""
            insert into contact (workspace_id, id, anonymous, email, first_name, last_name, created_at, last_seen_at)
            select '{workspace}', {Contact}, false, email, 'Ada', 'Lovelace ' || n, now() - interval '730 days', now() - n * interval '1 minute'
            from {numbers}
            """);
        await RunAsync(
            $"""
            insert into contact_identifier (workspace_id, kind, scope, value, contact_id, created_at)
            select '{workspace}', 'email', '{Guid.Empty}', email, {Contact}, now() from {numbers}
            """);
        await RunAsync(
            $"""
            insert into consent (workspace_id, contact_id, channel, status, changed_at)
            select '{workspace}', {Contact}, 'email', 'subscribed', now() from {numbers}
            """);
    }

    // Filled first and joined to the whole afterwards: the indexes are built once, over all of it.
    private async Task MonthAsync(string table, Month month, string rows)
    {
        var part = month.Table(table);
        await RunAsync($"create table {part} (like {table} including all excluding indexes)");
        await RunAsync($"insert into {part} {rows}");
        await RunAsync($"alter table {table} attach partition {part} for values from ('{month.FirstId}') to ('{month.Next.FirstId}')");
    }

    // Squared, so that a tenth of the contacts has a third of the events.
    private string EventsOf(Month month, long first)
    {
        var count = events / Months;
        return
            $"""
            (workspace_id, id, contact_id, source_id, name, status, occurred_at, received_at, message_id, properties)
            select '{workspace}', (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || {Tail("i")})::uuid, {Contact},
                   '{source}', (array['viewed_product', 'viewed_category', 'added_to_cart', 'active_on_site', 'cart_abandoned'])[1 + i % 5], null, at, at,
                   'past-' || i, jsonb_build_object('productId', 'p-' || i % 500, 'name', 'Ceramic cone dripper, slate', 'category', 'Brewing',
                       'price', 34.5, 'url', 'https://shop.example/p/' || i % 500, 'referrer', 'https://search.example/')
            from (
                select i, timestamptz '{month.Start:O}' + (i - {first}) * ('{(month.Next.Start - month.Start).TotalSeconds} seconds'::interval / {count}) as at,
                       floor({Contacts} * power(abs(hashint8(i)) / 2147483648.0, 2))::int as n
                from generate_series({first}, {first + count - 1}) i
            ) t
            """;
    }

    private string MessagesOf(Month month) =>
        $"""
        (workspace_id, id, flow_id, flow_version, run_id, step, contact_id, channel, status, event_id, event_received_at, triggered_at, content_id,
         exit_rule, created_at, due_at, handed_at, sent_at)
        select workspace_id, id, '{source}', 1, id, 'email', contact_id, 'email', 'sent', id, received_at, received_at, '{source}',
               'none', received_at, received_at, received_at, received_at
        from {month.Table("event")} where right(message_id, 2)::int % {EventsPerMessage} = 0 and message_id ~ '[0-9][0-9]$'
        """;

    // Of the first name only: a timeline asks the traits where a contact's history begins.
    private const string Traits =
        """
        insert into trait (workspace_id, contact_id, name, first_at, last_at, count)
        select workspace_id, contact_id, 'viewed_product', min(occurred_at), max(occurred_at), count(*) from event
        where contact_id is not null group by workspace_id, contact_id
        """;

    private const string Keys =
        """
        insert into event_key_past (workspace_id, key, seen_at)
        select workspace_id, md5(message_id)::uuid, received_at from event where message_id like 'past-%' order by 1, 2
        """;

    private string Counts(Month present) =>
        $"""
        insert into event_count (workspace_id, hour, name, count)
        select '{workspace}', hour, name, {events / (Months * 730 * 5)}
        from generate_series(timestamptz '{present.Plus(-Months).Start:O}', timestamptz '{present.Start:O}' - interval '1 hour', interval '1 hour') hour,
             unnest(array['viewed_product', 'viewed_category', 'added_to_cart', 'active_on_site', 'cart_abandoned']) name
        """;

    private async Task RunAsync(string sql)
    {
#pragma warning disable CA2100 // Statements of the benchmark itself.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
