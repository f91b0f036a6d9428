using Beckon.Audiences.Language;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Flows.Products;
using Beckon.Kernel;
using Beckon.Tests.Pipeline;

namespace Beckon.Tests.Flows;

/// <summary>Flows that begin when there is news of a product, for those who want it.</summary>
public sealed class ProductNewsTests : IAsyncLifetime
{
    private const string Ada = "ada@example.com";
    private const string Bo = "bo@example.com";
    private const string Cy = "cy@example.com";

    // Who is in a flow, and about what.
    private const string Runs =
        """
        select c.email, e.properties ->> 'productId', e.properties ->> 'price' from flow_run r
        join contact c on c.workspace_id = $1 and c.id = r.contact_id join event e on e.workspace_id = $1 and e.id = r.event_id
        where r.workspace_id = $1 and r.status <> 'skipped' order by 1, 2
        """;

    private PipelineWorld _world = null!;

    public async Task InitializeAsync() => _world = await PipelineWorld.CreateAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Who_looked_at_it_or_left_it_in_a_cart_hears_that_it_is_back()
    {
        await PublishAsync(new ProductTrigger(new EventTest(EventNames.BackInStock)));
        await _world.SendAsync(Viewed(Ada, "mug"), Viewed(Bo, "pot"), _world.Abandoned(Cy, "cart"));
        await SoldOutAndBackAsync("mug", "p1");
        (await TellAsync()).ShouldBe(2);
        (await _world.RowsAsync(Runs)).ShouldBe([$"{Ada} mug 12", $"{Cy} p1 12"]);
        (await TellAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Who_has_bought_it_since_or_looked_too_long_ago_does_not()
    {
        await PublishAsync(new ProductTrigger(new EventTest(EventNames.BackInStock)) { Within = new Duration(7, TimeUnit.Days) });
        await _world.SendAsync(Viewed(Cy, "mug"));
        _world.Time.Advance(TimeSpan.FromDays(8));
        var now = _world.Time.GetUtcNow();
        await _world.SendAsync(Viewed(Ada, "mug", now), Viewed(Bo, "mug", now), Bought(Bo, "mug", now.AddHours(1)), Bought(Cy, "pot", now.AddHours(1)));
        await _world.SendAsync(News(EventNames.BackInStock, """{"productId":"mug","price":12}""", now.AddHours(2)));
        await TellAsync();
        (await _world.RowsAsync(Runs)).ShouldBe([$"{Ada} mug 12"]);
    }

    [Fact]
    public async Task A_price_must_have_come_down_far_enough_and_properties_may_be_asked_for()
    {
        await PublishAsync(new ProductTrigger(new EventTest(EventNames.PriceDrop) { Where = [new PropertyTest("category", new ValueTest(ValueOp.Is) { Text = "tea" })] }) { CheaperByPercent = 10, PerProduct = true });
        await _world.SendAsync(Viewed(Ada, "a"), Viewed(Ada, "b"), Viewed(Ada, "c"), Viewed(Ada, "d"));
        await _world.SendAsync(
            News(EventNames.PriceDrop, """{"productId":"a","price":9,"previousPrice":10,"category":"tea"}"""),
            News(EventNames.PriceDrop, """{"productId":"b","price":"9.01","previousPrice":10,"category":"tea"}"""),
            News(EventNames.PriceDrop, """{"productId":"c","price":5,"previousPrice":"10","category":"cups"}"""),
            News(EventNames.PriceDrop, """{"productId":"d","price":5,"category":"tea"}"""));
        await TellAsync();
        (await _world.RowsAsync(Runs)).ShouldBe([$"{Ada} a 9"]);
    }

    [Fact]
    public async Task Of_news_that_come_together_each_hears_of_what_they_wanted_last_or_of_each_by_itself()
    {
        await PublishAsync(new ProductTrigger(new EventTest(EventNames.PriceDrop)));
        await _world.SendAsync(Viewed(Ada, "a"), Viewed(Ada, "b"), Viewed(Bo, "b"), Viewed(Bo, "a"));
        CanonicalEvent[] Drops() => [News(EventNames.PriceDrop, """{"productId":"a","price":1}"""), News(EventNames.PriceDrop, """{"productId":"b","price":1}""")];
        await _world.SendAsync(Drops());
        await TellAsync();
        (await _world.RowsAsync(Runs)).ShouldBe([$"{Ada} b 1", $"{Bo} a 1"]);

        await _world.RunAsync("update flow set status = 'paused' where workspace_id = $1", _world.WorkspaceId);
        await PublishAsync(new ProductTrigger(new EventTest(EventNames.PriceDrop)) { PerProduct = true });
        await _world.SendAsync(Drops());
        await TellAsync();
        (await _world.RowsAsync(Runs)).ShouldBe([$"{Ada} a 1", $"{Ada} b 1", $"{Ada} b 1", $"{Bo} a 1", $"{Bo} a 1", $"{Bo} b 1"]);
    }

    [Fact]
    public async Task What_is_new_of_a_brand_finds_who_bought_of_it()
    {
        await PublishAsync(new ProductTrigger(new EventTest(EventNames.NewProductAdded)) { Interest = [ProductInterest.Bought], In = InterestIn.Brand });
        await _world.SendAsync(Bought(Ada, "mug"), Viewed(Bo, "mug"), Bought(Cy, "pot", brand: "Other"));
        await _world.SendAsync(News(EventNames.NewProductAdded, """{"productId":"bowl","brand":"Kiln","price":8}"""), News(EventNames.NewProductAdded, """{"productId":"nameless","price":8}"""));
        await TellAsync();
        (await _world.RowsAsync(Runs)).ShouldBe([$"{Ada} bowl 8"]);
    }

    [Fact]
    public async Task Loaded_and_replayed_news_and_those_of_a_flow_that_was_stopped_are_told_to_nobody()
    {
        await PublishAsync(new ProductTrigger(new EventTest(EventNames.BackInStock)));
        await _world.SendAsync(Viewed(Ada, "mug"));
        const string mug = """{"productId":"mug","price":12}""";
        await _world.SendAsync(News(EventNames.BackInStock, mug) with { Backfill = true }, News(EventNames.BackInStock, mug) with { Replayed = true });
        (await TellAsync()).ShouldBe(0);
        await _world.SendAsync(News(EventNames.BackInStock, mug));
        await _world.RunAsync("update flow set status = 'paused' where workspace_id = $1", _world.WorkspaceId);
        _world.Flows.Forget(_world.WorkspaceId);
        (await TellAsync()).ShouldBe(0);
        (await _world.RowsAsync("select event_id from product_news where workspace_id = $1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_several_nodes_one_tells()
    {
        await PublishAsync(new ProductTrigger(new EventTest(EventNames.BackInStock)));
        await _world.SendAsync(Viewed(Ada, "mug"), News(EventNames.BackInStock, """{"productId":"mug","price":12}"""));
        (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Teller.TellAsync(_world.WorkspaceId, CancellationToken.None)))).Sum().ShouldBe(1);
    }

    private ProductNewsTeller Teller => new(_world.Source, _world.Flows, _world.Signal, _world.Time);

    private Task<LiveFlow> PublishAsync(ProductTrigger trigger) => _world.PublishAsync(new FlowDefinition { Trigger = trigger, Steps = [new EndStep("end")] });

    private async Task<int> TellAsync()
    {
        var told = await Teller.TellAsync(_world.WorkspaceId, CancellationToken.None);
        await _world.ProcessAsync();
        return told;
    }

    // As a shop's platform tells it: of the product, not of what is new about it.
    private async Task SoldOutAndBackAsync(params string[] products)
    {
        foreach (var inStock in new[] { true, false, true })
        {
            await _world.SendAsync([.. products.Select(product => _world.Event("product_updated", e => e with
            {
                Product = new ProductChange { ExternalId = product, State = ProductState.Sold, Variants = [new ProductVariant { Id = product, Price = 12, InStock = inStock }] },
            }))]);
            // The news are events of their own.
            await _world.ProcessAsync();
        }
    }

    private CanonicalEvent Viewed(string email, string product, DateTimeOffset? at = null) => At(at, _world.Event(EventNames.ViewedProduct, e => e with
    {
        Who = new Identifiers { Email = email },
        Properties = RawJson.Parse($$"""{"productId":"{{product}}","brand":"Kiln"}"""),
    }));

    private CanonicalEvent Bought(string email, string product, DateTimeOffset? at = null, string brand = "Kiln")
    {
        var e = At(at, _world.Ordered(email, $"order-{product}-{email}", OrderStatus.Delivered));
        return e with { Order = e.Order! with { PlacedAt = e.OccurredAt, Items = [new LineItem { ProductId = product, Brand = brand }] } };
    }

    private CanonicalEvent News(string name, string properties, DateTimeOffset? at = null) => At(at, _world.Event(name, e => e with { Properties = RawJson.Parse(properties) }));

    private CanonicalEvent At(DateTimeOffset? at, CanonicalEvent e)
    {
        var moment = at ?? e.OccurredAt;
        if (moment > _world.Time.GetUtcNow()) _world.Time.Advance(moment - _world.Time.GetUtcNow());
        return e with { OccurredAt = moment, ReceivedAt = moment, Id = at is null ? e.Id : Guid.CreateVersion7(moment) };
    }
}
