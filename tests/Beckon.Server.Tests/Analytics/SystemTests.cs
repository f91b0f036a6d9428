using System.Text.Json;
using Beckon.Accounts;

namespace Beckon.Server.Tests.Analytics;

public sealed class SystemTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    [Fact]
    public async Task It_says_which_program_on_which_database_answers()
    {
        var system = (await shop.Owner.GetAnswerAsync("/api/system")).Expect();

        system.GetProperty("version").GetString().ShouldBe("0.1.0");
        system.GetProperty("nodes").EnumerateArray().Count(node => node.GetProperty("answered").GetBoolean()).ShouldBe(1);
        var database = system.GetProperty("database");
        database.GetProperty("version").GetString().ShouldNotBeNull().ShouldStartWith("18.");
        database.GetProperty("embedded").GetBoolean().ShouldBeFalse("the tests give it a server of their own");
        database.GetProperty("bytes").GetInt64().ShouldBeGreaterThan(1_000_000);
    }

    [Fact]
    public async Task Nothing_waits_and_nothing_is_behind_in_a_quiet_workspace()
    {
        var system = (await shop.Owner.GetAnswerAsync("/api/system")).Expect();

        system.GetProperty("processing").GetProperty("waiting").GetInt64().ShouldBe(0);
        system.GetProperty("processing").GetProperty("oldestSeconds").ValueKind.ShouldBe(JsonValueKind.Null);
        system.GetProperty("processing").GetProperty("state").GetProperty("sentence").GetString().ShouldBe("Processing keeps up.");
    }

    // The counts are the node's, and other tests send to the same node: at least what was sent here is in them.
    [Fact]
    public async Task What_comes_in_and_is_processed_shows_in_the_counts_and_the_minutes()
    {
        var before = (await shop.Owner.GetAnswerAsync("/api/system")).Expect();
        var events = Enumerable.Range(0, 25).Select(n => new { name = "looked_around", messageId = $"system-{n}", email = "ada@example.com" });
        (await shop.Api.PostAnswerAsync("/api/events", events)).Expect(202);

        JsonElement after = default;
        await Eventually.Async(
            async () =>
            {
                after = (await shop.Owner.GetAnswerAsync("/api/system")).Expect();
                return Grown("intake") >= 25 && Grown("processing") >= 25;
            },
            seconds: 30);

        var minutes = after.GetProperty("intake").GetProperty("byMinute").EnumerateArray().Select(minute => minute.GetInt64()).ToList();
        minutes.Count.ShouldBeInRange(1, 60);
        minutes.Sum().ShouldBe(after.GetProperty("intake").GetProperty("lastHour").GetInt64());

        long Grown(string part) => Hour(after, part) - Hour(before, part);
        static long Hour(JsonElement system, string part) => system.GetProperty(part).GetProperty("lastHour").GetInt64();
    }

    [Fact]
    public async Task Somebody_who_looks_contacts_up_only_may_not_see_it()
    {
        using var staff = await shop.SignedInAsync(Role.Staff);
        (await staff.GetAnswerAsync("/api/system")).Expect(403);
    }
}
