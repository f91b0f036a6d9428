using Beckon.Integrations.Doors;

namespace Beckon.Tests.Integrations;

public sealed class EventIdsTests
{
    [Fact]
    public void Ids_of_a_request_ascend_and_are_version_7_of_its_time()
    {
        var ids = new EventIds(Arrivals.Noon);
        var made = Enumerable.Range(0, 10_000).Select(_ => ids.Next()).ToList();

        made.ShouldBeInOrder();
        made.Distinct().Count().ShouldBe(10_000);
        made.ShouldAllBe(id => id.Version == 7 && (id.Variant & 0xC) == 8);
        var milliseconds = Convert.ToInt64(made[0].ToString("n")[..12], 16);
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ShouldBe(Arrivals.Noon);
    }
}
