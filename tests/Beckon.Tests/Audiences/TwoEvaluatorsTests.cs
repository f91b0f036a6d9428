using Beckon.Audiences.Language;
using Beckon.Audiences.Matching;
using Beckon.Tests.Storage;

namespace Beckon.Tests.Audiences;

/// <summary>
/// One language, two evaluators: whoever the database says fits, the matcher says so too, for every kind of filter, at the edges of windows, days and
/// months, on days of 23 and 25 hours. And what the matcher says of the future holds: until the moment it names, time alone changes nothing.
/// </summary>
public sealed class TwoEvaluatorsTests : IAsyncLifetime
{
    private const int People = 60;
    private const int Filters = 350;

    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData(1, "2026-03-02T10:00:00Z", "UTC")]
    [InlineData(2, "2026-03-29T01:00:00Z", "Europe/Berlin")]
    [InlineData(3, "2026-10-25T00:30:00Z", "Europe/Berlin")]
    [InlineData(4, "2026-03-08T07:00:00Z", "America/New_York")]
    [InlineData(5, "2026-11-01T05:59:59Z", "America/New_York")]
    [InlineData(6, "2028-02-29T12:00:00Z", "Asia/Kathmandu")]
    [InlineData(7, "2026-03-31T23:59:59.999999Z", "Pacific/Auckland")]
    [InlineData(8, "2026-04-24T01:00:00Z", "Africa/Cairo")]
    public async Task The_database_and_the_matcher_agree(int seed, string at, string zoneId)
    {
        var (random, zone) = (new Random(seed), TimeZoneInfo.FindSystemTimeZoneById(zoneId));
        var now = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        var workspace = Guid.CreateVersion7();
        var people = await new RandomPeople(_database, workspace, random, now, zone).MakeAsync(People);
        await using var connection = await _database.Source.OpenConnectionAsync();
        var filters = new RandomFilter(random, now);
        var (someFit, timed) = (0, 0);
        for (var n = 0; n < Filters; n++)
        {
            var filter = filters.Next();
            var (fitting, matches) = await AskBothAsync(connection, workspace, people, filter, new Today(now, zone));
            fitting.ShouldBe([.. matches.Where(one => one.Value.Is).Select(one => one.Key).Order()], $"{n}: {FilterJson.Write(filter)}");
            if (fitting.Count > 0 && fitting.Count < People) someFit++;
            timed += await LooksAheadAsync(connection, workspace, people, new Asked(filter, matches, now, zone));
        }
        someFit.ShouldBeGreaterThan(Filters / 4, "The filters must tell people apart.");
        timed.ShouldBeGreaterThan(Filters / 10, "Time must change something.");
    }

    // Just before the earliest moment that the matcher names for anybody, all is as it was.
    private static async Task<int> LooksAheadAsync(Npgsql.NpgsqlConnection connection, Guid workspace, Guid[] people, Asked asked)
    {
        if (asked.Matches.Values.Min(match => match.Until) is not { } until) return 0;
        until.ShouldBeGreaterThan(asked.Now, FilterJson.Write(asked.Filter));
        var before = new Today(until.AddTicks(-TimeSpan.TicksPerMicrosecond), asked.Zone);
        var (_, matches) = await AskBothAsync(connection, workspace, people, asked.Filter, before);
        foreach (var (id, match) in matches) match.Is.ShouldBe(asked.Matches[id].Is, $"{id} at {before.Now:O} of {asked.Now:O}: {FilterJson.Write(asked.Filter)}");
        // And of each contact, whatever lies between.
        var facts = await FactStore.LoadAsync(connection, workspace, people, FactsNeeded.Of([asked.Filter], before), CancellationToken.None);
        foreach (var (id, match) in asked.Matches)
        {
            var last = match.Until ?? asked.Now.AddDays(400);
            if (FactsNeeded.Of([asked.Filter], before).Events.Count > 0) break;
            foreach (var part in new[] { 0.2, 0.5, 0.9 })
            {
                var between = new Today(asked.Now + (last - asked.Now) * part, asked.Zone);
                AudienceMatcher.Compile(asked.Filter, between)(facts[id]).Is.ShouldBe(match.Is, $"{id} at {between.Now:O} of {asked.Now:O}, until {match.Until:O}: {FilterJson.Write(asked.Filter)}");
            }
        }
        return 1;
    }

    private static async Task<(List<Guid> Fitting, Dictionary<Guid, Match> Matches)> AskBothAsync(
        Npgsql.NpgsqlConnection connection, Guid workspace, Guid[] people, Filter filter, Today today)
    {
        var fitting = await Fitting.IdsAsync(connection, workspace, filter, today);
        var facts = await FactStore.LoadAsync(connection, workspace, people, FactsNeeded.Of([filter], today), CancellationToken.None);
        var matcher = AudienceMatcher.Compile(filter, today);
        return (fitting, facts.ToDictionary(one => one.Key, one => matcher(one.Value)));
    }

    private sealed record Asked(Filter Filter, Dictionary<Guid, Match> Matches, DateTimeOffset Now, TimeZoneInfo Zone);
}
