using System.Net;
using Beckon.Integrations.Browser;

namespace Beckon.Tests.Integrations;

public sealed class BrowserLimitTests
{
    private static readonly IPAddress Somebody = IPAddress.Parse("203.0.113.7");

    [Fact]
    public void One_address_is_slowed_down_and_the_others_are_not()
    {
        var time = new FakeTime();
        var limit = new BrowserLimit(time);
        Enumerable.Range(0, 1_000).Count(_ => limit.Take("pk_1", Somebody) is null).ShouldBe(400);
        limit.Take("pk_1", Somebody).ShouldBe(TimeSpan.FromSeconds(1));
        limit.Take("pk_1", IPAddress.Parse("203.0.113.8")).ShouldBeNull();
        time.Advance(TimeSpan.FromSeconds(1));
        Enumerable.Range(0, 1_000).Count(_ => limit.Take("pk_1", Somebody) is null).ShouldBe(40);
    }

    [Fact]
    public void One_key_does_not_take_the_room_of_all()
    {
        var limit = new BrowserLimit(new FakeTime());
        Enumerable.Range(0, 30_000).Count(_ => limit.Take("pk_1", IPAddress.Loopback) is null).ShouldBe(20_000);
        limit.Take("pk_2", IPAddress.Loopback).ShouldBeNull();
    }
}
