using System.Text;
using Beckon.Events;
using Beckon.Events.Erasing;
using Beckon.Kernel;

namespace Beckon.Tests.Privacy;

public sealed class PersonTracesTests
{
    private static readonly Guid Shop = Guid.Parse("0195a000-0000-7000-8000-000000000002");

    private static readonly PersonTraces Ada = new(new ErasedPerson
    {
        WorkspaceId = Guid.Empty,
        Ids = [Guid.Parse("0195a000-0000-7000-8000-000000000001")],
        Known =
        [
            new("email", Guid.Empty, "ada@example.com"), new("phone", Guid.Empty, "+380942583691"), new("customer_id", Shop, "77"),
            new("customer_id", Shop, "customer-4711"), new("anonymous_id", Guid.Empty, "5b0e3c7a-browser"),
        ],
    });

    [Theory]
    [InlineData("""{"email": "Ada@Example.COM"}""")]
    [InlineData("""{"note": "call ada@example.com"}""")]
    [InlineData("""{"url": "https://shop.example/?mail=ada%40example.com"}""")]
    [InlineData("""{"url": "https:\/\/shop.example\/?mail=ada\u0040example.com"}""")]
    [InlineData("""{"ada@example.com": 1}""")]
    [InlineData("""{"phone": "+38 (094) 258-36-91"}""")]
    [InlineData("""{"phone": "0942583691"}""")]
    [InlineData("""{"phone": 380942583691}""")]
    [InlineData("""{"note": "at 094 258 3691, evenings"}""")]
    [InlineData("""[{"deep": [{"er": "customer-4711"}]}]""")]
    [InlineData("""{"cookie": "id=5b0e3c7a-browser; path=/"}""")]
    [InlineData("email=ada@example.com&a=b")]
    [InlineData("""{"never closed": "ada@example.com""")]
    public void Finds_the_forms_that_senders_use(string body) => Ada.In(Encoding.UTF8.GetBytes(body)).ShouldBeTrue();

    [Theory]
    [InlineData("""{"email": "bo@example.com", "quantity": 77, "id": "77"}""")]
    [InlineData("""{"phone": "+380942583692", "total": 258.36}""")]
    [InlineData("""{"at": "2026-03-08T09:42:58.369100Z"}""")]
    [InlineData("")]
    [InlineData("{}")]
    public void Takes_nobody_else_for_them(string body) => Ada.In(Encoding.UTF8.GetBytes(body)).ShouldBeFalse();

    [Fact]
    public void A_short_id_is_told_by_whose_event_it_is()
    {
        Ada.In(Event(Shop, new Identifiers { CustomerId = "77" })).ShouldBeTrue();
        Ada.In(Event(Guid.Empty, new Identifiers { CustomerId = "77" })).ShouldBeFalse();
        Ada.In(Event(Guid.Empty, new Identifiers { ContactId = Guid.Parse("0195a000-0000-7000-8000-000000000001") })).ShouldBeTrue();
    }

    [Fact]
    public void What_names_them_is_taken_out_and_the_rest_stays()
    {
        var left = Ada.Without("""{"a": ["ada@example.com", 1], "ada@example.com": 2, "b": {"phone": 380942583691, "c": null}}"""u8);

        Encoding.UTF8.GetString(left ?? []).ShouldBe("""{"a":["(erased)",1],"b":{"phone":"(erased)","c":null}}""");
        Ada.Without("""{"a": 1}"""u8).ShouldBeNull();
    }

    private static CanonicalEvent Event(Guid source, Identifiers who) => new()
    {
        Id = Guid.Empty,
        SourceId = source,
        MessageId = "m",
        Name = "seen",
        OccurredAt = DateTimeOffset.UnixEpoch,
        ReceivedAt = DateTimeOffset.UnixEpoch,
        Who = who,
        Properties = RawJson.EmptyObject,
    };
}
