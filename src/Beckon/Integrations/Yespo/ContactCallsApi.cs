using System.Text.Json;
using Beckon.Accounts;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.Yespo;

/// <summary>Contacts are added and changed: <c>POST /api/v1/contact</c>, <c>POST /api/v1/contacts</c>, <c>PUT /api/v1/contact/{id}</c>.</summary>
public static class ContactCallsApi
{
    private static readonly DoorRules One =
        new(YespoIntegration.Source, 1 << 20, YespoCall.Bare.ReadContact) { Door = YespoIntegration.ContactDoor };

    private static readonly DoorRules Many =
        new(YespoIntegration.Source, 16 << 20, YespoCall.Bare.ReadContacts) { Door = YespoIntegration.ContactsDoor };

    public static void MapContactCalls(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/contact", AddAsync).OpensByKey()
            .WithTags("Doors").WithSummary("Add or change a contact (Basic authentication, the key as password)").ExcludeFromDescription();
        routes.MapPost("/api/v1/contacts", AddManyAsync).OpensByKey()
            .WithTags("Doors").WithSummary("Add or change up to 3000 contacts (Basic authentication, the key as password)").ExcludeFromDescription();
        routes.MapPut("/api/v1/contact/{id}", ChangeAsync).OpensByKey()
            .WithTags("Doors").WithSummary("Change the contact of a number (Basic authentication, the key as password)").ExcludeFromDescription();
    }

    private static async Task<IResult> AddAsync(HttpContext context, YespoDesk desk)
    {
        var admission = await desk.AdmitAsync(context, Permission.Ingest);
        if (admission.Caller is not { } caller) return YespoKey.Refuse(context, admission.Refusal ?? DoorProblems.Unauthorized(YespoKey.Hint));
        ContactCall? read = null;
        var taken = await desk.TakeAsync(context, One, caller, body => [new Loose(body).Id("id")], call => (read = new ContactCall(call)).Read);
        if (taken.Problem is { } problem) return YespoKey.Refuse(context, problem);
        return TypedResults.Ok(new ContactAnswer(await desk.NumberAsync(caller, read?.Who ?? new(), context.RequestAborted)));
    }

    private static async Task<IResult> AddManyAsync(HttpContext context, YespoDesk desk)
    {
        var admission = await desk.AdmitAsync(context, Permission.Ingest);
        if (admission.Caller is not { } caller) return YespoKey.Refuse(context, admission.Refusal ?? DoorProblems.Unauthorized(YespoKey.Hint));
        ContactsCall? read = null;
        var taken = await desk.TakeAsync(context, Many, caller, Mentioned, call => (read = new ContactsCall(call)).Read);
        return taken.Problem is { } problem
            ? YespoKey.Refuse(context, problem)
            : TypedResults.Ok(new ContactsAnswer(read?.Session?.ToString(), read?.Failed ?? [], null));
    }

    private static async Task<IResult> ChangeAsync(string id, HttpContext context, YespoDesk desk)
    {
        var admission = await desk.AdmitAsync(context, Permission.Ingest);
        if (admission.Caller is not { } caller) return YespoKey.Refuse(context, admission.Refusal ?? DoorProblems.Unauthorized(YespoKey.Hint));
        if (await desk.FindAsync(caller, id, context.RequestAborted) is null) return YespoKey.Refuse(context, ContactReadsApi.NoContact(id));
        var taken = await desk.TakeAsync(context, One, caller, id, call => call.ReadContact);
        return taken.Problem is { } problem ? YespoKey.Refuse(context, problem) : TypedResults.Ok();
    }

    private static IEnumerable<string?> Mentioned(JsonElement body) =>
        new Loose(body).List("contacts", ContactsCall.MostContacts)?.Select(contact => contact.Id("id")) ?? [];
}

/// <param name="Id">The contact's number; null when it is not known within moments, because much else is waiting to be processed.</param>
public sealed record ContactAnswer(long? Id);

/// <param name="AsyncSessionId">Under what the state of the import can be asked for; null when no contact was taken.</param>
/// <param name="FailedContacts">Those that were not taken, each with its <c>error</c>.</param>
/// <param name="Id">Of many contacts there is no one number.</param>
public sealed record ContactsAnswer(string? AsyncSessionId, IReadOnlyList<RawJson> FailedContacts, long? Id);
