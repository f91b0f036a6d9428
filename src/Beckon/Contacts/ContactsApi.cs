using System.Text.Json;
using Beckon.Accounts;
using Beckon.Events;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Contacts;

/// <summary>The contacts: find them and see what is known of one.</summary>
public static class ContactsApi
{
    private const int LongestSearch = 200;

    public static void MapContactRoutes(this IEndpointRouteBuilder routes)
    {
        var contacts = routes.MapGroup("/api/contacts").WithTags("Contacts");
        contacts.MapGet("", ListAsync).Requires(Permission.ContactsRead).WithSummary("All contacts, or those a search finds");
        contacts.MapGet("count", CountAsync).Requires(Permission.ContactsRead).WithSummary("How many contacts there are, or a search finds");
        contacts.MapGet("{id}", GetAsync).Requires(Permission.ContactsRead).WithSummary("One contact with everything that is known of them")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<Page<ContactRow>>, ValidationProblem>> ListAsync(
        [AsParameters] ContactQuery query, Caller caller, ContactListStore contacts, WorkspaceStore workspaces, CancellationToken ct)
    {
        var faults = new Faults();
        var paging = Paging.Read(query.Limit, query.Cursor, faults);
        var sort = query.ReadSort(faults);
        CheckSearch(query.Q, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");

        var workspace = await workspaces.GetAsync(caller.WorkspaceId, ct);
        var search = ContactSearch.Parse(query.Q, workspace.CallingCode);
        var rows = await contacts.ListAsync(workspace.Id, new ContactFilter(paging.Fetch) { Sort = sort, Search = search, After = paging.After }, ct);
        return TypedResults.Ok(paging.Of(rows, contact => Row(contact, workspace.Currency), contact => contact.CursorIn(sort)));
    }

    private static async Task<Results<Ok<ContactCount>, ValidationProblem>> CountAsync(
        string? q, Caller caller, ContactListStore contacts, WorkspaceStore workspaces, CancellationToken ct)
    {
        var faults = new Faults();
        CheckSearch(q, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");
        var workspace = await workspaces.GetAsync(caller.WorkspaceId, ct);
        return TypedResults.Ok(await contacts.CountAsync(workspace.Id, ContactSearch.Parse(q, workspace.CallingCode), ct));
    }

    private static async Task<Results<Ok<ContactDetail>, ProblemHttpResult>> GetAsync(
        string id, Caller caller, ContactStore contacts, WorkspaceStore workspaces, CancellationToken ct)
    {
        if (!PublicId.TryParse(Ids.Contact, id, out var known)) return Unknown(id);
        if (await contacts.ReadAsync(caller.WorkspaceId, known, ct) is not { } contact) return Unknown(id);
        var workspace = await workspaces.GetAsync(caller.WorkspaceId, ct);
        return TypedResults.Ok(Detail(contact, workspace.Currency));
    }

    /// <summary>The answer to an id that names no contact of the workspace.</summary>
    public static ProblemHttpResult Unknown(string id) => TypedResults.Problem(
        $"This workspace has no contact {id}. GET /api/contacts lists them.",
        title: "There is no such contact.",
        statusCode: StatusCodes.Status404NotFound);

    private static void CheckSearch(string? q, Faults faults)
    {
        if (q?.Length > LongestSearch) faults.Add("q", $"Search with at most {LongestSearch} characters.");
    }

    private static ContactRow Row(ContactListed contact, string currency) => new(
        Ids.Out(Ids.Contact, contact.Id), contact.Name, contact.Email, contact.Phone, contact.Anonymous, contact.EmailConsent, contact.OrderCount,
        contact.OrderTotal, currency, contact.LastOrderAt, contact.LastSeenAt, contact.CreatedAt);

    private static ContactDetail Detail(ContactWhole contact, string currency) => new(
        Ids.Out(Ids.Contact, contact.Id),
        PersonName.Of(contact.FirstName, contact.LastName, contact.Email, contact.Phone),
        contact.FirstName, contact.LastName, contact.Email, contact.Phone, contact.Anonymous, contact.CreatedAt, contact.LastSeenAt,
        new Messageable(ReachByEmail(contact)),
        contact.Identifiers,
        [.. Enum.GetValues<Channel>().Select(channel => Consent(contact, channel))],
        contact.ConsentLog,
        contact.Suppressions,
        Stats(contact, currency),
        contact.CurrentCart,
        contact.Traits,
        RawJson.Parse(contact.Properties));

    private static Reach ReachByEmail(ContactWhole contact) => ConsentWords.ByEmail(
        contact.Email,
        contact.Consents.GetValueOrDefault(Channel.Email)?.Status ?? ConsentStatus.Never,
        contact.Suppressions.FirstOrDefault(one => one.Channel == Channel.Email)?.Reason);

    private static ContactConsent Consent(ContactWhole contact, Channel channel)
    {
        var stand = contact.Consents.GetValueOrDefault(channel);
        var status = stand?.Status ?? ConsentStatus.Never;
        var said = contact.ConsentLog.FirstOrDefault(entry => entry.Channel == channel);
        return new ContactConsent(channel, status, stand?.ChangedAt, ConsentWords.Why(channel, status, said));
    }

    private static ContactStats Stats(ContactWhole contact, string currency) => new(
        contact.OrderCount,
        contact.OrderTotal,
        contact.OrderCount > 0 ? Math.Round(contact.OrderTotal / contact.OrderCount, 2, MidpointRounding.AwayFromZero) : null,
        currency,
        contact.LastOrderAt);
}

/// <summary>Which contacts are asked for.</summary>
/// <param name="Q">
/// The beginning of an e-mail address, phone number (with or without country code), customer id, first or last name, or a whole "first last".
/// A search looks at the first thousand hits of each.
/// </param>
/// <param name="Sort">lastSeenAt (the default), createdAt and orderTotal: the latest or biggest first; name: A to Z.</param>
/// <param name="Limit">How many, 1 to 200; 50 when left out.</param>
/// <param name="Cursor">The nextCursor of the page before.</param>
public sealed record ContactQuery(
    [FromQuery] string? Q,
    [FromQuery, Choices("lastSeenAt", "createdAt", "orderTotal", "name")] string? Sort,
    [FromQuery] int? Limit,
    [FromQuery] string? Cursor)
{
    public ContactSort ReadSort(Faults faults)
    {
        if (string.IsNullOrEmpty(Sort)) return ContactSort.LastSeenAt;
        foreach (var sort in Enum.GetValues<ContactSort>())
        {
            if (JsonNamingPolicy.CamelCase.ConvertName(sort.ToString()) == Sort) return sort;
        }
        faults.Add("sort", "Sort by lastSeenAt, createdAt, orderTotal or name.");
        return ContactSort.LastSeenAt;
    }
}
