using Beckon.Audiences.Language;
using Beckon.Contacts;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Tests.Pipeline;

namespace Beckon.Tests.Audiences;

/// <summary>
/// Whatever happens, in whatever batches, with merges, late and repeated events, and however time passes: who is kept as a member is who fits.
/// </summary>
public sealed class LiveMembershipTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(21)]
    [InlineData(31)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    public async Task Members_are_those_who_fit_at_every_moment(int seed)
    {
        var random = new Random(seed);
        await using var world = await PipelineWorld.CreateAsync();
        var audiences = await AddAsync(world);
        await world.Audiences.BuildAsync();
        var stream = new RandomStream(Enumerable.Range(0, 160).Select(_ => random.Next())).Events;
        var everIn = new HashSet<string>();
        for (var at = 0; at < stream.Count;)
        {
            CanonicalEvent[] batch = [.. stream.Skip(at).Take(random.Next(1, 25)).Where(e => e.Feedback is null)];
            at += 25;
            if (batch.Length == 0) continue;
            var until = batch.Max(e => e.ReceivedAt);
            if (until > world.Time.GetUtcNow()) world.Time.Advance(until - world.Time.GetUtcNow());
            await world.SendAsync(batch);
            await world.Audiences.WaitAsync(TimeSpan.Zero);
            await CheckAsync(world, everIn, $"after the events up to {at}");
            await world.Audiences.WaitAsync(TimeSpan.FromMinutes(random.Next(0, 300)));
            await world.ProcessAsync();
            await CheckAsync(world, everIn, $"a while after the events up to {at}");
        }
        await world.Audiences.WaitAsync(TimeSpan.FromDays(10));
        await CheckAsync(world, everIn, "ten days later");
        everIn.Count.ShouldBeGreaterThan(audiences / 2, "The audiences must have had members.");
    }

    // Together everybody is looked at; one by one, only who can be a member where time brings nobody in.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_audience_that_is_made_in_the_middle_is_worked_out_for_those_who_are_there(bool oneByOne)
    {
        var random = new Random(7);
        await using var world = await PipelineWorld.CreateAsync();
        CanonicalEvent[] stream = [.. new RandomStream(Enumerable.Range(0, 80).Select(_ => random.Next())).Events.Where(e => e.Feedback is null)];
        world.Time.Advance(TimeSpan.FromDays(2));
        await world.SendAsync(stream[..40]);
        await AddAsync(world, oneByOne);
        await world.SendAsync(stream[40..]);
        await world.Audiences.BuildAsync();
        await CheckAsync(world, [], "after the build");
        (await world.RowsAsync("select name from event where workspace_id = $1 and name like 'audience_%'")).Count
            .ShouldBeLessThan(400, "who was there already is not told of");
        await world.Audiences.WaitAsync(TimeSpan.FromDays(40));
        await CheckAsync(world, [], "forty days later");
    }

    [Fact]
    public async Task A_cart_left_thirty_minutes_ago_is_no_longer_one_of_the_last_thirty_minutes()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var id = await world.Audiences.AddAsync("Fresh carts", new EventCondition(EventNames.CartAbandoned) { Time = Last(30, TimeUnit.Minutes) });
        await world.Audiences.BuildAsync();
        await world.SendAsync(world.Abandoned("ada@example.com", "c1"));
        (await CountAsync(world)).ShouldBe(1);

        await world.Audiences.WaitAsync(TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(1));
        (await CountAsync(world)).ShouldBe(1);
        await world.Audiences.WaitAsync(TimeSpan.FromMilliseconds(1));
        (await CountAsync(world)).ShouldBe(0);

        await world.ProcessAsync();
        (await world.RowsAsync("select name, properties ->> 'audienceId' from event where workspace_id = $1 and name like 'audience_%' order by id"))
            .ShouldBe([$"audience_entered {id}", $"audience_exited {id}"]);
    }

    [Fact]
    public async Task Who_bought_in_the_same_batch_never_came_in()
    {
        await using var world = await PipelineWorld.CreateAsync();
        await world.Audiences.AddAsync("Left and not bought", new AllOf(
        [
            new EventCondition(EventNames.CartAbandoned),
            new NoneOf([new OrderCondition()]),
        ]));
        await world.SendAsync(world.Abandoned("ada@example.com", "c1"), world.Ordered("ada@example.com", "o1", OrderStatus.Delivered));
        (await CountAsync(world)).ShouldBe(0);
        (await world.RowsAsync("select name from event where workspace_id = $1 and name like 'audience_%'")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Loaded_history_fills_audiences_and_starts_nothing()
    {
        await using var world = await PipelineWorld.CreateAsync();
        await world.Audiences.AddAsync("Left a cart", new EventCondition(EventNames.CartAbandoned));
        await world.Audiences.BuildAsync();
        await world.SendAsync(world.Abandoned("ada@example.com", "c1") with { Backfill = true });
        (await CountAsync(world)).ShouldBe(1);
        await world.ProcessAsync();
        (await world.RowsAsync("select count(*) from event where workspace_id = $1 and name = 'audience_entered'")).ShouldBe(["1"]);
    }

    [Fact]
    public async Task An_item_that_comes_back_into_stock_brings_in_who_left_it()
    {
        await using var world = await PipelineWorld.CreateAsync();
        await world.Audiences.AddAsync("Back in stock", new AbandonedItemCondition(ItemStock.BackInStock));
        await world.Audiences.AddAsync("In stock", new AbandonedItemCondition(ItemStock.InStock));
        await world.Audiences.BuildAsync();
        // Left before anybody told of the product.
        await world.SendAsync(world.Abandoned("ada@example.com", "c1"));
        (await KeptAsync(world)).ShouldBe([("Back in stock", 0), ("In stock", 0)]);

        await TellOfProductAsync(world, inStock: true);
        (await KeptAsync(world)).ShouldBe([("Back in stock", 0), ("In stock", 1)]);
        await TellOfProductAsync(world, inStock: false);
        (await KeptAsync(world)).ShouldBe([("Back in stock", 0), ("In stock", 0)]);
        await TellOfProductAsync(world, inStock: true);
        (await KeptAsync(world)).ShouldBe([("Back in stock", 1), ("In stock", 1)]);
    }

    [Fact]
    public async Task Who_opened_a_message_of_a_campaign_can_be_asked_for_by_it()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var campaign = Ids.Out(Ids.Campaign, await world.GoLiveAsync());
        EventCondition Opened(string of) => new(EventNames.MessageOpened) { Where = [new PropertyTest("campaignId", new ValueTest(ValueOp.Is) { Text = of })] };
        await world.Audiences.AddAsync("Opened it", Opened(campaign));
        await world.Audiences.AddAsync("Opened another", Opened("cmp_another"));
        await world.Audiences.BuildAsync();
        await world.SendAsync(world.Abandoned("ada@example.com", "c1"));
        await world.SendAsync(world.Feedback(EventNames.MessageOpened, await world.OneIdAsync("select id from message where workspace_id = $1")));
        (await KeptAsync(world)).ShouldBe([("Opened it", 1), ("Opened another", 0)]);
    }

    private static async Task TellOfProductAsync(PipelineWorld world, bool inStock)
    {
        await world.SendAsync(world.Event("product_told", e => e with
        {
            Product = new ProductChange { ExternalId = "p1", State = ProductState.Sold, Variants = [new ProductVariant { Id = "v", InStock = inStock }] },
        }));
        await world.Audiences.BuildAsync();
        await world.Audiences.WaitAsync(TimeSpan.Zero);
    }

    private static async Task<List<(string Name, int Members)>> KeptAsync(PipelineWorld world)
    {
        var compared = await world.Audiences.CompareAsync();
        foreach (var (name, kept, fitting) in compared) kept.ShouldBe(fitting, name);
        return compared.ConvertAll(one => (one.Name, one.Kept.Count));
    }

    private static TimeTest Last(int amount, TimeUnit unit) => new(TimeOp.InLast) { Amount = amount, Unit = unit };

    private static async Task<int> CountAsync(PipelineWorld world) => (await world.Audiences.CompareAsync()).Sum(one => one.Kept.Count);

    private static async Task CheckAsync(PipelineWorld world, HashSet<string> everIn, string when)
    {
        foreach (var (name, kept, fitting) in await world.Audiences.CompareAsync())
        {
            kept.ShouldBe(fitting, $"{name}, {when}");
            if (kept.Count > 0) everIn.Add(name);
        }
    }

    // What the stream can change, each in its own way.
    private static async Task<int> AddAsync(PipelineWorld world, bool oneByOne = false)
    {
        Filter[] filters =
        [
            new EventCondition(EventNames.ViewedProduct) { Time = Last(30, TimeUnit.Minutes) },
            new EventCondition(EventNames.ViewedProduct) { Time = Last(5, TimeUnit.Hours), Is = new NumberTest(NumberOp.AtLeast, 2) },
            new EventCondition(EventNames.ViewedProduct) { Is = new NumberTest(NumberOp.AtMost, 0) },
            new EventCondition(EventNames.ViewedProduct) { Status = "a", Measure = EventMeasure.LastTime, Time = Last(1, TimeUnit.Days) },
            new AllOf([new EventCondition(EventNames.CartAbandoned) { Time = Last(2, TimeUnit.Hours) }, new NoneOf([new OrderCondition { Measure = OrderMeasure.LastTime, Time = Last(3, TimeUnit.Hours) }])]),
            new OrderCondition { Is = new NumberTest(NumberOp.AtLeast, 2) },
            new OrderCondition { Measure = OrderMeasure.Total, Is = new NumberTest(NumberOp.MoreThan, 60), Time = Last(1, TimeUnit.Days) },
            new OrderCondition { Measure = OrderMeasure.FirstTime, Time = Last(6, TimeUnit.Hours) },
            new ProfileCondition(ProfileAttribute.FirstName, new ValueTest(ValueOp.Is) { Text = "ada" }),
            new ProfileCondition(ProfileAttribute.Known, new ValueTest(ValueOp.IsFalse)),
            new ProfileCondition(ProfileAttribute.Email, new ValueTest(ValueOp.IsSet)),
            new ProfileCondition(ProfileAttribute.CreatedAt, new ValueTest(ValueOp.Time) { Time = Last(4, TimeUnit.Hours) }),
            new ProfileCondition(ProfileAttribute.LastSeenAt, new ValueTest(ValueOp.Time) { Time = Last(3, TimeUnit.Hours) }),
            new ReachableCondition(Channel.Email),
            new ConsentCondition(Channel.Email, ConsentStatus.Never),
            new RandomCondition(50),
            new AllOf([]),
        ];
        var ids = new List<string>();
        foreach (var filter in filters)
        {
            ids.Add(await world.Audiences.AddAsync($"{ids.Count}: {FilterJson.Write(filter)}", filter));
            if (oneByOne) await world.Audiences.BuildAsync();
        }
        await world.Audiences.AddAsync("in the first and not in another", new AllOf([new AudienceCondition(ids[0]), new NoneOf([new AudienceCondition(ids[5])])]));
        return filters.Length + 1;
    }
}
