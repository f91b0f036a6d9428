using Beckon.Events.Payloads;
using Beckon.Integrations.Doors;

namespace Beckon.Tests.Integrations;

public sealed class EventIdsTests
{
    [Fact]
    public void Ids_of_a_request_ascend_and_are_version_7_of_its_time()
    {
        var request = RequestId.Of(Arrivals.Noon);
        var ids = new EventIds(request);
        List<Guid> made = [request, .. Enumerable.Range(0, RequestId.MostEvents).Select(_ => ids.Next())];

        made.ShouldBeInOrder();
        made.Distinct().Count().ShouldBe(RequestId.MostEvents + 1);
        made.ShouldAllBe(id => id.Version == 7 && (id.Variant & 0xC) == 8);
        var milliseconds = Convert.ToInt64(made[0].ToString("n")[..12], 16);
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ShouldBe(Arrivals.Noon);
        Should.Throw<ArgumentOutOfRangeException>(() => ids.Next());
    }

    [Fact]
    public void An_event_knows_the_request_it_came_in_and_made_again_has_the_same_id()
    {
        var request = RequestId.Of(Arrivals.Noon.AddTicks(9_999));
        var (first, again) = (new EventIds(request), new EventIds(request));
        for (var i = 0; i < 100; i++)
        {
            var id = first.Next();
            RequestId.RequestOf(id).ShouldBe(request);
            again.Next().ShouldBe(id);
        }
    }

    [Fact]
    public void Requests_of_one_millisecond_sort_in_the_order_in_which_they_came()
    {
        var requests = Enumerable.Range(0, 10_000).Select(tick => RequestId.Of(Arrivals.Noon.AddTicks(tick))).ToList();
        requests.ShouldBeInOrder();
        requests.ShouldAllBe(id => id.Version == 7 && (id.Variant & 0xC) == 8);
    }

    [Fact]
    public void Two_requests_of_the_same_moment_have_different_ids() =>
        RequestId.Of(Arrivals.Noon).ShouldNotBe(RequestId.Of(Arrivals.Noon));
}
