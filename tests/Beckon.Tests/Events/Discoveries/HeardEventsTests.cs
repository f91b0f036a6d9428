using Beckon.Events;
using Beckon.Events.Discoveries;
using Beckon.Kernel;

namespace Beckon.Tests.Events.Discoveries;

public sealed class HeardEventsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Shop = Person(100);

    private readonly HeardEvents _heard = new();

    [Fact]
    public void Learns_what_the_properties_look_like()
    {
        Hear(1, """{"roast":"dark","grams":250,"ground":true,"at":"2026-03-01T09:00:00Z","day":"2026-03-01","tags":["a"],"cart":{"total":4.5},"none":null,"messageId":"m"}""");

        var learnt = _heard.TakeNews().Properties.ToDictionary(one => one.Property, one => (PropertyShape)Array.IndexOf(one.Counts, 1));
        string.Join(", ", learnt.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"))
            .ShouldBe("at Date, cart.total Number, day Date, grams Number, ground Flag, roast Text, tags List");
    }

    [Fact]
    public void Shows_a_value_when_three_people_have_it()
    {
        Hear(1, """{"roast":"dark"}""");
        Hear(1, """{"roast":"dark"}""");
        Hear(2, """{"roast":"dark"}""");
        _heard.TakeNews().Properties.Single().Examples.ShouldBeEmpty();

        Hear(3, """{"roast":"dark"}""");
        _heard.TakeNews().Properties.Single().Examples.ShouldBe(["dark"]);
    }

    [Theory]
    [InlineData("""{"email":"x"}""")]
    [InlineData("""{"First_Name":"Ada"}""")]
    [InlineData("""{"customer":{"id":"7"}}""")]
    [InlineData("""{"handle":"ada@example.com"}""")]
    [InlineData("""{"reach":"+1 (303) 555-0100"}""")]
    public void Shows_nothing_that_names_a_person(string properties)
    {
        for (var person = 1; person <= 5; person++) Hear(person, properties);
        _heard.TakeNews().Properties.ShouldAllBe(one => one.Examples.Count == 0);
    }

    [Fact]
    public void Counts_all_and_looks_into_some()
    {
        for (var i = 0; i < 1_000; i++) Hear(i, """{"roast":"dark"}""");

        var news = _heard.TakeNews();
        news.Names.Single().ShouldBe(new NewsOfName("tasted", Shop, 1_000, 69, Noon, Noon));
        news.Properties.Single().Counts[0].ShouldBe(69);
        _heard.TakeNews().Names.ShouldBeEmpty();
    }

    [Fact]
    public void Keeps_no_more_names_and_properties_than_somebody_reads()
    {
        for (var i = 0; i < 300; i++) Hear(i, $$"""{"p{{i}}":1}""", "wide" + i % 2);
        for (var i = 0; i < 3_000; i++) Hear(1, "{}", "name" + i);

        var news = _heard.TakeNews();
        news.Names.Count.ShouldBe(HeardEvents.MostNames);
        news.Properties.Count.ShouldBeLessThanOrEqualTo(2 * HeardEvent.MostProperties);
    }

    [Fact]
    public void Leaves_out_names_that_nobody_can_read()
    {
        Hear(1, $$"""{"{{new string('x', 101)}}":1,"é{{new string('é', 50)}}":1,"":1,"ok":1}""");
        _heard.TakeNews().Properties.Select(one => one.Property).ShouldBe(["ok"]);
    }

    private void Hear(int person, string properties, string name = "tasted") => _heard.Hear(
        [
            new(
                new CanonicalEvent
                {
                    Id = Guid.CreateVersion7(Noon),
                    SourceId = Shop,
                    MessageId = "m",
                    Name = name,
                    OccurredAt = Noon,
                    ReceivedAt = Noon,
                    Properties = RawJson.Parse(properties),
                },
                Person(person)),
        ]);

    private static Guid Person(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
