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
        var filter = ContactFilter.Read(query.Words, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");

        var workspace = await workspaces.GetAsync(caller.WorkspaceId, ct);
        var listing = new ContactListing(paging.Fetch, workspace.CallingCode) { Sort = sort, Filter = filter, After = paging.After };
        var rows = await contacts.ListAsync(workspace.Id, listing, ct);
        return TypedResults.Ok(paging.Of(rows, contact => Row(contact, workspace.Currency), contact => contact.CursorIn(sort)));
    }

    private static async Task<Results<Ok<ContactCount>, ValidationProblem>> CountAsync(
        [AsParameters] ContactFilterQuery query, Caller caller, ContactListStore contacts, WorkspaceStore workspaces, CancellationToken ct)
    {
        var faults = new Faults();
        var filter = ContactFilter.Read(query.Words, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");
        var workspace = await workspaces.GetAsync(caller.WorkspaceId, ct);
        return TypedResults.Ok(await contacts.CountAsync(workspace.Id, filter, workspace.CallingCode, ct));
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

    private static ContactRow Row(ContactListed contact, string currency) => new(
        Ids.Out(Ids.Contact, contact.Id), contact.Name, contact.Email, contact.Phone, contact.Anonymous, contact.EmailConsent,
        contact.SmsConsent, contact.Tags, RawJson.Parse(contact.Fields), contact.OrderCount,
        contact.OrderTotal, currency, contact.LastOrderAt, contact.LastSeenAt, contact.CreatedAt);

    internal static ContactDetail Detail(ContactWhole contact, string currency) => new(
        Ids.Out(Ids.Contact, contact.Id),
        PersonName.Of(contact.FirstName, contact.LastName, contact.Email, contact.Phone),
        contact.FirstName, contact.LastName, contact.Email, contact.Phone, contact.Anonymous, contact.CreatedAt, contact.LastSeenAt,
        new Messageable(ReachOn(contact, Channel.Email, contact.Email), ReachOn(contact, Channel.Sms, contact.Phone)),
        contact.Identifiers,
        [.. Enum.GetValues<Channel>().Select(channel => Consent(contact, channel))],
        contact.ConsentLog,
        contact.Suppressions,
        Stats(contact, currency),
        contact.CurrentCart,
        contact.Traits,
        RawJson.Parse(contact.Properties),
        RawJson.Parse(contact.Fields),
        contact.Tags,
        contact.Lists,
        contact.Rfm, contact.Prediction);

    private static Reach ReachOn(ContactWhole contact, Channel channel, string? address) => ConsentWords.On(
        channel,
        address,
        contact.Consents.GetValueOrDefault(channel)?.Status ?? ConsentStatus.Never,
        contact.Suppressions.FirstOrDefault(one => one.Channel == channel)?.Reason);

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
/// The beginning of an e-mail address, phone number (with or without country code), customer id, first or last name, or a whole "first last"; also
/// the end of a phone number.
/// A search looks at the first thousand hits of each.
/// </param>
/// <param name="List">The id of a list they are in.</param>
/// <param name="Tag">The name of a tag they have.</param>
/// <param name="Consent">A channel and where they stand on it, such as <c>email:subscribed</c>.</param>
/// <param name="Known">Known people (true) or anonymous visitors (false).</param>
/// <param name="Ordered">With (true) or without (false) a delivered order.</param>
/// <param name="Segment">The name of the RFM segment they are in.</param>
/// <param name="Recency">Their RFM recency score, 1 to 5.</param>
/// <param name="Frequency">Their RFM frequency score, 1 to 5.</param>
/// <param name="Audience">The id of an audience they are in.</param>
/// <param name="Sort">lastSeenAt (the default), createdAt and orderTotal: the latest or biggest first; name: A to Z.</param>
/// <param name="Limit">How many, 1 to 200; 50 when left out.</param>
/// <param name="Cursor">The nextCursor of the page before.</param>
public sealed record ContactQuery(
    [FromQuery] string? Q,
    [FromQuery] string? List,
    [FromQuery] string? Tag,
    [FromQuery] string? Consent,
    [FromQuery] bool? Known,
    [FromQuery] bool? Ordered,
    [FromQuery] string? Segment,
    [FromQuery] int? Recency,
    [FromQuery] int? Frequency,
    [FromQuery] string? Audience,
    [FromQuery, Choices("lastSeenAt", "createdAt", "orderTotal", "name")] string? Sort,
    [FromQuery] int? Limit,
    [FromQuery] string? Cursor)
{
    public ContactFilterWords Words => new(Q, List, Tag, Consent, Known, Ordered, Segment, Recency, Frequency, Audience);

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

/// <summary>Which contacts are meant.</summary>
/// <param name="Q">What to search for: see the list of contacts.</param>
/// <param name="List">The id of a list they are in.</param>
/// <param name="Tag">The name of a tag they have.</param>
/// <param name="Consent">A channel and where they stand on it, such as <c>email:subscribed</c>.</param>
/// <param name="Known">Known people (true) or anonymous visitors (false).</param>
/// <param name="Ordered">With (true) or without (false) a delivered order.</param>
/// <param name="Segment">The name of the RFM segment they are in.</param>
/// <param name="Recency">Their RFM recency score, 1 to 5.</param>
/// <param name="Frequency">Their RFM frequency score, 1 to 5.</param>
/// <param name="Audience">The id of an audience they are in.</param>
public sealed record ContactFilterQuery(
    [FromQuery] string? Q, [FromQuery] string? List, [FromQuery] string? Tag, [FromQuery] string? Consent, [FromQuery] bool? Known,
    [FromQuery] bool? Ordered, [FromQuery] string? Segment, [FromQuery] int? Recency, [FromQuery] int? Frequency,
    [FromQuery] string? Audience)
{
    public ContactFilterWords Words => new(Q, List, Tag, Consent, Known, Ordered, Segment, Recency, Frequency, Audience);
}
