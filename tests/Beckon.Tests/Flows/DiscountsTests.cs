using Beckon.Discounts;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Kernel;
using Beckon.Tests.Pipeline;

namespace Beckon.Tests.Flows;

/// <summary>Flows give codes of discounts: each to one person, and once.</summary>
public sealed class DiscountsTests : IAsyncLifetime
{
    private const string Codes =
        """
        select c.email, coalesce(m.discount_code, 'none') from message m join contact c on c.workspace_id = $1 and c.id = m.contact_id
        where m.workspace_id = $1 order by m.created_at, m.id
        """;

    private const string Given = "select k.code, c.email from discount_code k join contact c on c.workspace_id = $1 and c.id = k.contact_id where k.workspace_id = $1 order by k.number";

    private PipelineWorld _world = null!;

    public async Task InitializeAsync() => _world = await PipelineWorld.CreateAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Each_person_gets_a_code_of_their_own_and_the_same_again()
    {
        var discount = await DiscountAsync(code: null, "ONE", "TWO", "THREE");
        await GiveAtCheckInAsync(discount);
        await CheckInAsync("ada@example.com", "bo@example.com");
        await CheckInAsync("ada@example.com");
        (await _world.RowsAsync(Codes)).Order(StringComparer.Ordinal).ShouldBe(["ada@example.com ONE", "ada@example.com ONE", "bo@example.com TWO"]);
        (await _world.RowsAsync(Given)).ShouldBe(["ONE ada@example.com", "TWO bo@example.com"]);
        (await _world.RowsAsync("select trace -> -1 ->> 'rule', r.discount_code from flow_run r where r.workspace_id = $1 and r.discount_code = 'TWO'")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task One_code_may_be_everybodys()
    {
        await GiveAtCheckInAsync(await DiscountAsync("SPRING"));
        await CheckInAsync("ada@example.com", "bo@example.com");
        (await _world.RowsAsync(Codes)).Order(StringComparer.Ordinal).ShouldBe(["ada@example.com SPRING", "bo@example.com SPRING"]);
    }

    [Fact]
    public async Task Where_none_are_left_a_run_waits_for_them_or_goes_on_without()
    {
        var discount = await DiscountAsync(code: null, "ONE");
        await GiveAtCheckInAsync(discount);
        await CheckInAsync("ada@example.com");
        await CheckInAsync("bo@example.com");
        await _world.FireAsync(_world.Time.GetUtcNow().AddMinutes(11));
        await _world.FireAsync(_world.Time.GetUtcNow().AddMinutes(11));
        (await _world.RowsAsync(Codes)).ShouldBe(["ada@example.com ONE"]);
        (await _world.RowsAsync("select status, step, jsonb_path_query_array(trace, '$[*] ? (@.seen == \"none are left\")') from flow_run where workspace_id = $1 and status = 'waiting'"))
            .ShouldHaveSingleItem().ShouldContain("waiting code [{", customMessage: "said once");

        await AddAsync(discount, "TWO");
        await _world.FireAsync(_world.Time.GetUtcNow().AddMinutes(11));
        (await _world.RowsAsync(Codes)).ShouldBe(["ada@example.com ONE", "bo@example.com TWO"]);

        await _world.RunAsync("update flow set status = 'paused' where workspace_id = $1", _world.WorkspaceId);
        await GiveAtCheckInAsync(discount, WhenNoneLeft.GoOn);
        await CheckInAsync("cy@example.com");
        (await _world.RowsAsync(Codes)).ShouldContain("cy@example.com none");
        (await _world.RowsAsync("select way from flow_tally where workspace_id = $1 and step = 'code' and way <> ''")).ShouldBe(["none_left"]);
    }

    [Fact]
    public async Task However_many_ask_at_once_no_code_is_given_twice()
    {
        var discount = await DiscountAsync(code: null, [.. Enumerable.Range(0, 60).Select(number => $"C{number:00}")]);
        await GiveAtCheckInAsync(discount);
        await _world.SendAsync([.. Enumerable.Range(0, 80).Select(number => CheckIn($"p{number}@example.com"))]);
        while ((await _world.FireAsync()).Runs > 0)
        {
        }
        var codes = await _world.RowsAsync("select discount_code from message where workspace_id = $1");
        codes.Count.ShouldBe(60);
        codes.ShouldBeUnique();
        (await _world.RowsAsync("select count(*) from flow_run where workspace_id = $1 and status = 'waiting'")).ShouldBe(["20"]);
    }

    [Fact]
    public async Task Two_transactions_that_look_at_once_see_different_codes()
    {
        var discount = await DiscountAsync(code: null, "ONE", "TWO");
        await using var one = await _world.Source.OpenConnectionAsync();
        await using var other = await _world.Source.OpenConnectionAsync();
        await using var first = await one.BeginTransactionAsync();
        await using var second = await other.BeginTransactionAsync();
        var found = await DiscountStore.FindAsync(one, _world.WorkspaceId, [new CodeAsked(discount, Guid.CreateVersion7())], CancellationToken.None);
        var another = await DiscountStore.FindAsync(other, _world.WorkspaceId, [new CodeAsked(discount, Guid.CreateVersion7())], CancellationToken.None);
        found.Values.Concat(another.Values).ShouldBe(["ONE", "TWO"]);
    }

    [Fact]
    public async Task A_merge_hands_a_code_over_and_its_undoing_gives_it_back()
    {
        await GiveAtCheckInAsync(await DiscountAsync(code: null, "ONE", "TWO"));
        await CheckInAsync("ada@example.com");
        await CheckInAsync("bo@example.com");
        var before = await _world.RowsAsync(Given);
        var ada = await _world.OneIdAsync("select id from contact where workspace_id = $1 and email = 'ada@example.com'");
        var bo = await _world.OneIdAsync("select id from contact where workspace_id = $1 and email = 'bo@example.com'");
        await DecideAsync(EventNames.ContactsMerged, ada, new IdentityDecision(IdentityVerdict.Merge, bo, "Ada"));
        (await _world.RowsAsync("select count(distinct contact_id) from discount_code where workspace_id = $1")).ShouldBe(["1"]);
        var (merge, from) = (await _world.OneIdAsync("select id from contact_merge where workspace_id = $1"), await _world.OneIdAsync("select from_contact from contact_merge where workspace_id = $1"));
        await DecideAsync(EventNames.MergeUndone, from == ada ? bo : ada, new IdentityDecision(IdentityVerdict.Undo, from, "Ada") { MergeId = merge });
        (await _world.RowsAsync(Given)).ShouldBe(before);
    }

    [Fact]
    public async Task That_a_code_was_given_is_told_and_flows_that_give_each_other_codes_come_to_an_end()
    {
        var discount = await DiscountAsync("SPRING");
        await _world.PublishAsync(new FlowDefinition
        {
            Trigger = new EventTrigger(new EventTest(EventNames.DiscountGiven)),
            Steps = [new DiscountStep("again", Ids.Out(Ids.Discount, discount))],
        });
        await GiveAtCheckInAsync(discount);
        await CheckInAsync("ada@example.com");
        for (var turn = 0; turn < 10; turn++)
        {
            await _world.ProcessAsync();
            await _world.FireAsync();
        }
        (await _world.RowsAsync("select properties ->> 'code', properties ->> 'depth' from event where workspace_id = $1 and name = 'discount_given' order by 2"))
            .ShouldBe(["SPRING 1", "SPRING 2", "SPRING 3", "SPRING 4", "SPRING 5"]);
    }

    private async Task DecideAsync(string name, Guid contact, IdentityDecision decision) =>
        await _world.SendAsync(_world.Event(name, e => e with { SourceId = Source.Own, Who = new Identifiers { ContactId = contact }, Decision = decision }));

    private async Task<Guid> DiscountAsync(string? code, params string[] codes)
    {
        var discount = new Discount { Id = Guid.CreateVersion7(), Name = $"Discount {Guid.CreateVersion7():n}", Code = code, CreatedAt = PipelineWorld.Start };
        await using (var connection = await _world.Source.OpenConnectionAsync()) (await DiscountStore.AddAsync(connection, _world.WorkspaceId, discount, CancellationToken.None)).ShouldBeTrue();
        await AddAsync(discount.Id, codes);
        return discount.Id;
    }

    private async Task AddAsync(Guid discount, params string[] codes)
    {
        await using var connection = await _world.Source.OpenConnectionAsync();
        await DiscountStore.AddCodesAsync(connection, _world.WorkspaceId, discount, codes, CancellationToken.None);
    }

    private Task<LiveFlow> GiveAtCheckInAsync(Guid discount, WhenNoneLeft whenNone = WhenNoneLeft.Wait) => _world.PublishAsync(new FlowDefinition
    {
        Trigger = new EventTrigger(new EventTest(EventNames.CustomerCheckedIn)),
        Steps = [new DiscountStep("code", Ids.Out(Ids.Discount, discount)) { WhenNoneLeft = whenNone }, new SendStep("send") { ContentId = Guid.Empty }],
    });

    private CanonicalEvent CheckIn(string email) => _world.Event(EventNames.CustomerCheckedIn, e => e with { Who = new Identifiers { Email = email } });

    private async Task CheckInAsync(params string[] emails)
    {
        foreach (var email in emails)
        {
            await _world.SendAsync(CheckIn(email));
            await _world.FireAsync();
        }
    }
}
