using System.Diagnostics;
using Beckon.Accounts;
using Beckon.Audiences.Language;
using Beckon.Contacts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Audiences;

/// <summary>Filters tried out: who would fit, and why somebody does or does not.</summary>
public static class FiltersApi
{
    private const int UsualSample = 8;
    private const int MostSample = 50;

    public static void MapFilterRoutes(this IEndpointRouteBuilder routes)
    {
        var audiences = routes.MapGroup("/api/audiences").WithTags("Audiences");
        audiences.MapGet("ready", ReadyAsync).Requires(Permission.ContactsRead).WithSummary("Audiences that come with Beckon, to be used as they are or changed");
        audiences.MapPost("preview", PreviewAsync).Requires(Permission.ContactsRead).WithSummary("How many fit a filter at this moment, and some of them");
        audiences.MapPost("explain", ExplainAsync).Requires(Permission.ContactsRead).WithSummary("Why a contact fits a filter or does not, with what was seen")
            .ProducesProblem(StatusCodes.Status404NotFound);
        audiences.MapGet("{id}/explain/{contact}", ExplainMemberAsync).Requires(Permission.ContactsRead)
            .WithSummary("Why a contact is in an audience or not, with what was seen").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<ReadyAudienceList>> ReadyAsync(Caller caller, AudienceDesk desk, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var context = await AudienceDesk.ContextAsync(connection, caller.WorkspaceId, ct);
        return TypedResults.Ok(new ReadyAudienceList(
        [
            .. ReadyAudiences.All.Select(one => new ReadyAudienceView(one.Key, one.Group, one.Name, one.Description, one.Filter, FilterSentence.Of(one.Filter, context))),
        ]));
    }

    private static async Task<Results<Ok<AudiencePreview>, ValidationProblem>> PreviewAsync(AudienceTrial request, Caller caller, AudienceDesk desk, CancellationToken ct)
    {
        var faults = new Faults();
        if (request.Sample is < 0 or > MostSample) faults.Add("sample", $"Ask for 0 to {MostSample}.");
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var context = await AudienceDesk.CheckAsync(connection, caller.WorkspaceId, request.Filter, self: null, faults, ct);
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");
        var (today, _) = await desk.TodayAsync(caller.WorkspaceId, ct);
        var began = Stopwatch.GetTimestamp();
        var counted = await AudienceReadStore.CountAsync(connection, caller.WorkspaceId, context.Meanings.Of(request.Filter), today, request.Sample ?? UsualSample, ct);
        var took = (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return TypedResults.Ok(new AudiencePreview(
            counted.Fitting, counted.Contacts, FilterSentence.Of(request.Filter, context), [.. counted.Sample.Select(SampleView.Of)], took));
    }

    private static async Task<Results<Ok<ExplanationView>, ValidationProblem, ProblemHttpResult>> ExplainAsync(
        ExplainRequest request, Caller caller, AudienceDesk desk, ContactStore contacts, CancellationToken ct)
    {
        if (!PublicId.TryParse(Ids.Contact, request.Contact, out var given) || await contacts.ResolveAsync(caller.WorkspaceId, given, ct) is not { } contact)
            return ContactsApi.Unknown(request.Contact);
        var faults = new Faults();
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var context = await AudienceDesk.CheckAsync(connection, caller.WorkspaceId, request.Filter, self: null, faults, ct);
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");
        if (await desk.ExplainAsync(connection, caller.WorkspaceId, context, request.Filter, contact, ct) is not { } explained) return ContactsApi.Unknown(request.Contact);
        return TypedResults.Ok(new ExplanationView(Ids.Out(Ids.Contact, contact), explained.Holds, null, explained.Until, explained));
    }

    private static async Task<Results<Ok<ExplanationView>, ProblemHttpResult>> ExplainMemberAsync(
        string id, string contact, Caller caller, AudienceDesk desk, ContactStore contacts, CancellationToken ct)
    {
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        if (await AudiencesApi.FindAsync(connection, caller, id, ct) is not { } audience) return AudiencesApi.Unknown(id);
        if (!PublicId.TryParse(Ids.Contact, contact, out var given) || await contacts.ResolveAsync(caller.WorkspaceId, given, ct) is not { } known) return ContactsApi.Unknown(contact);
        var context = await AudienceDesk.ContextAsync(connection, caller.WorkspaceId, ct);
        if (await desk.ExplainAsync(connection, caller.WorkspaceId, context, audience.Filter, known, ct) is not { } explained) return ContactsApi.Unknown(contact);
        var since = await AudienceReadStore.EnteredAsync(connection, caller.WorkspaceId, audience.Id, known, ct);
        return TypedResults.Ok(new ExplanationView(Ids.Out(Ids.Contact, known), explained.Holds, since, explained.Until, explained));
    }
}
