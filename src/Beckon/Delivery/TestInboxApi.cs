using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Delivery.Sms;
using Beckon.Delivery.Tracking;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Beckon.Delivery;

/// <summary>The built-in mailbox that takes all messages until SMTP is set up.</summary>
public static class TestInboxApi
{
    private const int MostPerPage = 200;

    public static void MapTestInboxRoutes(this IEndpointRouteBuilder routes)
    {
        var inbox = routes.MapGroup("/api/test-inbox").WithTags("Test inbox");
        inbox.MapGet("", ListAsync).Requires(Permission.TestInboxRead).WithSummary("Messages in the test inbox, newest first");
        inbox.MapGet("count", CountAsync).Requires(Permission.TestInboxRead).WithSummary("How many messages are unread");
        inbox.MapGet("{id}", GetAsync).Requires(Permission.TestInboxRead).WithSummary("One message whole; it counts as read from then on");
        inbox.MapDelete("", EmptyAsync).Requires(Permission.SettingsWrite).WithSummary("Empty the test inbox");
    }

    private static async Task<Results<Ok<Page<TestInboxRow>>, ValidationProblem>> ListAsync(
        string? to, int? limit, string? cursor, Caller caller, TestInboxStore inbox, CancellationToken ct)
    {
        var faults = new Faults();
        var most = limit ?? 50;
        if (most is < 1 or > MostPerPage) faults.Add("limit", $"Ask for 1 to {MostPerPage}.");
        var below = Guid.Empty;
        if (cursor is not null && !PublicId.TryParse(Ids.Message, cursor, out below)) faults.Add("cursor", "Send the nextCursor of the page before.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");

        var wanted = string.IsNullOrWhiteSpace(to) ? null : to.Trim();
        var lines = await inbox.ListAsync(caller.WorkspaceId, wanted, cursor is null ? null : below, most + 1, ct);
        var rows = lines.Take(most).Select(Row).ToList();
        return TypedResults.Ok(new Page<TestInboxRow>(rows, lines.Count > most ? rows[^1].Id : null));
    }

    private static async Task<Ok<UnreadCount>> CountAsync(Caller caller, TestInboxStore inbox, CancellationToken ct) =>
        TypedResults.Ok(new UnreadCount(await inbox.CountUnreadAsync(caller.WorkspaceId, ct)));

    private static async Task<Results<Ok<TestInboxMessage>, ProblemHttpResult>> GetAsync(
        string id, Caller caller, TestInboxStore inbox, TrackingLinks links, ShortLinks shorts, CancellationToken ct)
    {
        if (PublicId.TryParse(Ids.Message, id, out var known) && await inbox.OpenAsync(caller.WorkspaceId, known, ct) is { } message)
        {
            var targets = message.Channel == Channel.Sms ? await inbox.ShortLinksAsync(caller.WorkspaceId, known, ct) : [];
            return TypedResults.Ok(View(message, links, [.. targets.Select(target => new MessageLink(shorts.UrlOf(target.Key), target.Value))]));
        }
        return TypedResults.Problem($"The test inbox holds no message {id}.", title: "There is no such message.", statusCode: StatusCodes.Status404NotFound);
    }

    private static async Task<NoContent> EmptyAsync(Caller caller, TestInboxStore inbox, CancellationToken ct)
    {
        await inbox.EmptyAsync(caller.WorkspaceId, ct);
        return TypedResults.NoContent();
    }

    private static TestInboxRow Row(InboxLine line) =>
        new(Ids.Out(Ids.Message, line.Id), line.Channel, line.From, line.To, line.Subject, line.Snippet, line.ReceivedAt, line.Read);

    private static TestInboxMessage View(InboxMessage message, TrackingLinks links, IEnumerable<MessageLink> shorts) => new(
        Ids.Out(Ids.Message, message.Id), message.Channel, message.From, message.To, message.Subject, message.Html, message.Text,
        [.. message.Headers.Where(pair => pair.Length == 2).Select(pair => new MessageHeader(pair[0], pair[1]))],
        [.. LinkRewriter.LinksOf(message.Html).Select(url => new MessageLink(url, TargetOf(url, links))), .. shorts],
        message.ReceivedAt);

    // What a shopper who clicks will see in the end.
    private static string TargetOf(string url, TrackingLinks links)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal);
        return links.IsOwn(url) && query > 0 && QueryHelpers.ParseQuery(url[query..]).TryGetValue("u", out var target) ? target.ToString() : url;
    }
}

/// <summary>A message in the test inbox.</summary>
/// <param name="Id">Starts with <c>msg_</c>.</param>
/// <param name="Channel">An e-mail or a text message.</param>
/// <param name="From">The sender; empty for a text message.</param>
/// <param name="To">The recipient's address or number.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Snippet">How the text begins.</param>
/// <param name="ReceivedAt">When it came in.</param>
/// <param name="Read">Whether somebody has opened it here.</param>
public sealed record TestInboxRow(string Id, Channel Channel, string From, string To, string Subject, string Snippet, DateTimeOffset ReceivedAt, bool Read);

/// <summary>A message of the test inbox, whole.</summary>
/// <param name="Id">Starts with <c>msg_</c>.</param>
/// <param name="Channel">An e-mail or a text message.</param>
/// <param name="From">The sender; empty for a text message.</param>
/// <param name="To">The recipient's address or number.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Html">The HTML part as it would be sent: its links and its picture are tracked.</param>
/// <param name="Text">The plain-text part.</param>
/// <param name="Headers">In the order in which they would be sent; of a text message its size.</param>
/// <param name="Links">Its links, and where they lead.</param>
/// <param name="ReceivedAt">When it came in.</param>
public sealed record TestInboxMessage(
    string Id, Channel Channel, string From, string To, string Subject, string Html, string Text, IReadOnlyList<MessageHeader> Headers, IReadOnlyList<MessageLink> Links,
    DateTimeOffset ReceivedAt);

/// <summary>A header of a message.</summary>
/// <param name="Name">Such as <c>List-Unsubscribe</c>.</param>
/// <param name="Value">What it says.</param>
public sealed record MessageHeader(string Name, string Value);

/// <summary>A link of a message.</summary>
/// <param name="Url">Where it leads first.</param>
/// <param name="Target">Where it leads in the end.</param>
public sealed record MessageLink(string Url, string Target);

/// <summary>How many messages are unread.</summary>
/// <param name="Unread">Up to 1,000.</param>
public sealed record UnreadCount(int Unread);
