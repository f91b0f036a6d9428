using Beckon.Orders;
using Dapper;
using Npgsql;

namespace Beckon.Server.Tests.Integrations;

/// <summary>What has come of a workspace's calls.</summary>
internal static class Stored
{
    /// <summary>The history, oldest first, once everything that was acknowledged has been processed.</summary>
    public static async Task<List<StoredEvent>> EventsAsync(this TestWorkspace shop)
    {
        await using var connection = await shop.Get<NpgsqlDataSource>().OpenConnectionAsync();
        await Eventually.Async(
            async () => !await connection.ExecuteScalarAsync<bool>("select exists (select from inbox where workspace_id = @Id)", new { shop.Id }));
        var events = await connection.QueryAsync<StoredEvent>(
            "select name, status, occurred_at, source_id, properties::text as properties from event where workspace_id = @Id order by id",
            new { shop.Id });
        return events.AsList();
    }

    /// <summary>How many requests are kept as they came.</summary>
    public static async Task<long> PayloadsAsync(this TestWorkspace shop)
    {
        await using var connection = await shop.Get<NpgsqlDataSource>().OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("select count(*) from raw_payload where workspace_id = @Id", new { shop.Id });
    }

    /// <summary>How many requests came from outside, without what Beckon says to itself as time passes.</summary>
    public static async Task<long> CalledAsync(this TestWorkspace shop)
    {
        await using var connection = await shop.Get<NpgsqlDataSource>().OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(
            "select count(*) from raw_payload where workspace_id = @Id and door <> @Door", new { shop.Id, IdleCart.Door });
    }

    public static async Task<long> DeadLettersAsync(this TestWorkspace shop)
    {
        await using var connection = await shop.Get<NpgsqlDataSource>().OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("select count(*) from dead_letter where workspace_id = @Id", new { shop.Id });
    }
}

/// <summary>An event as it lies in the history.</summary>
public sealed record StoredEvent(string Name, string? Status, DateTime OccurredAt, Guid SourceId, string Properties);
