using Beckon.Kernel;

namespace Beckon.Server.Tests.Delivery;

public sealed class KillBeforeSendingTests
{
    [Theory]
    [InlineData(KillPoint.InboxWriting + ":20")]
    [InlineData(KillPoint.InboxWritten + ":20")]
    [InlineData(KillPoint.PipelineApplied + ":5")]
    [InlineData(KillPoint.PipelineCommitted + ":5")]
    public async Task Killed_before_sending_it_sends_every_message_exactly_once(string point)
    {
        await using var shop = await KilledShop.DieAsync(point, "at_most_once");

        shop.Statuses.Where(status => status.Key != "uncertain interrupted").ShouldHaveSingleItem().Key.ShouldBe("sent");
        shop.Taken.Values.ShouldAllBe(times => times == 1);
        // Others may have been on their way to the mail server at that moment.
        shop.CountedAsSent.Except(shop.Taken.Keys).ShouldBeEmpty();
        shop.Statuses.Values.Sum().ShouldBe(shop.Sent);
    }
}
