using System.Text.Json;
using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Analytics;

/// <summary>What happened with one contact. Here and not beside the contacts, because it also shows messages, which contacts know nothing of.</summary>
public static class TimelineApi
{
    public static void MapTimeline(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/contacts/{id}/timeline", ListAsync).WithTags("Contacts").Requires(Permission.HistoryRead)
            .WithSummary("What a contact did and what was sent to them, latest first").ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<Page<TimelineItem>>, ValidationProblem, ProblemHttpResult>> ListAsync(
        string id, int? limit, string? cursor, Caller caller, TimelineSources sources, CancellationToken ct)
    {
        var faults = new Faults();
        var paging = Paging.Read(limit, cursor, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");
        if (!PublicId.TryParse(Ids.Contact, id, out var asked)) return ContactsApi.Unknown(id);
        if (await sources.Contacts.ResolveAsync(caller.WorkspaceId, asked, ct) is not { } contact) return ContactsApi.Unknown(id);

        var workspace = await sources.Workspaces.GetAsync(caller.WorkspaceId, ct);
        var sentence = new EventSentence(workspace.Country, workspace.Currency);
        var lines = await sources.Timeline.ListAsync(caller.WorkspaceId, contact, paging, ct);
        return TypedResults.Ok(paging.Of(lines, line => line.IsMessage ? Message(line) : Event(line, sentence), line => new Cursor(line.Id, line.At)));
    }

    private static TimelineItem Message(TimelineRead line)
    {
        var status = line.MessageStatus ?? "queued";
        var id = Ids.Out(Ids.Message, line.Id);
        return new TimelineItem(
            TimelineKind.Message, id, line.At, line.Name, status, MessageSentence.Of(status, line.Reason, line.Subject, line.CampaignName), line.Reason,
            Ids.Out(Ids.Campaign, line.CampaignId), line.CampaignName, id, OrderId: null);
    }

    private static TimelineItem Event(TimelineRead line, EventSentence sentence)
    {
        var properties = JsonElement.Parse(line.Properties);
        var message = properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty("messageId", out var told) ? told.ToString() : null;
        return new TimelineItem(
            TimelineKind.Event, Ids.Out(Ids.Event, line.Id), line.At, line.Name, line.EventStatus,
            sentence.Of(line.Name, line.EventStatus, properties), Reason: null, CampaignId: null, CampaignName: null,
            PublicId.TryParse(Ids.Message, message, out _) ? message : null, Ids.Out(Ids.Order, line.OrderId));
    }
}

/// <summary>What a timeline is read from.</summary>
public sealed record TimelineSources(TimelineStore Timeline, ContactStore Contacts, WorkspaceStore Workspaces);
