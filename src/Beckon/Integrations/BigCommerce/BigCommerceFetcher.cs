using System.Buffers;
using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Fetching;
using Beckon.Integrations.Reading;
using Beckon.Kernel;
using Microsoft.Extensions.Logging;

namespace Beckon.Integrations.BigCommerce;

/// <summary>Fetches what a call is about and takes it in, together with the call. What cannot be had at all is kept as the call alone.</summary>
public sealed partial class BigCommerceFetcher(
    FetchStore fetches, SourceStore sources, BigCommerceClient client, Intake intake, TimeProvider time, ILogger<BigCommerceFetcher> log)
{
    private const string Resource = "resource";

    // With a token that is refused nothing can be had; when somebody has mended it, nobody wants to wait long.
    private static readonly TimeSpan RefusedFor = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(5);

    public async Task FetchAsync(PendingFetch fetch, CancellationToken ct)
    {
        var begun = time.GetUtcNow();
        KillPoint.Reach(KillPoint.FetchClaimed);
        if (await sources.GetAsync(fetch.WorkspaceId, fetch.SourceId, ct) is not { } connected)
        {
            // Disconnected meanwhile: what it tells is refused from then on.
            await fetches.DoneAsync(fetch, begun, ct);
            return;
        }
        using var call = JsonDocument.Parse(fetch.Call);
        var scope = BigCommerceScope.Of(Lenient.Of(call.RootElement) ?? throw new InvalidDataException("A call that is no object was kept."));
        var parts = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var failed = AccountOf(connected) is { } account
            ? await FetchAsync(account, scope, parts, ct)
            : new Fetched(null, FetchOutcome.Refused, "The store hash and the API token are missing: enter them under Settings, Integrations.");
        if (failed is { Outcome: not FetchOutcome.Gone })
        {
            if (NextTry(fetch, failed) is { } next)
            {
                await fetches.PutOffAsync(fetch, next, failed.Error ?? "", failed.Outcome is FetchOutcome.Slower or FetchOutcome.Refused, ct);
                return;
            }
            LogGivenUp(scope.Scope, failed.Error);
            parts.Clear();
        }
        var taken = await intake.TakeAsync(connected.Source, Together(call.RootElement, parts), BigCommerceIntegration.Calling, CancellationToken.None);
        if (taken.Problem is { } problem) await fetches.PutOffAsync(fetch, time.GetUtcNow() + Breath, problem.Title ?? "", allOfSource: false, ct);
        else await fetches.DoneAsync(fetch, begun, ct);
    }

    private static BigCommerceAccount? AccountOf(ConnectedSource connected) =>
        connected.Source.Settings[BigCommerceIntegration.StoreHash] is { } store && connected.Secrets[BigCommerceIntegration.ApiToken] is { } token
            ? new BigCommerceAccount(store, token)
            : null;

    private DateTimeOffset? NextTry(PendingFetch fetch, Fetched failed)
    {
        var now = time.GetUtcNow();
        if (FetchRules.NextTry(fetch, now, Random.Shared.NextDouble()) is not { } next) return null;
        if (failed.Outcome == FetchOutcome.Refused) return now + RefusedFor;
        var least = now + (failed.Wait ?? TimeSpan.Zero);
        return next > least ? next : least;
    }

    // What stopped it; null when everything that is needed came.
    private async Task<Fetched?> FetchAsync(BigCommerceAccount account, BigCommerceScope scope, Dictionary<string, JsonElement> parts, CancellationToken ct)
    {
        foreach (var (name, path) in Paths(scope))
        {
            var fetched = await client.GetAsync(account, path, ct);
            // An order without products, or without refunds, answers with nothing.
            if (fetched.Resource is { } resource) parts[name] = resource;
            else if (fetched.Outcome != FetchOutcome.Gone || name == Resource) return fetched;
        }
        return null;
    }

    private static IEnumerable<(string Name, string Path)> Paths(BigCommerceScope scope)
    {
        switch (scope.Kind)
        {
            case BigCommerceKind.Cart:
                yield return (Resource, $"v3/carts/{scope.Id}" + (scope.EventName == EventNames.CartAbandoned ? "?include=redirect_urls" : ""));
                break;
            case BigCommerceKind.Order:
                yield return (Resource, $"v2/orders/{scope.Id}");
                yield return ("products", $"v2/orders/{scope.Id}/products?limit=250");
                if (scope.EventName == EventNames.OrderRefunded) yield return ("refunds", $"v3/orders/{scope.Id}/payment_actions/refunds");
                break;
            case BigCommerceKind.Customer:
                yield return (Resource, $"v3/customers?id:in={scope.Id}&include=addresses");
                break;
            case BigCommerceKind.Product:
                yield return (Resource, $"v3/catalog/products/{scope.Id}?include=variants,primary_image");
                break;
        }
    }

    // The call, and beside its own fields what was fetched.
    private static ReadOnlyMemory<byte> Together(JsonElement call, Dictionary<string, JsonElement> parts)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var field in call.EnumerateObject()) field.WriteTo(writer);
            writer.WriteStartObject(BigCommerceIntegration.FetchedField);
            foreach (var (name, part) in parts)
            {
                writer.WritePropertyName(name);
                part.WriteTo(writer);
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What a call of BigCommerce is about ({Scope}) could not be fetched for two days: {Error}")]
    private partial void LogGivenUp(string scope, string? error);
}
