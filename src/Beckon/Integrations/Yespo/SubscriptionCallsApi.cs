using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.Yespo;

/// <summary>People subscribe and unsubscribe: <c>POST /api/v1/contact/subscribe</c>, <c>POST /api/v1/emails/unsubscribed/add</c> and <c>/delete</c>.</summary>
public static class SubscriptionCallsApi
{
    private static readonly DoorRules Subscribe =
        new(YespoIntegration.Source, 1 << 20, YespoCall.Bare.ReadSubscription) { Door = YespoIntegration.SubscribeDoor };

    private static readonly DoorRules Unsubscribe =
        new(YespoIntegration.Source, 1 << 20, UnsubscribedCall.Read) { Door = YespoIntegration.UnsubscribedDoor };

    public static void MapSubscriptionCalls(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/contact/subscribe", SubscribeAsync).OpensByKey()
            .WithTags("Doors").WithSummary("A subscription form was sent (Basic authentication, the key as password)").ExcludeFromDescription();
        routes.MapPost("/api/v1/emails/unsubscribed/add", UnsubscribeAsync).OpensByKey()
            .WithTags("Doors").WithSummary("People said no to e-mails (Basic authentication, the key as password)").ExcludeFromDescription();
        routes.MapPost("/api/v1/emails/unsubscribed/delete", ForgetAsync).OpensByKey(Permission.ContactsRead)
            .WithTags("Doors").WithSummary("Addresses to take off the list of those who said no (Basic authentication, the key as password)").ExcludeFromDescription();
    }

    private static async Task<IResult> SubscribeAsync(HttpContext context, YespoDesk desk, KeyDoor door, ContactStore contacts, CancellationToken ct)
    {
        var admission = await desk.AdmitAsync(context, Permission.Ingest);
        if (admission.Caller is not { } caller) return YespoKey.Refuse(context, admission.Refusal ?? DoorProblems.Unauthorized(YespoKey.Hint));
        Subscriber? before = null;
        var call = new SubscribeCall(YespoCall.Bare);
        var taken = await door.TakeAsync(context, Subscribe, caller.WorkspaceId, async (source, body) =>
        {
            before = await desk.SubscriberAsync(caller, body, contacts, ct);
            var known = new YespoCall { Known = before.ContactId is not null };
            call = new SubscribeCall(known);
            return new Calling(YespoIntegration.SubscribeDoor, call.Read, known.ToJson());
        });
        if (taken.Problem is { } problem) return YespoKey.Refuse(context, problem);
        var number = await desk.NumberAsync(caller, call.Who, ct);
        // What is known of somebody is told only to keys that may look contacts up.
        return before is { } was && caller.Has(Permission.ContactsRead)
            ? TypedResults.Ok(new SubscriptionAnswer(number, was.EmailStatus, was.ContactId is null))
            : TypedResults.Ok(new ContactAnswer(number));
    }

    private static async Task<IResult> UnsubscribeAsync(HttpContext context, KeyDoor door)
    {
        var taken = await door.TakeAsync(context, Unsubscribe, YespoKey.Of(context.Request), YespoKey.Hint);
        return taken.Problem is { } problem ? YespoKey.Refuse(context, problem) : TypedResults.Ok();
    }

    // A no is undone by its person, or by an operator on their word: an API cannot know that they changed their mind. Of an address that nobody said
    // no with there is nothing to take away, so all that this call can do is to say which of the two it is.
    private static async Task<IResult> ForgetAsync(HttpContext context, YespoDesk desk, ContactLookupStore lookup, IntakeRoom room, CancellationToken ct)
    {
        var admission = await desk.AdmitAsync(context, Permission.ContactsRead);
        if (admission.Caller is not { } caller) return YespoKey.Refuse(context, admission.Refusal ?? DoorProblems.Unauthorized(YespoKey.Hint));
        using var body = await RequestBody.ReadAsync(context.Request, Unsubscribe.MostBytes, room, ct);
        if (body.Problem is { } unread) return YespoKey.Refuse(context, unread);
        var faults = new Faults();
        using var document = BodyJson.Parse(body.Bytes, faults);
        var emails = document is null ? [] : UnsubscribedCall.EmailsOf(document.RootElement, faults);
        if (faults.Any) return YespoKey.Refuse(context, DoorProblems.Faulty(faults));
        var stay = await lookup.OptedOutAsync(caller.WorkspaceId, emails, ct);
        return stay.Count == 0 ? TypedResults.Ok() : YespoKey.Refuse(context, Stays(emails.Where(stay.Contains)));
    }

    private static ProblemDetails Stays(IEnumerable<string> emails) => new()
    {
        Status = StatusCodes.Status409Conflict,
        Title = "These people have unsubscribed.",
        Detail = "They can subscribe again by the link in a message, or an operator can do it for them in the dashboard, with a note.",
        Extensions = { ["emails"] = emails.ToArray() },
    };
}

/// <summary>Who subscribes, as they were before.</summary>
/// <param name="ContactId">Null: they were not known.</param>
/// <param name="EmailStatus">In Yespo's words.</param>
public sealed record Subscriber(Guid? ContactId, string EmailStatus);

/// <param name="Id">The contact's number; null when it is not known within moments.</param>
/// <param name="EmailStatus"><c>NEED_CONFIRMATION</c>, <c>ALREADY_SUBSCRIBED</c> or, for those who said no, <c>BLACKLISTED</c>.</param>
/// <param name="New">Whether the contact was not known before.</param>
public sealed record SubscriptionAnswer(long? Id, string EmailStatus, bool New);
