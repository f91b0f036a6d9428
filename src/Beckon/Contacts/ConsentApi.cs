using Beckon.Accounts;
using Beckon.Events;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Beckon.Contacts;

/// <summary>Sets what a contact agreed to, on their word.</summary>
public static class ConsentApi
{
    private const int LongestNote = 500;

    public static void MapConsentRoutes(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/contacts/{id}/consent", SetAsync).WithTags("Contacts").Requires(Permission.ContactsWrite)
            .WithSummary("Subscribe or unsubscribe a contact; a program cannot undo what the person has said")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<ConsentSaved>, ValidationProblem, ProblemHttpResult>> SetAsync(
        string id, ConsentRequest request, Caller caller, ConsentDesk desk, CancellationToken ct)
    {
        var faults = Check(request, caller);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        if (!PublicId.TryParse(Ids.Contact, id, out var known)) return ContactsApi.Unknown(id);
        if (await desk.Contacts.ResolveAsync(caller.WorkspaceId, known, ct) is not { } contactId) return ContactsApi.Unknown(id);

        var change = Change(request, caller, contactId, desk.Time.GetUtcNow());
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var result = await ConsentStore.SetAsync(connection, caller.WorkspaceId, change, ct);
        if (result == ConsentResult.RefusedByOptOut) return OptedOut();
        // The change stands: that its event is told must not depend on whether the browser still waits.
        if (result == ConsentResult.Changed) await desk.Inbox.AppendAsync(caller.WorkspaceId, [Told(change, Ids.New(desk.Time))], CancellationToken.None);
        return TypedResults.Ok(new ConsentSaved(request.Channel, request.Status, result == ConsentResult.Changed));
    }

    private static Faults Check(ConsentRequest request, Caller caller)
    {
        var faults = new Faults();
        if (request.Status is not (ConsentStatus.Subscribed or ConsentStatus.Unsubscribed)) faults.Add("status", "Choose subscribed or unsubscribed.");
        if (request.Note?.Length > LongestNote) faults.Add("note", $"Use at most {LongestNote} characters.");
        if (caller.UserId is not null && request.Status == ConsentStatus.Subscribed && string.IsNullOrWhiteSpace(request.Note))
            faults.Add("note", "Say when and how the person agreed.");
        return faults;
    }

    // A program speaks for a platform; only a person at the dashboard can answer for somebody's change of mind.
    private static ConsentChange Change(ConsentRequest request, Caller caller, Guid contactId, DateTimeOffset now) => new()
    {
        ContactId = contactId,
        Channel = request.Channel,
        Status = request.Status,
        By = caller.UserId is null ? ConsentVoice.Platform : ConsentVoice.Operator,
        Source = caller.Actor,
        Wording = request.Note?.Trim(),
        At = now,
    };

    internal static CanonicalEvent Told(ConsentChange change, Guid id) => new()
    {
        Id = id,
        SourceId = Source.Own,
        MessageId = $"consent:{id:n}",
        Name = EventNames.CustomerOptinStatusChanged,
        Status = Words.Of(change.Status),
        OccurredAt = change.At,
        ReceivedAt = change.At,
        Who = new Identifiers { ContactId = change.ContactId },
    };

    private static ProblemHttpResult OptedOut() => TypedResults.Problem(
        "They can subscribe again by the link in a message, or an operator can do it for them in the dashboard, with a note.",
        title: "This person has unsubscribed.",
        statusCode: StatusCodes.Status409Conflict);
}

/// <summary>What a contact said.</summary>
/// <param name="Channel">About which channel.</param>
/// <param name="Status"><c>subscribed</c> or <c>unsubscribed</c>.</param>
/// <param name="Note">When and how they said it; needed to subscribe somebody at the dashboard.</param>
public sealed record ConsentRequest(Channel Channel, ConsentStatus Status, string? Note = null);

/// <summary>Where the contact stands now.</summary>
/// <param name="Channel">On which channel.</param>
/// <param name="Status">What counts from now on.</param>
/// <param name="Changed">False when it was so already.</param>
public sealed record ConsentSaved(Channel Channel, ConsentStatus Status, bool Changed);

/// <summary>What changing a consent needs.</summary>
public sealed record ConsentDesk(NpgsqlDataSource Database, ContactStore Contacts, Inbox Inbox, TimeProvider Time);
