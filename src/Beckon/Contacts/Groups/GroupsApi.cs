using Beckon.Accounts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Contacts.Groups;

/// <summary>Lists and tags, and single contacts in them.</summary>
public static class GroupsApi
{
    public static void MapGroups(this IEndpointRouteBuilder routes)
    {
        MapKind(routes.MapGroup("/api/contact-lists").WithTags("Lists and tags"), GroupKind.List);
        MapKind(routes.MapGroup("/api/contact-tags").WithTags("Lists and tags"), GroupKind.Tag);
        routes.MapPost("/api/contact-lists", AddAsync).WithTags("Lists and tags").Requires(Permission.ContactsWrite).WithSummary("Make a list")
            .ProducesProblem(StatusCodes.Status409Conflict);
        var contact = routes.MapGroup("/api/contacts/{id}").WithTags("Lists and tags");
        contact.MapPut("lists/{list}", (string id, string list, Caller caller, GroupCalls calls, CancellationToken ct) => calls.PutAsync(id, list, caller, ct))
            .Requires(Permission.ContactsWrite).WithSummary("Add a contact to a list").ProducesProblem(StatusCodes.Status404NotFound);
        contact.MapDelete("lists/{list}", (string id, string list, Caller caller, GroupCalls calls, CancellationToken ct) => calls.TakeOutAsync(id, list, caller, ct))
            .Requires(Permission.ContactsWrite).WithSummary("Remove a contact from a list").ProducesProblem(StatusCodes.Status404NotFound);
        contact.MapPut("tags/{tag}", (string id, string tag, Caller caller, GroupCalls calls, CancellationToken ct) => calls.TagAsync(id, tag, caller, ct))
            .Requires(Permission.ContactsWrite).WithSummary("Tag a contact; the tag is named by its name").ProducesProblem(StatusCodes.Status404NotFound);
        contact.MapDelete("tags/{tag}", (string id, string tag, Caller caller, GroupCalls calls, CancellationToken ct) => calls.UntagAsync(id, tag, caller, ct))
            .Requires(Permission.ContactsWrite).WithSummary("Take a tag off a contact").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapKind(RouteGroupBuilder groups, GroupKind kind)
    {
        var what = Words.Of(kind);
        groups.MapGet("", (Caller caller, GroupDesk desk, CancellationToken ct) => ListAsync(kind, caller, desk, ct))
            .Requires(Permission.ContactsRead).WithSummary($"All {what}s by name, with how many contacts they have");
        groups.MapPatch("{id}", (string id, GroupName request, Caller caller, GroupDesk desk, CancellationToken ct) => RenameAsync(kind, id, request, caller, desk, ct))
            .Requires(Permission.ContactsWrite).WithSummary($"Rename a {what}")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        groups.MapDelete("{id}", (string id, Caller caller, GroupDesk desk, CancellationToken ct) => RemoveAsync(kind, id, caller, desk, ct))
            .Requires(Permission.ContactsWrite).WithSummary($"Delete a {what}; its contacts stay").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<ContactGroups>> ListAsync(GroupKind kind, Caller caller, GroupDesk desk, CancellationToken ct) =>
        TypedResults.Ok(new ContactGroups([.. (await desk.ListAsync(caller.WorkspaceId, kind, ct)).Select(ContactGroupView.Of)]));

    private static async Task<Results<Created<ContactGroupView>, ValidationProblem, ProblemHttpResult>> AddAsync(
        GroupName request, Caller caller, GroupDesk desk, CancellationToken ct)
    {
        if (ContactGroup.NameOf(request.Name) is not { } name) return Nameless();
        if (await desk.AddListAsync(caller, name, ct) is not { } list) return Taken(GroupKind.List, name);
        var view = ContactGroupView.Of(list);
        return TypedResults.Created($"/api/contact-lists/{view.Id}", view);
    }

    private static async Task<Results<Ok<ContactGroupView>, ValidationProblem, ProblemHttpResult>> RenameAsync(
        GroupKind kind, string id, GroupName request, Caller caller, GroupDesk desk, CancellationToken ct)
    {
        if (await desk.FindAsync(caller.WorkspaceId, kind, id, ct) is not { } group) return Unknown(kind, id);
        if (ContactGroup.NameOf(request.Name) is not { } name) return Nameless();
        if (!await desk.RenameAsync(caller, group, name, ct)) return Taken(kind, name);
        return TypedResults.Ok(ContactGroupView.Of(group with { Name = name }));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        GroupKind kind, string id, Caller caller, GroupDesk desk, CancellationToken ct)
    {
        if (await desk.FindAsync(caller.WorkspaceId, kind, id, ct) is not { } group) return Unknown(kind, id);
        await desk.RemoveAsync(caller, group, ct);
        return TypedResults.NoContent();
    }

    internal static ValidationProblem Nameless()
    {
        var faults = new Faults();
        faults.Add("name", $"Give it a name of 1 to {ContactGroup.LongestName} characters.");
        return faults.ToProblem("Correct what is named below and send it again.");
    }

    internal static ProblemHttpResult Unknown(GroupKind kind, string id) => TypedResults.Problem(
        $"This workspace has no {Words.Of(kind)} {id}. GET /api/contact-{Words.Of(kind)}s lists them.",
        title: $"There is no such {Words.Of(kind)}.", statusCode: StatusCodes.Status404NotFound);

    internal static ProblemHttpResult Taken(GroupKind kind, string name) => TypedResults.Problem(
        $"Use it, or choose another name than {name}.", title: $"There is a {Words.Of(kind)} of this name.", statusCode: StatusCodes.Status409Conflict);
}

/// <summary>Puts a single contact into a list or a tag and takes it out.</summary>
public sealed record GroupCalls(GroupDesk Desk, ContactStore Contacts)
{
    public async Task<Results<NoContent, ProblemHttpResult>> PutAsync(string id, string list, Caller caller, CancellationToken ct)
    {
        if (await ContactAsync(id, caller, ct) is not { } contact) return ContactsApi.Unknown(id);
        if (await Desk.FindAsync(caller.WorkspaceId, GroupKind.List, list, ct) is not { } group) return GroupsApi.Unknown(GroupKind.List, list);
        await Desk.PutAsync(caller.WorkspaceId, group.Id, contact, ct);
        return TypedResults.NoContent();
    }

    public async Task<Results<NoContent, ProblemHttpResult>> TakeOutAsync(string id, string list, Caller caller, CancellationToken ct)
    {
        if (await ContactAsync(id, caller, ct) is not { } contact) return ContactsApi.Unknown(id);
        if (await Desk.FindAsync(caller.WorkspaceId, GroupKind.List, list, ct) is not { } group) return GroupsApi.Unknown(GroupKind.List, list);
        await Desk.TakeOutAsync(caller.WorkspaceId, group.Id, contact, ct);
        return TypedResults.NoContent();
    }

    public async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> TagAsync(string id, string tag, Caller caller, CancellationToken ct)
    {
        if (ContactGroup.NameOf(tag) is not { } name) return GroupsApi.Nameless();
        if (await ContactAsync(id, caller, ct) is not { } contact) return ContactsApi.Unknown(id);
        await Desk.PutAsync(caller.WorkspaceId, await Desk.KeepTagAsync(caller.WorkspaceId, name, ct), contact, ct);
        return TypedResults.NoContent();
    }

    public async Task<Results<NoContent, ProblemHttpResult>> UntagAsync(string id, string tag, Caller caller, CancellationToken ct)
    {
        if (await ContactAsync(id, caller, ct) is not { } contact) return ContactsApi.Unknown(id);
        if (await Desk.TagAsync(caller.WorkspaceId, tag.Trim(), ct) is { } known) await Desk.TakeOutAsync(caller.WorkspaceId, known, contact, ct);
        return TypedResults.NoContent();
    }

    private async Task<Guid?> ContactAsync(string id, Caller caller, CancellationToken ct) =>
        PublicId.TryParse(Ids.Contact, id, out var known) ? await Contacts.ResolveAsync(caller.WorkspaceId, known, ct) : null;
}

/// <summary>The name of a list or tag.</summary>
/// <param name="Name">1 to 80 characters; no two lists, and no two tags, have the same but for capitals.</param>
public sealed record GroupName(string Name);

/// <summary>All lists, or all tags.</summary>
/// <param name="Items">By name.</param>
public sealed record ContactGroups(IReadOnlyList<ContactGroupView> Items);

/// <summary>A list or a tag.</summary>
/// <param name="Id">Starts with <c>lst_</c> or <c>tag_</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Members">How many contacts it has.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record ContactGroupView(string Id, string Name, long Members, DateTimeOffset CreatedAt)
{
    public static ContactGroupView Of(ContactGroup group) => new(GroupDesk.PublicIdOf(group), group.Name, group.Members, group.CreatedAt);
}
