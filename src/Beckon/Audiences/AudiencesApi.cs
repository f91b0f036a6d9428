using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Contacts.Groups;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Audiences;

/// <summary>Audiences: make, edit, delete, compare, and keep as a list.</summary>
public static class AudiencesApi
{
    public static void MapAudienceRoutes(this IEndpointRouteBuilder routes)
    {
        var audiences = routes.MapGroup("/api/audiences").WithTags("Audiences");
        audiences.MapGet("", ListAsync).Requires(Permission.ContactsRead).WithSummary("All audiences by name, with how many are in them");
        audiences.MapPost("", AddAsync).Requires(Permission.ContactsWrite).WithSummary("Make an audience; it is worked out for everybody in the background and follows every event from then on")
            .ProducesProblem(StatusCodes.Status409Conflict);
        audiences.MapGet("{id}", GetAsync).Requires(Permission.ContactsRead).WithSummary("One audience").ProducesProblem(StatusCodes.Status404NotFound);
        audiences.MapPatch("{id}", EditAsync).Requires(Permission.ContactsWrite).WithSummary("Edit an audience; a new filter is worked out for everybody in the background")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        audiences.MapDelete("{id}", DeleteAsync).Requires(Permission.ContactsWrite).WithSummary("Delete an audience; its contacts stay")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        audiences.MapGet("{id}/overlap/{other}", OverlapAsync).Requires(Permission.ContactsRead).WithSummary("How many are in two audiences, and in both")
            .ProducesProblem(StatusCodes.Status404NotFound);
        audiences.MapPost("{id}/list", SnapshotAsync).Requires(Permission.ContactsWrite).WithSummary("Make a static list of those who are in the audience now")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapGet("/api/contacts/{id}/audiences", OfContactAsync).WithTags("Audiences").Requires(Permission.ContactsRead)
            .WithSummary("The audiences that a contact is in").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<AudienceList>> ListAsync(Caller caller, AudienceDesk desk, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var context = await AudienceDesk.ContextAsync(connection, caller.WorkspaceId, ct);
        return TypedResults.Ok(new AudienceList([.. (await AudienceStore.ListAsync(connection, caller.WorkspaceId, ct)).Select(one => AudienceView.Of(one, context))]));
    }

    private static async Task<Results<Created<AudienceView>, ValidationProblem, ProblemHttpResult>> AddAsync(
        NewAudience request, Caller caller, AudienceDesk desk, CancellationToken ct)
    {
        var faults = new Faults();
        var (name, description) = (request.Name.Trim(), request.Description?.Trim() ?? "");
        CheckWords(name, description, faults);
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var context = await AudienceDesk.CheckAsync(connection, caller.WorkspaceId, request.Filter, self: null, faults, ct);
        if (context.Audiences.Count >= Audience.Most) faults.Add("name", $"There are {Audience.Most} audiences, which is as many as there can be. Delete one first.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        if (await desk.AddAsync(caller, name, description, request.Filter, ct) is not { } audience) return Taken(name);
        var view = AudienceView.Of(audience, context);
        return TypedResults.Created($"/api/audiences/{view.Id}", view);
    }

    private static async Task<Results<Ok<AudienceView>, ProblemHttpResult>> GetAsync(string id, Caller caller, AudienceDesk desk, HttpResponse response, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        if (await FindAsync(connection, caller, id, ct) is not { } audience) return Unknown(id);
        response.Headers.ETag = Etag(audience.Version);
        return TypedResults.Ok(AudienceView.Of(audience, await AudienceDesk.ContextAsync(connection, caller.WorkspaceId, ct)));
    }

    private static async Task<Results<Ok<AudienceView>, ValidationProblem, ProblemHttpResult>> EditAsync(
        string id, AudienceEdit request, Caller caller, AudienceDesk desk, HttpContext http, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        if (await FindAsync(connection, caller, id, ct) is not { } audience) return Unknown(id);
        if (http.Request.Headers.IfMatch is { Count: > 0 } match && match != Etag(audience.Version)) return Stale();
        if (!audience.IsUnderstood) return TooNew();
        var edited = audience with
        {
            Name = request.Name?.Trim() ?? audience.Name,
            Description = request.Description?.Trim() ?? audience.Description,
            Filter = request.Filter ?? audience.Filter,
        };
        var faults = new Faults();
        CheckWords(edited.Name, edited.Description, faults);
        if (request.Filter is { } filter) await AudienceDesk.CheckAsync(connection, caller.WorkspaceId, filter, audience.Id, faults, ct);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        switch (await desk.EditAsync(caller, audience, edited, ct))
        {
            case EditOutcome.Stale: return Stale();
            case EditOutcome.NameTaken: return Taken(edited.Name);
        }
        http.Response.Headers.ETag = Etag(audience.Version + 1);
        var now = await AudienceStore.FindAsync(connection, caller.WorkspaceId, audience.Id, ct) ?? edited;
        return TypedResults.Ok(AudienceView.Of(now, await AudienceDesk.ContextAsync(connection, caller.WorkspaceId, ct)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, Caller caller, AudienceDesk desk, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        if (await FindAsync(connection, caller, id, ct) is not { } audience) return Unknown(id);
        var users = await desk.DeleteAsync(caller, audience, ct);
        return users.Count == 0 ? TypedResults.NoContent() : TypedResults.Problem(
            $"Take it out of these first: {string.Join(", ", users)}.", title: "Other audiences are made of this one.", statusCode: StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<AudienceOverlap>, ProblemHttpResult>> OverlapAsync(string id, string other, Caller caller, AudienceDesk desk, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        if (await FindAsync(connection, caller, id, ct) is not { } one) return Unknown(id);
        if (await FindAsync(connection, caller, other, ct) is not { } second) return Unknown(other);
        var (first, last, both) = await AudienceReadStore.OverlapAsync(connection, caller.WorkspaceId, one.Id, second.Id, ct);
        return TypedResults.Ok(new AudienceOverlap(first, last, both));
    }

    private static async Task<Results<Created<ContactGroupView>, ValidationProblem, ProblemHttpResult>> SnapshotAsync(
        string id, GroupName request, Caller caller, AudienceDesk desk, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        if (await FindAsync(connection, caller, id, ct) is not { } audience) return Unknown(id);
        if (ContactGroup.NameOf(request.Name) is not { } name) return GroupsApi.Nameless();
        if (await desk.SnapshotAsync(caller, audience, name, ct) is not { } list) return GroupsApi.Taken(GroupKind.List, name);
        var view = ContactGroupView.Of(list);
        return TypedResults.Created($"/api/contact-lists/{view.Id}", view);
    }

    private static async Task<Results<Ok<ContactAudiences>, ProblemHttpResult>> OfContactAsync(string id, Caller caller, AudienceDesk desk, ContactStore contacts, CancellationToken ct)
    {
        if (!PublicId.TryParse(Ids.Contact, id, out var given) || await contacts.ResolveAsync(caller.WorkspaceId, given, ct) is not { } contact) return ContactsApi.Unknown(id);
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var audiences = await AudienceReadStore.OfContactAsync(connection, caller.WorkspaceId, contact, ct);
        return TypedResults.Ok(new ContactAudiences([.. audiences.Select(one => new ContactAudience(Ids.Out(Ids.Audience, one.Id), one.Name, one.Since))]));
    }

    internal static async Task<Audience?> FindAsync(Npgsql.NpgsqlConnection connection, Caller caller, string id, CancellationToken ct) =>
        PublicId.TryParse(Ids.Audience, id, out var known) ? await AudienceStore.FindAsync(connection, caller.WorkspaceId, known, ct) : null;

    internal static ProblemHttpResult Unknown(string id) => TypedResults.Problem(
        $"This workspace has no audience {id}. GET /api/audiences lists them.", title: "There is no such audience.", statusCode: StatusCodes.Status404NotFound);

    private static void CheckWords(string name, string description, Faults faults)
    {
        if (name.Length is 0 or > Audience.LongestName || name.Any(char.IsControl)) faults.Add("name", $"Give it a name of 1 to {Audience.LongestName} characters.");
        if (description.Length > Audience.LongestDescription || description.Contains('\0', StringComparison.Ordinal))
            faults.Add("description", $"Describe it in at most {Audience.LongestDescription} characters.");
    }

    private static string Etag(int version) => $"\"{version}\"";

    private static ProblemHttpResult TooNew() => TypedResults.Problem(
        "It was made by a later version of Beckon. Upgrade this node to change it.", title: "This audience has conditions that are not known here.",
        statusCode: StatusCodes.Status409Conflict);

    private static ProblemHttpResult Stale() => TypedResults.Problem(
        "Somebody has changed this audience meanwhile. Read it again and repeat your change.", title: "This is not its latest version.",
        statusCode: StatusCodes.Status412PreconditionFailed);

    private static ProblemHttpResult Taken(string name) => TypedResults.Problem(
        $"Use it, or choose another name than {name}.", title: "There is an audience of this name.", statusCode: StatusCodes.Status409Conflict);
}
