using System.Text.Json;
using Beckon.Accounts;
using Beckon.Contacts.Fields;
using Beckon.Events;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Contacts;

/// <summary>
/// Changes what is known of a contact. The change goes the way of every event, so that it is in the history and in order with what sources tell; the
/// answer waits until it has taken effect.
/// </summary>
public static class ContactEditApi
{
    private const int LongestName = 200;

    public static void MapContactEdit(this IEndpointRouteBuilder routes) =>
        routes.MapPatch("/api/contacts/{id}", EditAsync).WithTags("Contacts").Requires(Permission.ContactsWrite)
            .WithSummary("Change a contact's name and custom fields; 202 when it waits behind other events")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<ContactDetail>, Accepted, ValidationProblem, ProblemHttpResult>> EditAsync(
        string id, ContactEdit request, Caller caller, ContactEditDesk desk, CancellationToken ct)
    {
        if (!PublicId.TryParse(Ids.Contact, id, out var known)) return ContactsApi.Unknown(id);
        if (await desk.Contacts.ResolveAsync(caller.WorkspaceId, known, ct) is not { } contactId) return ContactsApi.Unknown(id);
        var workspace = await desk.Workspaces.GetAsync(caller.WorkspaceId, ct);
        var faults = new Faults();
        CheckName("firstName", request.FirstName, faults);
        CheckName("lastName", request.LastName, faults);
        CheckFields(request, await desk.Fields.ListAsync(caller.WorkspaceId, ct), TimeZoneInfo.FindSystemTimeZoneById(workspace.TimeZone), faults);
        if (request is { FirstName: null, LastName: null, Fields: null }) faults.Add("fields", "Say what is to change.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");

        var told = Told(request, caller, contactId, Ids.New(desk.Time), desk.Time.GetUtcNow());
        // The change stands: that it takes effect must not depend on whether the browser still waits.
        await desk.Inbox.AppendAsync(caller.WorkspaceId, [told], CancellationToken.None);
        if (!await desk.Effect.WaitAsync(caller.WorkspaceId, told.Id, ct)) return TypedResults.Accepted($"/api/contacts/{id}");
        return await desk.Contacts.ReadAsync(caller.WorkspaceId, contactId, ct) is { } contact
            ? TypedResults.Ok(ContactsApi.Detail(contact, workspace.Currency))
            : ContactsApi.Unknown(id);
    }

    private static void CheckName(string path, string? name, Faults faults)
    {
        if (name is null) return;
        if (name.Trim().Length is 0 or > LongestName || name.Any(char.IsControl)) faults.Add(path, $"Give 1 to {LongestName} characters, or leave it out.");
    }

    private static void CheckFields(ContactEdit request, List<ContactField> fields, TimeZoneInfo zone, Faults faults)
    {
        if (request.Fields is not { } given) return;
        var told = given.ToElement();
        if (told.ValueKind != JsonValueKind.Object)
        {
            faults.Add("fields", "Give an object: the keys of fields with their values.");
            return;
        }
        foreach (var (key, value) in told.EnumerateObject().Select(one => (one.Name, one.Value)))
        {
            if (fields.Find(known => known.Key == key) is not { } field)
                faults.Add($"fields.{key}", "This workspace has no such field. GET /api/contact-fields lists them.");
            else if (value.ValueKind != JsonValueKind.Null && FieldRules.Read(field, value, zone) is null)
                faults.Add($"fields.{key}", $"{field.Label} takes {FieldRules.Expected(field)}.");
        }
    }

    private static CanonicalEvent Told(ContactEdit request, Caller caller, Guid contactId, Guid id, DateTimeOffset now) => new()
    {
        Id = id,
        SourceId = Source.Own,
        MessageId = $"edit:{id:n}",
        Name = EventNames.CustomerUpdated,
        OccurredAt = now,
        ReceivedAt = now,
        Who = new Identifiers { ContactId = contactId },
        Profile = new Profile(request.FirstName?.Trim(), request.LastName?.Trim())
        {
            Fields = request.Fields,
        },
        Properties = new RawJson(JsonSerializer.SerializeToUtf8Bytes(
            new { by = caller.Actor, firstName = request.FirstName, lastName = request.LastName, fields = request.Fields }, ApiJson.Options)),
    };
}

/// <summary>What of a contact is to change; what is left out stays.</summary>
/// <param name="FirstName">The first name.</param>
/// <param name="LastName">The last name.</param>
/// <param name="Fields">An object: custom fields by their keys; null takes a value away.</param>
public sealed record ContactEdit(string? FirstName = null, string? LastName = null, RawJson? Fields = null);

/// <summary>What changing a contact needs.</summary>
public sealed record ContactEditDesk(ContactStore Contacts, FieldDesk Fields, WorkspaceStore Workspaces, Inbox Inbox, TakingEffect Effect, TimeProvider Time);
