using System.Text.Json;

namespace Beckon.Server.Tests;

/// <summary>A campaign that sends some time after the abandonment, as its users see it. The hour of waiting has nearly passed when the news comes.</summary>
public sealed class WaitingStoryTests
{
    private const string Ada = "ada@example.com";
    private const string Bo = "bo@example.com";
    private const int Hour = 60;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task The_reminder_goes_out_when_its_time_has_come_and_says_what_it_waited_for()
    {
        var shop = await CartShop.OpenAsync(delayMinutes: Hour);
        var at = Now;
        await shop.CartAsync(Bo, "c2", at);
        await shop.CartAsync(Ada, "c1", at.AddMinutes(-Hour).AddSeconds(2));

        await shop.MailAsync(Ada);
        (await shop.SettledAsync(1)).ShouldBe(["sent"]);
        var report = await shop.ScheduledAsync(1);
        (report.GetProperty("triggered").GetInt64(), report.GetProperty("sent").GetInt64()).ShouldBe((2, 1));
        (report.GetProperty("nextAt").GetDateTimeOffset() - at.AddMinutes(Hour)).Duration().ShouldBeLessThan(TimeSpan.FromMilliseconds(1));
        (await shop.MailsAsync(Bo)).ShouldBeEmpty();

        var sent = (await shop.Workspace.Owner.GetAnswerAsync("/api/messages/" + await shop.OneAsync($"/api/campaigns/{shop.Campaign}/messages", "id"))).Expect();
        Rules(sent).ShouldBe(
        [
            "trigger", "is news, not loaded history", "heard of within 7 days", "cart is abandoned", "waits 1 hour", "has not bought since",
            "has an e-mail address", "is subscribed to e-mail", "address is not suppressed", "handed to the provider",
        ]);
        sent.GetProperty("waitedUntil").ValueKind.ShouldBe(JsonValueKind.String);
        sent.GetProperty("millisecondsToHandOff").GetDouble().ShouldBeInRange(0, TimeSpan.FromMinutes(30).TotalMilliseconds);
    }

    [Fact]
    public async Task Why_says_what_somebody_still_waits_for()
    {
        var shop = await CartShop.OpenAsync(delayMinutes: Hour);
        var at = Now;
        await shop.CartAsync(Ada, "c1", at);
        await shop.ScheduledAsync(1);
        var why = await shop.WhyAsync(Ada);
        var due = at.AddMinutes(Hour).UtcDateTime;
        why.GetProperty("answer").GetString().ShouldBe($"The message goes out on {due:yyyy-MM-dd} at {due:HH:mm} UTC, unless the cart is bought before.");
        why.GetProperty("message").ValueKind.ShouldBe(JsonValueKind.Null);
        Rules(why)[^1].ShouldBe("waits 1 hour");
    }

    [Fact]
    public async Task Who_buys_while_it_waits_is_not_asked_to_come_back()
    {
        var shop = await CartShop.OpenAsync(delayMinutes: Hour);
        await shop.CartAsync(Ada, "c1", Now.AddMinutes(-5));
        await shop.CartAsync(Bo, "c2", Now.AddMinutes(-5));
        await shop.ScheduledAsync(2);

        await shop.OrderAsync(Ada, "o1", "IN_PROGRESS", Now);
        (await shop.SettledAsync(1)).ShouldBe(["bought"]);
        await shop.CartAsync(Bo, "c2", Now, "converted");
        (await shop.SettledAsync(2)).ShouldBe(["bought", "bought"]);
        (await shop.ScheduledAsync(0)).GetProperty("triggered").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task A_cart_abandoned_again_starts_its_wait_anew()
    {
        var shop = await CartShop.OpenAsync(delayMinutes: Hour);
        await shop.CartAsync(Ada, "c1", Now.AddMinutes(-30));
        await shop.ScheduledAsync(1);

        var again = Now;
        await shop.CartAsync(Ada, "c1", again);

        (await shop.SettledAsync(1)).ShouldBe(["restarted"]);
        (await shop.ScheduledAsync(1)).GetProperty("nextAt").GetDateTimeOffset().ShouldBeGreaterThan(again.AddMinutes(Hour - 1));
    }

    [Fact]
    public async Task Pausing_ends_what_waits_and_says_so()
    {
        var shop = await CartShop.OpenAsync(delayMinutes: Hour);
        await shop.CartAsync(Ada, "c1", Now);
        await shop.CartAsync(Bo, "c2", Now);
        await shop.ScheduledAsync(2);

        (await shop.Workspace.Owner.PostAnswerAsync($"/api/campaigns/{shop.Campaign}/pause")).Expect();

        (await shop.SettledAsync(2)).ShouldBe(["paused", "paused"]);
        (await shop.ScheduledAsync(0)).GetProperty("triggered").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task A_changed_wait_counts_once_it_is_set_live_and_not_for_those_who_wait_already()
    {
        var shop = await CartShop.OpenAsync(delayMinutes: Hour);
        await shop.CartAsync(Ada, "c1", Now);
        await shop.ScheduledAsync(1);

        var edited = await EditAsync(shop, 0);
        edited.Expect().GetProperty("hasUnpublishedChanges").GetBoolean().ShouldBeTrue();
        await shop.CartAsync(Bo, "c2", Now);
        await shop.ScheduledAsync(2);

        (await shop.Workspace.Owner.PostAnswerAsync($"/api/campaigns/{shop.Campaign}/live")).Expect().GetProperty("settings").GetProperty("delayMinutes").GetInt32().ShouldBe(0);
        await shop.CartAsync("cy@example.com", "c3", Now);
        await shop.MailAsync("cy@example.com");
        await shop.ScheduledAsync(2);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10_081)]
    public async Task A_wait_that_cannot_be_is_refused_with_a_sentence(int delayMinutes)
    {
        var shop = await CartShop.OpenAsync();
        var answer = await EditAsync(shop, delayMinutes);
        answer.Expect(400).GetProperty("errors").GetProperty("settings.delayMinutes")[0].GetString()
            .ShouldBe("Wait between 0 minutes (at once) and 10,080 minutes (7 days) after the cart was abandoned.");
    }

    private static Task<Answer> EditAsync(CartShop shop, int delayMinutes) =>
        shop.Workspace.Owner.PatchAnswerAsync("/api/campaigns/" + shop.Campaign, new { settings = new { delayMinutes } });

    private static List<string> Rules(JsonElement answer) =>
        [.. answer.GetProperty("trace").EnumerateArray().Select(line => line.GetProperty("rule").GetString() ?? "")];
}
