using System.Runtime.CompilerServices;
using System.Text.Json;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Delivery;

/// <summary>The built-in provider: messages are read in the dashboard and leave the machine never.</summary>
public sealed class TestInboxProvider(NpgsqlDataSource source, TimeProvider time) : IEmailProvider
{
    public string Name => "test_inbox";

    public bool IsIdempotent => true;

    public async IAsyncEnumerable<ProviderResult> SendAsync(IReadOnlyList<OutgoingEmail> emails, [EnumeratorCancellation] CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(ct);
        foreach (var workspace in emails.GroupBy(email => email.WorkspaceId)) await WriteAsync(connection, workspace.Key, [.. workspace], now, ct);
        foreach (var email in emails) yield return new ProviderResult(email.MessageId, ProviderOutcome.Accepted, "In the test inbox.", now);
    }

    // What shows the data of somebody who has been erased since it was composed is not kept: their row is held until it is written, or gone.
    private static Task<int> WriteAsync(
        NpgsqlConnection connection, Guid workspaceId, List<OutgoingEmail> emails, DateTimeOffset now, CancellationToken ct) =>
        connection
            .Command(
                """
                with present as (select id from contact where workspace_id = $1 and id = any($10) for key share)
                insert into test_inbox (workspace_id, id, sender, recipient, subject, html, text, headers, received_at, contact_id)
                select $1, t.id, t.sender, t.recipient, t.subject, t.html, t.text, t.headers::jsonb, $2, t.contact_id
                from unnest($3, $4, $5, $6, $7, $8, $9, $10) as t(id, sender, recipient, subject, html, text, headers, contact_id)
                where t.contact_id is null or exists (select from present where present.id = t.contact_id)
                on conflict (workspace_id, id) do nothing
                """)
            .With(workspaceId)
            .With(now.UtcDateTime, NpgsqlDbType.TimestampTz)
            .With(emails.Select(email => email.MessageId).ToArray())
            .With(emails.Select(email => email.Message.From.ToString()).ToArray())
            .With(emails.Select(email => email.Message.To.Address).ToArray())
            .With(emails.Select(email => email.Message.Subject).ToArray())
            .With(emails.Select(email => email.Message.Html ?? "").ToArray())
            .With(emails.Select(email => email.Message.Text ?? "").ToArray())
            .With(emails.Select(Headers).ToArray())
            .With(emails.Select(email => email.ContactId).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid)
            .RunAsync(ct);

    // In the order in which they would be on the wire.
    private static string Headers(OutgoingEmail email)
    {
        var message = email.Message;
        List<string[]> headers =
        [
            ["From", message.From.ToString()],
            ["To", message.To.ToString()],
            ["Subject", message.Subject],
            ["Date", message.Date.ToString("r", System.Globalization.CultureInfo.InvariantCulture)],
            ["Message-ID", message.MessageId],
        ];
        if (message.ReplyTo is { } replyTo) headers.Add(["Reply-To", replyTo.ToString()]);
        headers.AddRange(message.Headers.Select(header => new[] { header.Name, header.Value }));
        return JsonSerializer.Serialize(headers);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
