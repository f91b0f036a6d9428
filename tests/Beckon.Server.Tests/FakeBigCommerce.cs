using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Beckon.Tests.Integrations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Beckon.Server.Tests;

/// <summary>
/// The API of BigCommerce, as far as Beckon asks it: one cart, order, customer and product for each number that a test chooses, at the stage that the
/// test says, and answers that fail as often as it wants.
/// </summary>
public sealed class FakeBigCommerce
{
    public const string Token = "an access token";

    private static readonly Lazy<FakeBigCommerce> Lazily = new(() => new FakeBigCommerce());

    private readonly ConcurrentDictionary<string, int> _stages = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<int>> _failures = new();
    private readonly ConcurrentDictionary<string, int> _asked = new();
    private readonly WebApplication _app;

    private FakeBigCommerce()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapGet("/stores/{store}/v3/carts/{id}", (string store, string id, HttpContext context) => Answer(context, store, "cart", id.Split('-')[^1]));
        _app.MapGet("/stores/{store}/v2/orders/{id}", (string store, string id, HttpContext context) => Answer(context, store, "order", id));
        _app.MapGet("/stores/{store}/v2/orders/{id}/products", (string store, string id, HttpContext context) => Answer(context, store, "order_products", id));
        _app.MapGet("/stores/{store}/v3/orders/{id}/payment_actions/refunds", (string store, string id, HttpContext context) => Answer(context, store, "refunds", id));
        _app.MapGet("/stores/{store}/v3/customers", (string store, HttpContext context) => Answer(context, store, "customer", context.Request.Query["id:in"].ToString()));
        _app.MapGet("/stores/{store}/v3/catalog/products/{id}", (string store, string id, HttpContext context) => Answer(context, store, "product", id));
        _app.StartAsync().GetAwaiter().GetResult();
    }

    public static FakeBigCommerce Shared => Lazily.Value;

    public string Address => _app.Urls.First();

    /// <summary>What has become of the things of a number: the number of the call in hooks.json that has been made last.</summary>
    public void Reach(string number, int stage) => _stages[number] = stage;

    /// <summary>The next requests for a store are answered so; then it works again.</summary>
    public void Fail(string store, params int[] statuses) => _failures[store] = new(statuses);

    /// <summary>How often a store was asked.</summary>
    public int Asked(string store) => _asked.GetValueOrDefault(store);

    private IResult Answer(HttpContext context, string store, string what, string id)
    {
        _asked.AddOrUpdate(store, 1, (_, asked) => asked + 1);
        if (context.Request.Headers["X-Auth-Token"] != Token) return Results.StatusCode(401);
        if (_failures.TryGetValue(store, out var failures) && failures.TryDequeue(out var status))
        {
            if (status == 429) context.Response.Headers["X-Rate-Limit-Time-Reset-Ms"] = "300";
            return Results.StatusCode(status);
        }
        var number = id.Length >= 8 ? id[..8] : id;
        if (!_stages.TryGetValue(number, out var stage)) return Results.NotFound();
        var body = JsonNode.Parse(Fixture.Read($"BigCommerce/{what}.json").Replace(Fixture.Number, number, StringComparison.Ordinal))!;
        if (what == "order") Move(body.AsObject(), stage);
        if (what == "product") Change(body["data"]!.AsObject(), stage);
        return Results.Text(body.ToJsonString(), "application/json");
    }

    private static void Move(JsonObject order, int stage)
    {
        if (stage < 7) return;
        (order["status_id"], order["date_shipped"], order["date_modified"]) = (10, "Sat, 28 Feb 2026 09:00:00 +0000", "Sat, 28 Feb 2026 09:00:00 +0000");
        if (stage >= 8) (order["refunded_amount"], order["date_modified"]) = ("18.5000", "Sun, 01 Mar 2026 09:00:00 +0000");
        if (stage >= 9) (order["status_id"], order["date_modified"]) = (5, "Sun, 01 Mar 2026 10:00:00 +0000");
    }

    private static void Change(JsonObject product, int stage)
    {
        if (stage < 11) return;
        (product["calculated_price"], product["inventory_level"], product["date_modified"]) = (99, 0, "2026-02-21T10:00:00+00:00");
        if (stage >= 12) (product["inventory_level"], product["date_modified"]) = (30, "2026-02-22T10:00:00+00:00");
        if (stage >= 14) (product["inventory_level"], product["date_modified"]) = (2, "2026-02-23T10:00:00+00:00");
    }
}
