using Beckon.Accounts;
using Beckon.Events.Discoveries;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Beckon.Events.Catalogue;

/// <summary>What events there are: those of the catalogue, and those that came in.</summary>
public static class CatalogueApi
{
    private const int UsualDays = 30;
    private const int MostDays = 90;
    private const int MostWarnings = 1_000;

    public static void MapCatalogue(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("/api/events").WithTags("Events");
        events.MapGet("catalogue", List).Requires(Permission.HistoryRead).WithSummary("The events that Beckon knows the meaning of, and what they say");
        events.MapGet("names", NamesAsync).Requires(Permission.HistoryRead)
            .WithSummary("The names of all events that came in, how often, and from where; the most frequent first");
        events.MapGet("{name}/properties", PropertiesAsync).Requires(Permission.HistoryRead)
            .WithSummary("What the events of a name say: as the catalogue has it, and as it came in");
        events.MapGet("warnings", WarningsAsync).Requires(Permission.HistoryRead)
            .WithSummary("How many events did not fit the catalogue, by day, source and warning; the latest days first");
    }

    private static Ok<IReadOnlyList<EventType>> List() => TypedResults.Ok(EventCatalogue.All);

    private static async Task<Ok<List<EventNameSeen>>> NamesAsync(
        Caller caller, EventHistoryStore history, NpgsqlDataSource database, TimeProvider time, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var counts = await history.NamesAsync(caller.WorkspaceId, ct);
        var seen = (await DiscoveryReadStore.NamesAsync(connection, caller.WorkspaceId, ct)).ToLookup(one => one.Name, StringComparer.Ordinal);
        var warnings = await WarningStore.ByNameAsync(connection, caller.WorkspaceId, time.GetUtcNow().AddDays(-EventNameSeen.WarningDays), ct);
        return TypedResults.Ok(counts.ConvertAll(one => EventNameSeen.Of(one.Name, one.Count, seen[one.Name], warnings.GetValueOrDefault(one.Name))));
    }

    // A slash in a name stays encoded in an address.
    private static async Task<Ok<List<EventProperty>>> PropertiesAsync(string name, Caller caller, NpgsqlDataSource database, CancellationToken ct)
    {
        var known = name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        await using var connection = await database.OpenConnectionAsync(ct);
        var seen = known.Contains('\0') ? [] : await DiscoveryReadStore.PropertiesAsync(connection, caller.WorkspaceId, known, ct);
        return TypedResults.Ok(EventProperty.Of(EventCatalogue.TryFind(known, out var type) ? type.Properties : [], seen));
    }

    private static async Task<Results<Ok<List<WarningDay>>, ValidationProblem>> WarningsAsync(
        [AsParameters] WarningQuery query, Caller caller, WorkspaceStore workspaces, NpgsqlDataSource database, TimeProvider time, CancellationToken ct)
    {
        var faults = new Faults();
        if (query.Days is < 1 or > MostDays) faults.Add("days", $"Ask for 1 to {MostDays} days.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");
        var zone = (await workspaces.GetAsync(caller.WorkspaceId, ct)).TimeZone;
        var today = TimeZoneInfo.ConvertTime(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(zone)).Date;
        var from = DateOnly.FromDateTime(today).AddDays(1 - (query.Days ?? UsualDays));
        await using var connection = await database.OpenConnectionAsync(ct);
        return TypedResults.Ok(await WarningStore.DaysAsync(connection, caller.WorkspaceId, zone, from, MostWarnings, ct));
    }
}

/// <summary>Which warnings are asked for.</summary>
/// <param name="Days">Those of so many days, today included, 1 to 90; 30 when left out.</param>
public sealed record WarningQuery([FromQuery] int? Days);
