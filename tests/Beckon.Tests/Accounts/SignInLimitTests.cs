using System.Net;
using Beckon.Accounts;

namespace Beckon.Tests.Accounts;

public sealed class SignInLimitTests
{
    private static readonly IPAddress Office = IPAddress.Parse("203.0.113.7");

    private readonly FakeTime _time = new();
    private readonly SignInLimit _limit;

    public SignInLimitTests() => _limit = new(_time);

    [Fact]
    public void After_ten_failures_an_email_waits_until_the_window_is_over()
    {
        for (var i = 0; i < SignInLimit.FailuresPerEmail; i++) _limit.Begin("ada@example.com", null).ShouldBeNull();
        _time.Advance(TimeSpan.FromMinutes(1));
        _limit.Begin("ada@example.com", null).ShouldBe(TimeSpan.FromMinutes(4));
        _limit.Begin("bob@example.com", null).ShouldBeNull();
        _time.Advance(TimeSpan.FromMinutes(4));
        _limit.Begin("ada@example.com", null).ShouldBeNull();
    }

    [Fact]
    public void A_success_forgets_the_failures_of_the_email()
    {
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < SignInLimit.FailuresPerEmail; i++) _limit.Begin("ada@example.com", Office).ShouldBeNull();
            for (var i = 0; i < SignInLimit.FailuresPerEmail; i++) _limit.Succeeded("ada@example.com", Office);
        }
    }

    [Fact]
    public void One_address_cannot_try_many_emails()
    {
        for (var i = 0; i < SignInLimit.FailuresPerAddress; i++) _limit.Begin($"user{i}@example.com", Office).ShouldBeNull();
        _limit.Begin("next@example.com", Office).ShouldBe(SignInLimit.Window);
        _limit.Begin("next@example.com", IPAddress.Parse("203.0.113.8")).ShouldBeNull();
    }

    [Fact]
    public void Addresses_of_one_ipv6_network_count_as_one()
    {
        for (var i = 0; i < SignInLimit.FailuresPerAddress; i++)
            _limit.Begin($"user{i}@example.com", IPAddress.Parse($"2001:db8:1:2::{i + 1:x}")).ShouldBeNull();
        _limit.Begin("next@example.com", IPAddress.Parse("2001:db8:1:2:ffff::1")).ShouldBe(SignInLimit.Window);
    }

    [Fact]
    public void Loopback_is_not_limited_because_a_proxy_has_it()
    {
        for (var i = 0; i <= SignInLimit.FailuresPerAddress; i++) _limit.Begin($"user{i}@example.com", IPAddress.Loopback).ShouldBeNull();
    }
}
