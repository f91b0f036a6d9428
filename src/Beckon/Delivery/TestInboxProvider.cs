using System.Runtime.CompilerServices;
using System.Text.Json;
using Beckon.Contacts;
using Beckon.Delivery.Email;
using Beckon.Delivery.Sms;
using Beckon.Kernel;
using Beckon.Storage;
using Beckon.Templates;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Delivery;

/// <summary>The built-in provider: messages are read in the dashboard and leave the machine never.</summary>
public sealed class TestInboxProvider(NpgsqlDataSource source, TimeProvider time) : IMessageProvider
{
    public string Name => "test_inbox";

    public bool IsIdempotent => true;

    public async IAsyncEnumerable<ProviderResult> SendAsync(IReadOnlyList<OutgoingMessage> messages, [EnumeratorCancellation] CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(ct);
        foreach (var workspace in messages.GroupBy(message => message.WorkspaceId)) await WriteAsync(connection, workspace.Key, [.. workspace.Select(Row)], now, ct);
        foreach (var message in messages) yield return new ProviderResult(message.MessageId, ProviderOutcome.Accepted, "In the test inbox.", now);
    }

    // What shows the data of somebody who has been erased since it was composed is not kept: their row is held until it is written, or gone.
    private static Task<int> WriteAsync(
        NpgsqlConnection connection, Guid workspaceId, List<Received> rows, DateTimeOffset now, CancellationToken ct) =>
        connection
            .Command(
                """
                with present as (select id from contact where workspace_id = $1 and id = any($10) for key share)
                insert into test_inbox (workspace_id, id, channel, sender, recipient, subject, html, text, headers, received_at, contact_id)
                select $1, t.id, t.channel, t.sender, t.recipient, t.subject, t.html, t.text, t.headers::jsonb, $2, t.contact_id
                from unnest($3, $4, $5, $6, $7, $8, $9, $10, $11) as t(id, sender, recipient, subject, html, text, headers, contact_id, channel)
                where t.contact_id is null or exists (select from present where present.id = t.contact_id)
                on conflict (workspace_id, id) do nothing
                """)
            .With(workspaceId)
            .With(now.UtcDateTime, NpgsqlDbType.TimestampTz)
            .With(rows.Select(row => row.Id).ToArray())
            .With(rows.Select(row => row.Sender).ToArray())
            .With(rows.Select(row => row.Recipient).ToArray())
            .With(rows.Select(row => row.Subject).ToArray())
            .With(rows.Select(row => row.Html).ToArray())
            .With(rows.Select(row => row.Text).ToArray())
            .With(rows.Select(row => JsonSerializer.Serialize(row.Headers)).ToArray())
            .With(rows.Select(row => row.ContactId).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid)
            .With(rows.Select(row => Words.Of(row.Channel)).ToArray())
            .RunAsync(ct);

    private static Received Row(OutgoingMessage message) => message switch
    {
        OutgoingEmail { Email: var email } => new(
            message.MessageId, Channel.Email, email.From.ToString(), email.To.Address, email.Subject, email.Html ?? "", email.Text ?? "", Headers(email), message.ContactId),
        OutgoingSms { Sms: var sms } => new(message.MessageId, Channel.Sms, "", sms.To, "", "", sms.Body, Headers(sms), message.ContactId),
        _ => throw new NotSupportedException("The test inbox takes e-mails and text messages."),
    };

    // In the order in which they would be on the wire.
    private static List<string[]> Headers(EmailMessage message)
    {
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
        return headers;
    }

    // What a network would ask money for.
    private static List<string[]> Headers(SmsMessage message)
    {
        var size = SmsSegments.Of(message.Body);
        return
        [
            ["To", message.To],
            ["Encoding", size.Encoding == SmsEncoding.Gsm ? "GSM-7" : "UCS-2"],
            ["Characters", size.Characters.ToString(System.Globalization.CultureInfo.InvariantCulture)],
            ["Segments", size.Segments.ToString(System.Globalization.CultureInfo.InvariantCulture)],
        ];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed record Received(
        Guid Id, Channel Channel, string Sender, string Recipient, string Subject, string Html, string Text, List<string[]> Headers, Guid? ContactId);
}
