using System.Text.Json;
using Beckon.Contacts;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage;
using Beckon.Storage.Lanes;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Delivery.Sms;

/// <summary>Lets what a provider tells take effect: the fate of messages, and what people answer. On disk when it returns.</summary>
public sealed class SmsFeedback(NpgsqlDataSource source, LaneSignal signal, TimeProvider time)
{
    private const int LongestText = 2_000;
    private const string Where = "sms_reply";

    /// <summary>A message was delivered, or was not; what is in between proves that it was taken.</summary>
    public async Task FateAsync(Guid workspaceId, Guid messageId, string status, int? errorCode, string to)
    {
        var now = time.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        var told = status switch
        {
            "delivered" or "read" => Told(EventNames.MessageDelivered, messageId, now, []),
            "undelivered" or "failed" => Told(EventNames.MessageBounced, messageId, now, new() { ["reason"] = "undelivered", ["detail"] = TwilioErrors.Words(errorCode) }),
            _ => null,
        };
        if (told is null)
        {
            var proof = new Proof(messageId, now, new TraceLine("the provider tells of it", status, true));
            if (await ReconciliationStore.SettleAsync(connection, workspaceId, [proof], now, CancellationToken.None) == 0) return;
            await signal.TellOthersAsync(connection, [new Lane(workspaceId, LaneKind.Arrivals)], CancellationToken.None);
        }
        else
        {
            await WriteAsync(connection, workspaceId, told);
            if (TwilioErrors.IsBadNumber(errorCode) && to.Length > 0)
                await OutboxStore.SuppressAsync(connection, workspaceId, Channel.Sms, [to], now, CancellationToken.None);
        }
        await transaction.CommitAsync(CancellationToken.None);
        signal.Ring(new Lane(workspaceId, LaneKind.Arrivals));
    }

    /// <summary>
    /// Somebody has answered. STOP and START count at once for who has the number; for a number that nobody has they are kept with the contact that the event
    /// makes.
    /// </summary>
    public async Task AnsweredAsync(Guid workspaceId, IncomingSms text)
    {
        var now = time.GetUtcNow();
        var meaning = SmsReply.Of(text.Body, text.OptOutType);
        await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        var owner = await OwnerAsync(connection, workspaceId, text.From);
        var last = owner is { } known ? await LastSentAsync(connection, workspaceId, known) : null;
        if (meaning != SmsMeaning.Words && owner is { } contact)
            await ConsentStore.SetAsync(connection, workspaceId, Change(contact, meaning, text, now), CancellationToken.None);
        await WriteAsync(connection, workspaceId, Answer(text, meaning, last, now));
        await transaction.CommitAsync(CancellationToken.None);
        signal.Ring(new Lane(workspaceId, LaneKind.Arrivals));
    }

    private static ConsentChange Change(Guid contact, SmsMeaning meaning, IncomingSms text, DateTimeOffset now) => new()
    {
        ContactId = contact,
        Channel = Channel.Sms,
        Status = meaning == SmsMeaning.Stop ? ConsentStatus.Unsubscribed : ConsentStatus.Subscribed,
        By = ConsentVoice.Person,
        Source = Where,
        Wording = Short(text.Body),
        At = now,
    };

    private CanonicalEvent Answer(IncomingSms text, SmsMeaning meaning, Guid? last, DateTimeOffset now)
    {
        var name = meaning switch
        {
            SmsMeaning.Stop => EventNames.ContactUnsubscribed,
            SmsMeaning.Start => EventNames.CustomerOptinStatusChanged,
            SmsMeaning.Words => EventNames.MessageReceived,
        };
        var told = Told(name, meaning == SmsMeaning.Stop ? last : null, now, new() { ["channel"] = "sms", ["text"] = Short(text.Body) });
        return told with
        {
            MessageId = $"sms:{text.Sid}",
            Status = meaning == SmsMeaning.Start ? "subscribed" : null,
            Who = new Identifiers { Phone = text.From },
            Consents = meaning switch
            {
                SmsMeaning.Stop => [new ConsentClaim(ConsentChannel.Sms, ConsentAnswer.No, now, Short(text.Body))],
                SmsMeaning.Start => [new ConsentClaim(ConsentChannel.Sms, ConsentAnswer.Yes, now, Short(text.Body))],
                SmsMeaning.Words => null,
            },
        };
    }

    private CanonicalEvent Told(string name, Guid? messageId, DateTimeOffset now, Dictionary<string, string?> properties)
    {
        if (messageId is { } message) properties["messageId"] = Ids.Out(Ids.Message, message);
        return new CanonicalEvent
        {
            Id = Ids.New(time),
            SourceId = Source.Own,
            MessageId = $"{name}:{messageId:n}",
            Name = name,
            OccurredAt = now,
            ReceivedAt = now,
            Feedback = messageId is { } of ? new MessageFeedback(of) : null,
            Properties = new RawJson(JsonSerializer.SerializeToUtf8Bytes(properties, DeliveryJson.Default.DictionaryStringString)),
        };
    }

    private async Task WriteAsync(NpgsqlConnection connection, Guid workspaceId, CanonicalEvent told)
    {
        await InboxStore.WriteWithinAsync(connection, [InboxRow.From(workspaceId, [told])], CancellationToken.None);
        await signal.TellOthersAsync(connection, [new Lane(workspaceId, LaneKind.Arrivals)], CancellationToken.None);
    }

    // A number is one contact's.
    private static async Task<Guid?> OwnerAsync(NpgsqlConnection connection, Guid workspaceId, string phone)
    {
        var found = await connection
            .Command("select contact_id from contact_identifier where workspace_id = $1 and kind = 'phone' and scope = $2 and value = $3")
            .With(workspaceId).With(Guid.Empty).With(phone)
            .ReadAsync(row => row.GetGuid(0), CancellationToken.None);
        return found.Count == 0 ? null : found[0];
    }

    // What they answer to.
    private async Task<Guid?> LastSentAsync(NpgsqlConnection connection, Guid workspaceId, Guid contactId)
    {
        var found = await connection
            .Command("select id from message where workspace_id = $1 and contact_id = $2 and channel = 'sms' and sent_at > $3 order by sent_at desc limit 1")
            .With(workspaceId).With(contactId).With(time.GetUtcNow().AddDays(-30).UtcDateTime, NpgsqlDbType.TimestampTz)
            .ReadAsync(row => row.GetGuid(0), CancellationToken.None);
        return found.Count == 0 ? null : found[0];
    }

    private static string Short(string text) => text.Length <= LongestText ? text : text[..LongestText];
}
