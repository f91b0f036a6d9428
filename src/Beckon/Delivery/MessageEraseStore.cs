using Beckon.Events.Erasing;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Delivery;

/// <summary>
/// Takes a person out of the messages. What waits is never sent. Of what was sent the row stays, so that the figures of campaigns stay true: which
/// campaign, when, and what became of it; address, subject, the server's words and the values a decision saw go.
/// </summary>
public static class MessageEraseStore
{
    private const int Together = 1_000;

    public static Task<int> EraseWaitingAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        connection
            .Command("delete from message where workspace_id = $1 and contact_id = any($2) and status in ('queued', 'sending')")
            .With(person.WorkspaceId).With(person.Ids)
            .RunAsync(ct);

    /// <summary>The next of those that were sent or decided on.</summary>
    public static Task<int> EmptyMessagesAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        connection
            .Command(
                """
                with part as (
                    select m.id from message m
                    where m.workspace_id = $1 and m.contact_id = any($2)
                      and (coalesce(m.address, m.subject, m.detail, m.provider_reply) is not null or m.cart_id is not null or m.trace <> '[]')
                    order by m.id
                    limit $3
                )
                update message m set address = null, subject = null, detail = null, provider_reply = null, cart_id = null, trace = '[]'
                from part where m.workspace_id = $1 and m.id = part.id
                """)
            .With(person.WorkspaceId).With(person.Ids).With(Together)
            .RunAsync(ct);

    /// <summary>Where the links of their text messages led, which may say what they left behind; the links lead nowhere then.</summary>
    public static Task<int> EraseShortLinksAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        connection
            .Command(
                """
                delete from short_link l
                where l.workspace_id = $1 and l.message_id in (select m.id from message m where m.workspace_id = $1 and m.contact_id = any($2))
                """)
            .With(person.WorkspaceId).With(person.Ids)
            .RunAsync(ct);

    /// <summary>Whole messages in the test inbox: to them, and tests that were made with their data.</summary>
    public static Task<int> EraseTestInboxAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        connection
            .Command(
                """
                delete from test_inbox b
                where b.workspace_id = $1 and (b.contact_id = any($2) or lower(b.recipient) = any($3) or b.recipient = any($4)
                    or b.id in (select m.id from message m where m.workspace_id = $1 and m.contact_id = any($2)))
                """)
            .With(person.WorkspaceId).With(person.Ids).With(person.Emails).With(person.Phones)
            .RunAsync(ct);

    public static Task<int> EraseTouchesAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        connection.Command("delete from message_touch where workspace_id = $1 and contact_id = any($2)").With(person.WorkspaceId).With(person.Ids).RunAsync(ct);
}
