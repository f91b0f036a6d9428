using System.Text.Json;
using Beckon.Integrations.BigCommerce;
using Beckon.Tests.Integrations;

namespace Beckon.Server.Tests.Integrations;

/// <summary>What BigCommerce only hints at is fetched, whatever happens on the way.</summary>
public sealed class BigCommerceFetchTests
{
    private static PlatformCall OrderCreated(string unique) => BigCommerceShop.Calls(unique)[5];

    [Fact]
    public async Task An_abandoned_cart_is_told_with_its_products_and_the_way_back()
    {
        var (workspace, door) = await ConnectAsync("carts");
        (await KnockAsync(door, BigCommerceShop.Calls("abandoned cart")[1])).Expect();

        var told = (await BigCommerceShop.SettledAsync(workspace)).ShouldHaveSingleItem();
        told.Name.ShouldBe("cart_abandoned");
        var contact = (await workspace.Owner.GetAnswerAsync("/api/contacts")).Expect().GetProperty("items")[0].GetProperty("id").GetString();
        var cart = (await workspace.Owner.GetAnswerAsync($"/api/contacts/{contact}")).Expect().GetProperty("currentCart");
        cart.GetProperty("status").GetString().ShouldBe("abandoned");
        cart.GetProperty("url").GetString().ShouldNotBeNull().ShouldStartWith("https://kettle.example/cart.php");
        cart.ToString().ShouldContain("Kettle");
    }

    [Fact]
    public async Task Refused_for_being_too_fast_and_failing_it_is_asked_again_until_it_answers()
    {
        var (workspace, door) = await ConnectAsync("limited");
        FakeBigCommerce.Shared.Fail("limited", 429, 500);
        (await KnockAsync(door, OrderCreated("limited"))).Expect();

        var waiting = default(JsonElement);
        await Eventually.Async(async () => (waiting = await FetchesAsync(workspace)).GetProperty("failing").GetInt64() == 1);
        (waiting.GetProperty("waiting").GetInt64(), waiting.GetProperty("error").GetString()).ShouldBe((1, "BigCommerce wants to be asked less often."));

        (await BigCommerceShop.SettledAsync(workspace)).Select(e => e.Name).ShouldBe(["order_updated", "order_created"], ignoreOrder: true);
        FakeBigCommerce.Shared.Asked("limited").ShouldBe(4);
        (await FetchesAsync(workspace)).GetProperty("waiting").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task What_is_there_no_more_is_kept_as_it_was_told()
    {
        var (workspace, door) = await ConnectAsync("gone");
        var call = OrderCreated("gone");
        (await KnockAsync(door, call with { Body = call.Body.Replace(Fixture.NumberOf("gone"), "99999999", StringComparison.Ordinal) })).Expect();

        (await BigCommerceShop.SettledAsync(workspace)).ShouldHaveSingleItem().Name.ShouldBe("bigcommerce_order_created");
    }

    [Fact]
    public async Task A_token_that_is_refused_is_shown_and_what_waits_is_fetched_with_a_better_one()
    {
        var (workspace, door) = await ConnectAsync("locked", token: "a wrong token");
        (await KnockAsync(door, OrderCreated("locked"))).Expect();
        await Eventually.Async(async () => (await FetchesAsync(workspace)).GetProperty("failing").GetInt64() == 1);
        (await FetchesAsync(workspace)).GetProperty("error").GetString().ShouldNotBeNull().ShouldContain("refuses the API token");
        (await workspace.EventsAsync()).ShouldBeEmpty();

        var id = door.Path["/webhooks/".Length..];
        (await workspace.Owner.PatchAnswerAsync($"/api/sources/{id}", new { secrets = new { apiToken = FakeBigCommerce.Token } })).Expect();
        (await KnockAsync(door, BigCommerceShop.Calls("locked")[3])).Expect();

        (await BigCommerceShop.SettledAsync(workspace)).Select(e => e.Name).ShouldContain("order_created");
    }

    [Fact]
    public async Task With_the_client_secret_a_signature_opens_the_door()
    {
        var workspace = await TestWorkspace.CreateAsync();
        var connected = (await workspace.Owner.PostAnswerAsync("/api/sources", BigCommerceShop.Connecting("signed", signingSecret: "client secret"))).Expect(201);
        var path = "/webhooks/" + connected.GetProperty("source").GetProperty("id").GetString();
        var call = OrderCreated("signed");
        Task<Answer> SignedAsync(string secret) => workspace.Anonymous.AskAsync(
            HttpMethod.Post, path, call.Body, ("webhook-id", "m1"), ("webhook-timestamp", "1772186400"),
            ("webhook-signature", "v1,bm9uZQ== v1," + BigCommerceProof.Sign(secret, "m1", "1772186400", call.Bytes)));

        (await SignedAsync("client secret")).Expect();
        (await SignedAsync("another")).Expect(401);
        (await workspace.Anonymous.AskAsync(HttpMethod.Post, path, call.Body)).Expect(401);
    }

    [Fact]
    public async Task Killed_between_the_call_and_the_fetch_it_fetches_after_the_restart()
    {
        using var folder = new DataFolder();
        (string, string)[] environment = [("BECKON_BIGCOMMERCE_API", FakeBigCommerce.Shared.Address), ("BECKON_KILL_AT", "fetch.claimed")];
        await using (var program = CartStream.Start(folder.Path, environment))
        {
            using var client = CartStream.Client(await program.ListeningAsync());
            var connected = (await client.PostAnswerAsync("/api/sources", BigCommerceShop.Connecting("killed"))).Expect(201);
            var path = "/webhooks/" + connected.GetProperty("source").GetProperty("id").GetString();
            var call = OrderCreated("killed");
            client.DefaultRequestHeaders.Authorization = new("Bearer", connected.GetProperty("token").GetString());
            // The answer may be lost in the fall; the call is on disk before the fetch begins.
            try
            {
                await client.AskAsync(HttpMethod.Post, path, call.Body);
            }
            catch (HttpRequestException)
            {
            }
            await program.EndedAsync();
            FakeBigCommerce.Shared.Asked("killed").ShouldBe(0);
        }

        await using var last = CartStream.Start(folder.Path, environment[0]);
        using var survivor = CartStream.Client(await last.ListeningAsync());
        await Eventually.Async(async () => (await CartStream.AllAsync(survivor, "/api/events?name=order_created")).Count == 1, seconds: 90);
        (await last.StopAsync()).ShouldBe(0);
    }

    private static async Task<JsonElement> FetchesAsync(TestWorkspace workspace)
    {
        var id = (await workspace.Owner.GetAnswerAsync("/api/sources")).Expect().GetProperty("items")[0].GetProperty("id").GetString();
        return (await workspace.Owner.GetAnswerAsync($"/api/sources/{id}/fetches")).Expect();
    }

    private static async Task<(TestWorkspace Workspace, OpenedDoor Door)> ConnectAsync(string store, string? token = null)
    {
        var workspace = await TestWorkspace.CreateAsync();
        var connected = (await workspace.Owner.PostAnswerAsync("/api/sources", BigCommerceShop.Connecting(store, token))).Expect(201);
        return (workspace, new OpenedDoor(
            workspace, "/webhooks/" + connected.GetProperty("source").GetProperty("id").GetString(), connected.GetProperty("token").GetString() ?? ""));
    }

    private static Task<Answer> KnockAsync(OpenedDoor door, PlatformCall call) =>
        door.Workspace.Anonymous.AskAsync(HttpMethod.Post, door.Path, call.Body, ("Authorization", "Bearer " + door.Key));
}
