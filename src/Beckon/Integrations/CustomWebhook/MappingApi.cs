using System.Text.Json;
using Beckon.Accounts;
using Beckon.Integrations.Doors;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.CustomWebhook;

/// <summary>Tries a mapping before it is saved.</summary>
public static class MappingApi
{
    private const int MostShown = 20;

    public static void MapMapping(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/sources/{id}/mapping/preview", PreviewAsync).Requires(Permission.SettingsWrite).WithTags("Integrations")
            .WithSummary("What a mapping makes of a body; nothing is stored").ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<MappingPreview>, ValidationProblem, ProblemHttpResult>> PreviewAsync(
        string id, MappingTrial request, Caller caller, SourceDesk desk, WorkspaceStore workspaces, TimeProvider time, CancellationToken ct)
    {
        if (await desk.FindAsync(caller, id, ct) is not { } connected) return SourcesApi.Unknown(id);
        var faults = new Faults();
        MappingRules.Check(faults, "mapping", request.Mapping.ToString());
        if (faults.Any || !FieldMapping.TryParse(request.Mapping.ToString(), out var mapping)) return faults.ToProblem("Correct what is named below and send it again.");
        var arrival = new Arrival
        {
            Workspace = await workspaces.GetAsync(caller.WorkspaceId, ct),
            Source = connected.Source,
            RequestId = Ids.New(time),
            ReceivedAt = time.GetUtcNow(),
            NewId = () => Ids.New(time),
        };
        var elements = MappedEvent.Elements(mapping, request.Body.ToElement());
        return TypedResults.Ok(new MappingPreview(elements.Count, [.. elements.Take(MostShown).Select(element => Shown(arrival, mapping, element))]));
    }

    private static MappedView Shown(Arrival arrival, FieldMapping mapping, JsonElement element)
    {
        var (_, mapped, faults) = WebhookBody.Try(arrival, mapping, element);
        return new MappedView(RawJson.From(mapped), faults.ToErrors());
    }
}

/// <summary>A mapping to try.</summary>
/// <param name="Mapping">The mapping, as the setting <c>mapping</c> of the source holds it.</param>
/// <param name="Body">What the sender sends.</param>
public sealed record MappingTrial(RawJson Mapping, RawJson Body);

/// <summary>What a mapping makes of a body.</summary>
/// <param name="Count">How many events.</param>
/// <param name="Events">The first 20 of them.</param>
public sealed record MappingPreview(int Count, IReadOnlyList<MappedView> Events);

/// <summary>An event that a mapping makes.</summary>
/// <param name="Event">As the events call takes it.</param>
/// <param name="Problems">What does not fit, by the names of the events call. With any, the body is kept as <c>webhook_received</c> instead.</param>
public sealed record MappedView(RawJson Event, IDictionary<string, string[]> Problems);
