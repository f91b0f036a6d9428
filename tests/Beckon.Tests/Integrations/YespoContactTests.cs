using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Yespo;
using Beckon.Kernel;

namespace Beckon.Tests.Integrations;

public sealed class YespoContactTests
{
    [Fact]
    public void A_contact_changes_what_is_known_of_somebody()
    {
        Adapter adapter = YespoCall.Bare.ReadContact;

        var e = adapter.Events(Arrivals.Of("orders_api"), """
            {"firstName": "Olha", "lastName": " ", "externalCustomerId": 31, "languageCode": "uk",
             "channels": [{"value": "olha@example.com", "type": "email"}, {"value": " ", "type": "sms"}, {"value": "0671112233", "type": "SMS"}],
             "address": {"region": "Lviv oblast", "town": "Lviv", "address": "Rynok 1", "postcode": "79000"}}
            """).ShouldHaveSingleItem();

        (e.Name, e.Profile, e.RepeatsAfter).ShouldBe(("customer_updated", new Profile("Olha", null), TimeSpan.FromMinutes(1)));
        e.Who.ShouldBe(new Identifiers { CustomerId = "31", Email = "olha@example.com", Phone = "+380671112233" });
        var properties = e.Properties.ToElement();
        (properties.GetProperty("city").GetString(), properties.GetProperty("postalCode").GetString(), properties.GetProperty("language").GetString())
            .ShouldBe(("Lviv", "79000", "uk"));
    }

    [Fact]
    public void Of_many_contacts_those_fail_that_name_nobody()
    {
        var call = new ContactsCall(YespoCall.Bare);
        var arrival = Arrivals.Of("orders_api");

        var events = ((Adapter)call.Read).Events(arrival, """
            {"dedupeOn": "externalCustomerId", "restoreDeleted": true, "contacts": [
              {"externalCustomerId": "1", "channels": []},
              {"firstName": "Nobody", "channels": [{"type": "email", "value": "not an address"}]},
              {"channels": [{"type": "email", "value": "b@example.com"}]}, 5]}
            """);

        events.Select(e => e.Who.CustomerId ?? e.Who.Email).ShouldBe(["1", "b@example.com"]);
        call.Failed.Count.ShouldBe(2);
        var failed = call.Failed[0].ToElement();
        (failed.GetProperty("firstName").GetString(), failed.GetProperty("error").GetString()).ShouldBe((
            "Nobody", "It has neither externalCustomerId nor a channel of the type email or sms with a usable value."));
        var session = call.Session.ShouldNotBeNull();
        ImportSession.Parse(session.ToString()).ShouldBe(session);
        session.Messages.ShouldBe(events.Select(e => e.MessageId));
        session.Events.ShouldBe(events.Select(e => e.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1-2-3")]
    [InlineData("0195a00000007000800000000000000a-0-0123456789abcdef0123456789abcdef")]
    [InlineData("0195a00000007000800000000000000a-3001-0123456789abcdef0123456789abcdef")]
    [InlineData("0195a00000007000800000000000000a-1-0123456789ABCDEF0123456789abcdef")]
    public void An_id_that_was_never_given_is_none(string text) => ImportSession.Parse(text).ShouldBeNull();

    [Fact]
    public void More_contacts_than_a_call_may_have_are_refused() =>
        ((Adapter)YespoCall.Bare.ReadContacts).Errors(Arrivals.Of("orders_api"), $$"""{"contacts": [{{string.Join(',', Enumerable.Repeat("{}", 3001))}}]}""")
            .Keys.ShouldBe(["contacts"]);

    [Fact]
    public void A_form_is_a_yes_that_waits_to_be_confirmed()
    {
        Adapter adapter = new SubscribeCall(new YespoCall { Known = true }).Read;

        var events = adapter.Events(Arrivals.Of("orders_api"), """
            {"contact": {"channels": [{"type": "email", "value": "b@example.com"}], "firstName": "Bo"}, "formType": "footer", "groups": ["News"]}
            """);

        events.Select(e => (e.Name, e.Status)).ShouldBe([("subscribeUpdateFromApi-footer", null), ("customer_optin_status_changed", "pending")]);
        events[1].Consents.ShouldNotBeNull().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            claim => (claim.Channel, claim.Answer).ShouldBe((ConsentChannel.Email, ConsentAnswer.Unconfirmed)),
            claim => claim.Wording.ShouldNotBeNull().ShouldContain("footer"));
    }

    [Fact]
    public void Unsubscribed_addresses_are_noes()
    {
        Adapter adapter = UnsubscribedCall.Read;

        var events = adapter.Events(Arrivals.Of("orders_api"), """{"emails": ["A@example.com", "a@example.com ", "no address", 5, "b@example.com"]}""");

        events.Select(e => (e.Who.Email, e.Consents?[0].Answer)).ShouldBe([("a@example.com", ConsentAnswer.No), ("b@example.com", ConsentAnswer.No)]);
        adapter.Errors(Arrivals.Of("orders_api"), """{"emails": ["x"]}""").Keys.ShouldBe(["emails"]);
    }

    [Fact]
    public void Of_a_failed_contact_nothing_is_lost_but_an_error_of_its_own()
    {
        var failed = SentContact.Failed(JsonElement.Parse("""{"error": "theirs", "a": 1}"""), "ours").ToElement();

        (failed.GetProperty("error").GetString(), failed.GetProperty("a").GetInt32()).ShouldBe(("ours", 1));
        RawJson.From(failed).ToString().ShouldNotContain("theirs");
    }
}
