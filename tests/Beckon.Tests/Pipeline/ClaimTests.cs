using Beckon.Events;

namespace Beckon.Tests.Pipeline;

/// <summary>What a browser claims about a person is worth little: it opens nothing that only the shop or the person can open.</summary>
public sealed class ClaimTests : IAsyncLifetime
{
    private const string Ada = "ada@example.com";
    private const string Consents = "select status from consent where workspace_id = $1";
    private const string People = "select email, first_name from contact where workspace_id = $1 and merged_into is null order by email";

    private PipelineWorld _world = null!;

    public async Task InitializeAsync() => _world = await PipelineWorld.CreateAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task An_address_that_a_browser_claims_subscribes_nobody_until_the_shop_knows_it_too()
    {
        await _world.SendAsync(Claimed("browser-1", Ada));
        await _world.SendAsync(Claimed("browser-1", Ada));
        (await _world.RowsAsync(Consents)).ShouldBeEmpty();
        await _world.SendAsync(_world.Ordered(Ada, "o1", OrderStatus.Delivered));
        (await _world.RowsAsync(Consents)).ShouldBe(["subscribed"]);
    }

    [Fact]
    public async Task It_may_come_in_one_batch_with_what_the_shop_knows()
    {
        await _world.SendAsync(Claimed("browser-1", Ada), _world.Ordered(Ada, "o1", OrderStatus.Delivered), Claimed("browser-2", "bo@example.com"));
        (await _world.RowsAsync(Consents)).ShouldBe(["subscribed"]);
    }

    [Fact]
    public async Task A_claim_about_somebody_who_has_refused_changes_nothing()
    {
        await _world.SendAsync(_world.Ordered(Ada, "o1", OrderStatus.Delivered));
        await _world.RunAsync("update consent set status = 'unsubscribed' where workspace_id = $1", _world.WorkspaceId);
        await _world.SendAsync(Claimed("browser-1", Ada));
        (await _world.RowsAsync(Consents)).ShouldBe(["unsubscribed"]);
    }

    [Fact]
    public async Task It_identifies_and_fills_gaps_but_corrects_nothing()
    {
        await _world.SendAsync(_world.Event(EventNames.ViewedProduct, e => e with { Who = new Identifiers { AnonymousId = "browser-1" }, Claimed = true }));
        await _world.SendAsync(_world.Event(EventNames.CustomerUpdated, e => e with { Who = new Identifiers { Email = Ada }, Profile = new Profile("Ada", null) }));
        await _world.SendAsync(Claimed("browser-1", Ada) with { Profile = new Profile("Mallory", "Lovelace") });
        (await _world.RowsAsync(People)).ShouldBe([$"{Ada} Ada"]);
        (await _world.RowsAsync("select last_name from contact where workspace_id = $1 and email is not null")).ShouldBe(["Lovelace"]);
    }

    private CanonicalEvent Claimed(string browser, string email) =>
        _world.Event(EventNames.CustomerUpdated, e => e with { Who = new Identifiers { AnonymousId = browser, Email = email }, Claimed = true });
}
