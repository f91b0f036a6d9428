using System.Text.Json;
using Beckon.Events;
using Beckon.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Delivery.Tracking;

/// <summary>Tells the history what people did with their messages, without making them wait for it.</summary>
public sealed partial class FeedbackLog(Inbox inbox, TimeProvider time, ILogger<FeedbackLog> log)
{
    // A shopper on the way to the shop waits no longer than this for our bookkeeping.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private const int LongestUserAgent = 300;

    /// <summary>An open or a click: each is an event of its own. Whose message it was is found when the event is processed.</summary>
    public Task TellAsync(string name, TrackedMessage message, string? url, HttpContext http)
    {
        var id = Ids.New(time);
        return AppendAsync(message.WorkspaceId, Event(id, name, message.MessageId, url, http) with { MessageId = $"{name}:{id:n}" });
    }

    /// <summary>Somebody unsubscribed, or subscribed again, by the link of a message.</summary>
    public Task TellAsync(string name, string? status, TrackedPerson person, Guid contactId, HttpContext http)
    {
        var told = Event(Ids.New(time), name, person.MessageId, url: null, http) with
        {
            MessageId = $"{name}:{status}:{person.MessageId:n}",
            // A second press of the button is no second event; a change of mind next week is.
            RepeatsAfter = TimeSpan.FromHours(1),
            Status = status,
            Who = new Identifiers { ContactId = contactId },
        };
        return AppendAsync(person.WorkspaceId, told);
    }

    private CanonicalEvent Event(Guid id, string name, Guid messageId, string? url, HttpContext http)
    {
        var now = time.GetUtcNow();
        var agent = http.Request.Headers.UserAgent.ToString();
        var properties = new Dictionary<string, string?> { ["messageId"] = Ids.Out(Ids.Message, messageId), ["url"] = url };
        if (url is null) properties.Remove("url");
        return new CanonicalEvent
        {
            Id = id,
            SourceId = Source.Own,
            MessageId = "",
            Name = name,
            OccurredAt = now,
            ReceivedAt = now,
            Feedback = new MessageFeedback(
                messageId, url, http.Connection.RemoteIpAddress?.ToString(), agent.Length <= LongestUserAgent ? agent : agent[..LongestUserAgent]),
            Properties = new RawJson(JsonSerializer.SerializeToUtf8Bytes(properties, DeliveryJson.Default.DictionaryStringString)),
        };
    }

    private async Task AppendAsync(Guid workspaceId, CanonicalEvent told)
    {
        try
        {
            await inbox.AppendAsync(workspaceId, [told], CancellationToken.None).WaitAsync(Patience, time);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException or IOException)
        {
            LogLost(exception, told.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A {Event} may not have been recorded: the database did not take it in time")]
    private partial void LogLost(Exception exception, string @event);
}
