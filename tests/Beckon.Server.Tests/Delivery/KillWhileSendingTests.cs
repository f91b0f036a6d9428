using Beckon.Kernel;

namespace Beckon.Server.Tests.Delivery;

public sealed class KillWhileSendingTests
{
    private const string Uncertain = "uncertain interrupted";

    [Theory]
    [InlineData(KillPoint.OutboxClaimed + ":3")]
    [InlineData(KillPoint.OutboxHandedOver + ":3")]
    [InlineData(KillPoint.OutboxRecorded + ":3")]
    public async Task Killed_while_sending_over_SMTP_it_sends_nothing_twice_and_says_what_is_uncertain(string point)
    {
        await using var shop = await KilledShop.DieAsync(point, "at_most_once");

        shop.Taken.Values.ShouldAllBe(times => times == 1);
        shop.Statuses.Keys.Except(["sent", Uncertain]).ShouldBeEmpty();
        shop.Statuses.Values.Sum().ShouldBe(shop.Sent);
        shop.CountedAsSent.Except(shop.Taken.Keys).ShouldBeEmpty();
        if (point != KillPoint.OutboxRecorded + ":3") shop.Statuses.ShouldContainKey(Uncertain);
    }

    [Theory]
    [InlineData(KillPoint.OutboxClaimed + ":3")]
    [InlineData(KillPoint.OutboxHandedOver + ":3")]
    [InlineData(KillPoint.OutboxRecorded + ":3")]
    public async Task Killed_while_sending_into_the_test_inbox_it_sends_every_message_exactly_once(string point)
    {
        await using var shop = await KilledShop.DieAsync(point, "test_inbox");

        shop.Statuses.ShouldHaveSingleItem().ShouldBe(new("sent", shop.Sent));
        shop.Taken.Values.ShouldAllBe(times => times == 1);
    }

    [Fact]
    public async Task Killed_after_the_server_took_messages_it_sends_them_again_where_the_shop_wants_at_least_once()
    {
        await using var shop = await KilledShop.DieAsync(KillPoint.OutboxHandedOver + ":3", "at_least_once");

        shop.Statuses.ShouldHaveSingleItem().ShouldBe(new("sent", shop.Sent));
        shop.Taken.Count.ShouldBe(shop.Sent);
        // The double is known by its Message-ID.
        shop.Taken.Values.ShouldAllBe(times => times <= 2);
        shop.Taken.Values.ShouldContain(2);
    }
}
