using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Integrations.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.Yespo;

/// <summary>What can be asked: a contact by its number, how far an import is, and whose key it is.</summary>
public static class ContactReadsApi
{
    public static void MapContactReads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/contact/{id}", GetAsync).OpensByKey(Permission.ContactsRead)
            .WithTags("Doors").WithSummary("The contact of a number (Basic authentication, the key as password)").ExcludeFromDescription();
        routes.MapGet("/api/v1/importstatus/{id}", GetImportAsync).OpensByKey()
            .WithTags("Doors").WithSummary("How far an import of contacts is (Basic authentication, the key as password)").ExcludeFromDescription();
        routes.MapGet("/api/v1/account/info", GetAccountAsync).OpensByKey()
            .WithTags("Doors").WithSummary("Whose key it is (Basic authentication, the key as password)").ExcludeFromDescription();
    }

    private static async Task<IResult> GetAsync(
        string id, HttpContext context, YespoDesk desk, ContactNumbers numbers, ContactStore contacts, ContactLookupStore lookup)
    {
        var ct = context.RequestAborted;
        var admission = await desk.AdmitAsync(context, Permission.ContactsRead);
        if (admission.Caller is not { } caller) return YespoKey.Refuse(context, admission.Refusal ?? DoorProblems.Unauthorized(YespoKey.Hint));
        if (await desk.FindAsync(caller, id, ct) is not { } found || await contacts.ReadAsync(caller.WorkspaceId, found, ct) is not { } contact)
            return YespoKey.Refuse(context, NoContact(id));
        var known = (await lookup.IdentifiersAsync(caller.WorkspaceId, YespoDesk.SourceIn(caller), [found], ct)).GetValueOrDefault(found);
        return TypedResults.Ok(ContactView.Of(await numbers.OfAsync(caller.WorkspaceId, found, ct), contact, known?.CustomerId));
    }

    private static async Task<IResult> GetImportAsync(string id, HttpContext context, YespoDesk desk, ImportStore imports, CancellationToken ct)
    {
        var admission = await desk.AdmitAsync(context, Permission.Ingest);
        if (admission.Caller is not { } caller) return YespoKey.Refuse(context, admission.Refusal ?? DoorProblems.Unauthorized(YespoKey.Hint));
        var status = ImportSession.Parse(id) is { } session ? await imports.FindAsync(caller.WorkspaceId, YespoDesk.SourceIn(caller), session, ct) : null;
        return status is null ? YespoKey.Refuse(context, NoImport(id)) : TypedResults.Ok(status);
    }

    private static async Task<IResult> GetAccountAsync(HttpContext context, YespoDesk desk, WorkspaceStore workspaces, CancellationToken ct)
    {
        var admission = await desk.AdmitAsync(context, Permission.None);
        if (admission.Caller is not { } caller) return YespoKey.Refuse(context, admission.Refusal ?? DoorProblems.Unauthorized(YespoKey.Hint));
        return TypedResults.Ok(new AccountView(caller.Actor, (await workspaces.GetAsync(caller.WorkspaceId, ct)).Name));
    }

    /// <summary>The answer to a number that is nobody's.</summary>
    public static ProblemDetails NoContact(string number) => new()
    {
        Status = StatusCodes.Status404NotFound,
        Title = "There is no such contact.",
        Detail = $"Nobody in this workspace has the number {number}. POST /api/v1/contact answers with the number of a contact.",
    };

    private static ProblemDetails NoImport(string id) => new()
    {
        Status = StatusCodes.Status404NotFound,
        Title = "There is no such import.",
        Detail = $"Nothing was accepted under '{id}', or it was long ago. POST /api/v1/contacts answers with the asyncSessionId of an import.",
    };
}

/// <summary>A contact as Yespo's clients read one.</summary>
/// <param name="Id">The contact's number.</param>
/// <param name="FirstName">When it is known.</param>
/// <param name="LastName">When it is known.</param>
/// <param name="ExternalCustomerId">The shop's id of the customer.</param>
/// <param name="Channels">E-mail address and phone number.</param>
public sealed record ContactView(long Id, string? FirstName, string? LastName, string? ExternalCustomerId, IReadOnlyList<ContactChannel> Channels)
{
    public static ContactView Of(long number, ContactWhole contact, string? customerId) => new(
        number, contact.FirstName, contact.LastName, customerId,
        [
            .. contact.Identifiers
                .Where(one => one.Kind is IdentifierKind.Email or IdentifierKind.Phone)
                .Select(one => new ContactChannel(one.Kind == IdentifierKind.Email ? "email" : "sms", one.Value.TrimStart('+'))),
        ]);
}

/// <param name="Type"><c>email</c> or <c>sms</c>.</param>
/// <param name="Value">The address; the number in international form without the plus, as Yespo writes it.</param>
public sealed record ContactChannel(string Type, string Value);

/// <param name="UserEmail">The name of the key.</param>
/// <param name="OrganisationName">The workspace's name.</param>
public sealed record AccountView(string UserEmail, string OrganisationName);
