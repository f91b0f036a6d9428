using System.Text.RegularExpressions;
using Beckon.Events;
using Beckon.Tests.Pipeline;
using FsCheck;
using FsCheck.Fluent;

namespace Beckon.Tests.Identity;

/// <summary>Merges and their undoing lose nothing, leave nothing behind, and do not depend on what came first where the rules say so.</summary>
public sealed partial class MergeLawTests : IAsyncLifetime
{
    private PipelineWorld _house = null!;

    public async Task InitializeAsync() => _house = await PipelineWorld.CreateAsync();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task No_sequence_of_merges_and_undos_loses_anything()
    {
        const int Cases = 20;
        await CheckAsync(Cases, Gen.Choose(0, int.MaxValue).ArrayOf(24), async codes =>
        {
            await using var world = await _house.NeighbourAsync();
            var (stream, sent) = (new RandomStream(codes), new List<CanonicalEvent>());
            foreach (var (e, code) in stream.Events.Zip(codes))
            {
                if (e.Feedback is not null) continue;
                await world.SendAsync(e);
                sent.Add(e);
                if (code % 2 == 0) await MergeAnyAsync(world, code);
                if (code % 3 == 0) await UndoAnyAsync(world, code);
            }
            (await WrongsAsync(world)).ShouldBeEmpty();
            while (await UndoAnyAsync(world, 0))
            {
                (await WrongsAsync(world)).ShouldBeEmpty();
            }
            var orders = await world.RowsAsync("select external_id from shop_order where workspace_id = $1 order by 1");
            orders.ShouldBe(sent.Where(e => e.Order is { Refund: null }).Select(e => e.Order!.ExternalId).Distinct().Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public async Task What_was_merged_and_is_undone_is_as_if_it_had_never_been_merged()
    {
        const int Cases = 25;
        await CheckAsync(Cases, Gen.Choose(0, int.MaxValue).ArrayOf(16), async codes =>
        {
            var merged = await PlayAsync(codes, merges: true);
            var never = await PlayAsync(codes, merges: false);
            merged.Except(never).ShouldBeEmpty($"Instead of:\n{string.Join('\n', never.Except(merged))}");
            merged.Count.ShouldBe(never.Count);
        });
    }

    [Fact]
    public async Task Who_is_who_does_not_depend_on_the_order_in_which_identifiers_arrive()
    {
        const int Cases = 25;
        await CheckAsync(Cases, Gen.Choose(0, int.MaxValue).ArrayOf(12), async codes =>
        {
            var facts = codes.Select(Fact).ToList();
            var one = await PeopleAsync(facts, together: false);
            facts.Reverse();
            (await PeopleAsync(facts, together: false)).ShouldBe(one);
            (await PeopleAsync([.. facts.OrderBy(who => who.GetHashCode() ^ codes[0])], together: true)).ShouldBe(one);
        });
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex AnId();

    private static Task CheckAsync(int cases, Gen<int[]> codes, Func<int[], Task> law) => Task.Run(() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(cases),
        Prop.ForAll(
            Arb.From(codes, Shorter),
            some =>
            {
                law(some).GetAwaiter().GetResult();
                return true;
            })));

    private static IEnumerable<int[]> Shorter(int[] codes) =>
        codes.Length < 2 ? [] : Enumerable.Range(0, codes.Length).Select(i => (int[])[.. codes[..i], .. codes[(i + 1)..]]);

    // Two people who share nothing, each known by several things.
    private static Identifiers Somebody(int code)
    {
        var (name, number) = code % 2 == 0 ? ("ada", 1) : ("bo", 2);
        return (code / 2 % 4) switch
        {
            0 => new Identifiers { Email = $"{name}@example.com", Phone = $"+1555000{number}" },
            1 => new Identifiers { Email = $"{name}@example.com", CustomerId = $"c{number}" },
            2 => new Identifiers { Email = $"{name}@example.com" },
            _ => new Identifiers { Email = $"{name}@example.com", AnonymousId = $"a{number}" },
        };
    }

    private static CanonicalEvent Something(PipelineWorld world, int code)
    {
        var random = new Random(code);
        var who = Somebody(code);
        var name = code % 2 == 0 ? "ada" : "bo";
        return random.Next(6) switch
        {
            0 => world.Event(EventNames.CartUpdated, e => e with { Who = who, Cart = new CartChange { ExternalId = $"{name}{random.Next(2)}", Status = CartStatus.Open } }),
            1 => world.Event(EventNames.OrderCompleted, e => e with
            {
                Who = who,
                Order = new OrderChange { ExternalId = $"{name}{random.Next(3)}", Status = OrderStatus.Delivered, Total = random.Next(1, 50), Currency = "USD", PlacedAt = e.OccurredAt },
            }),
            2 => world.Event(EventNames.CustomerUpdated, e => e with { Who = who, Profile = new Profile(random.Next(2) == 0 ? name : null, null) }),
            3 => world.Event(EventNames.CustomerOptinStatusChanged, e => e with
            {
                Who = who,
                Consents = [new ConsentClaim(ConsentChannel.Sms, random.Next(2) == 0 ? ConsentAnswer.Yes : ConsentAnswer.No)],
            }),
            4 => world.Event(EventNames.CustomerCheckedIn, e => e with { Who = who, SignUp = new SignUp { StoreId = "s1", EmailOptIn = true } }),
            _ => world.Event(EventNames.ViewedProduct, e => e with { Who = who, Status = random.Next(2) == 0 ? "a" : null }),
        };
    }

    private async Task<List<string>> PlayAsync(int[] codes, bool merges)
    {
        await using var world = await _house.NeighbourAsync();
        // Both are known from the beginning, so that there is somebody to merge.
        await world.SendAsync(Something(world, 0), Something(world, 1));
        for (var i = 0; i < codes.Length; i++)
        {
            // Of what is agreed to while they are one the more restrictive stands, and of names the last: both have examples of their own.
            var something = Something(world, codes[i]);
            await world.SendAsync(i > codes.Length / 3 ? something with { Consents = null, Profile = null } : something);
            if (i != codes.Length / 3) continue;
            if (merges) await MergeAnyAsync(world, codes[i]);
            else _ = world.Event("takes as long");
        }
        if (merges)
        {
            while (await UndoAnyAsync(world, 0))
            {
            }
        }
        var state = await FinalState.OfAsync(world);
        state.AddRange(await world.RowsAsync(
            """
            select 'member', m.joined_at, m.store_id, m.email_opt_in, c.email from loyalty_member m
            left join contact c on c.workspace_id = $1 and c.id = m.contact_id where m.workspace_id = $1
            """));
        // The decisions themselves are in the history.
        return
        [
            .. state
                .Where(row => !row.Contains("merge", StringComparison.Ordinal) && !row.StartsWith("event_count", StringComparison.Ordinal))
                .Select(row => AnId().Replace(row, "…"))
                .Order(StringComparer.Ordinal),
        ];
    }

    // A person has one customer id, one number and one address; events tell some of them.
    private static Identifiers Fact(int code)
    {
        var random = new Random(code);
        var person = random.Next(3);
        return new Identifiers
        {
            CustomerId = random.Next(2) == 0 ? $"c{person}" : null,
            Email = random.Next(2) == 0 ? $"p{person}@example.com" : null,
            Phone = random.Next(2) == 0 ? $"+1555000{person}" : null,
        };
    }

    private async Task<List<string>> PeopleAsync(List<Identifiers> facts, bool together)
    {
        await using var world = await _house.NeighbourAsync();
        var events = facts.Where(who => who != new Identifiers()).Select(who => world.Event(EventNames.ViewedProduct, e => e with { Who = who })).ToArray();
        if (together) await world.SendAsync(events);
        else foreach (var e in events) await world.SendAsync(e);
        return await world.RowsAsync(
            """
            select string_agg(kind || ' ' || value, ', ' order by kind, value) from contact_identifier where workspace_id = $1 group by contact_id order by 1
            """);
    }

    private static async Task<bool> MergeAnyAsync(PipelineWorld world, int code)
    {
        var people = await world.RowsAsync("select id from contact where workspace_id = $1 and merged_into is null order by id");
        if (people.Count < 2) return false;
        var (one, other) = (code % people.Count, (code + 1) % people.Count);
        await DecideAsync(world, EventNames.ContactsMerged, Guid.Parse(people[one]), new IdentityDecision(IdentityVerdict.Merge, Guid.Parse(people[other]), "Ada"));
        return true;
    }

    private static async Task<bool> UndoAnyAsync(PipelineWorld world, int code)
    {
        var merges = await world.RowsAsync("select id, from_contact, into_contact from contact_merge where workspace_id = $1 and undone_at is null order by id");
        if (merges.Count == 0) return false;
        var merge = merges[code % merges.Count].Split(' ');
        var undone = new IdentityDecision(IdentityVerdict.Undo, Guid.Parse(merge[1]), "Ada") { MergeId = Guid.Parse(merge[0]) };
        await DecideAsync(world, EventNames.MergeUndone, Guid.Parse(merge[2]), undone);
        return true;
    }

    private static Task DecideAsync(PipelineWorld world, string name, Guid contact, IdentityDecision decision) => world.SendAsync(world.Event(name, e => e with
    {
        SourceId = Source.Own,
        Who = new Identifiers { ContactId = contact },
        Decision = decision,
    }));

    /// <summary>What is not as it must be, in words.</summary>
    private static Task<List<string>> WrongsAsync(PipelineWorld world) => world.RowsAsync(
        """
        with recursive live as (select id from contact where workspace_id = $1 and merged_into is null),
        up as (
            select c.id as leaf, c.id, c.merged_into from contact c where c.workspace_id = $1
            union
            select up.leaf, c.id, c.merged_into from up join contact c on c.workspace_id = $1 and c.id = up.merged_into
        ),
        top as (select leaf, id as head from up where merged_into is null),
        kept as (
            select 'event' as what, contact_id, own_contact from event where workspace_id = $1 and contact_id is not null
            union all select 'identifier', contact_id, own_contact from contact_identifier where workspace_id = $1
            union all select 'cart', contact_id, own_contact from cart where workspace_id = $1
            union all select 'order', contact_id, own_contact from shop_order where workspace_id = $1
            union all select 'consent_log', contact_id, own_contact from consent_log where workspace_id = $1
            union all select 'member', contact_id, joined_as from loyalty_member where workspace_id = $1
        )
        select 'a row belongs to another than its own contact is', what, contact_id::text, own_contact::text from kept
        where contact_id is distinct from (select head from top where leaf = coalesce(own_contact, contact_id))
        union all
        select 'counts differ: ' || coalesce(t.name, e.name), coalesce(t.contact_id, e.contact_id)::text, null, null
        from (select contact_id, name, first_at, last_at, count from trait where workspace_id = $1 and status = '' and contact_id in (select id from live)) t
        full join (select contact_id, name, min(occurred_at) as first_at, max(occurred_at) as last_at, count(*) as count
                   from event where workspace_id = $1 and contact_id is not null group by contact_id, name) e
             on e.contact_id = t.contact_id and e.name = t.name
        where row(t.first_at, t.last_at, t.count) is distinct from row(e.first_at, e.last_at, e.count)
        union all
        select 'orders differ', c.id::text, null, null from contact c
        where c.workspace_id = $1 and c.merged_into is null
          and c.order_total is distinct from (
              select coalesce(sum(total), 0) from shop_order o where o.workspace_id = $1 and o.contact_id = c.id and o.status = 'DELIVERED')
        union all
        select 'nobody is known by nothing', c.id::text, null, null from contact c
        where c.workspace_id = $1 and c.merged_into is null
          and c.anonymous = exists (
              select 1 from contact_identifier i where i.workspace_id = $1 and i.contact_id = c.id and i.kind <> 'anonymous_id')
        """);
}
