using Beckon.Accounts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Beckon.Loyalty;

/// <summary>Stores, and where they are.</summary>
public static class StoresApi
{
    private const int LongestId = 200;

    public static void MapStoreRoutes(this IEndpointRouteBuilder routes)
    {
        var stores = routes.MapGroup("/api/stores").WithTags("Stores");
        stores.MapGet("", ListAsync).Requires(Permission.SettingsRead).WithSummary("The stores in which people have joined the loyalty programme");
        stores.MapPut("{id}", PlaceAsync).Requires(Permission.SettingsWrite)
            .WithSummary("Say where a store is: who joined there has its time zone, unless the custom field time_zone says another");
    }

    private static async Task<Ok<StoreList>> ListAsync(Caller caller, NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return TypedResults.Ok(new StoreList(await StoreStore.ListAsync(connection, caller.WorkspaceId, ct)));
    }

    private static async Task<Results<NoContent, ValidationProblem>> PlaceAsync(
        string id, StorePlace request, Caller caller, NpgsqlDataSource database, Audit audit, CancellationToken ct)
    {
        var faults = new Faults();
        if (id.Length > LongestId) faults.Add("id", $"The id of a store has at most {LongestId} characters.");
        if (request.TimeZone is not null) WorkspaceRules.CheckTimeZone(faults, "timeZone", request.TimeZone);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await StoreStore.PlaceAsync(connection, caller.WorkspaceId, id, request.TimeZone, ct);
        await audit.WriteAsync(connection, caller, "store.placed", id, new { request.TimeZone }, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}

/// <summary>All stores.</summary>
/// <param name="Items">By name.</param>
public sealed record StoreList(IReadOnlyList<Store> Items);

/// <summary>Where a store is.</summary>
/// <param name="TimeZone">The IANA name of its zone; null: where the shop is.</param>
public sealed record StorePlace(string? TimeZone = null);
