using System.Globalization;
using Beckon.Accounts;

namespace Beckon.Server.Tests.Integrations.Yespo;

public sealed class YespoContactTests
{
    [Fact]
    public async Task A_contact_has_one_number_whatever_names_them()
    {
        var shop = await YespoShop.OpenAsync(KeyScope.Ingest, KeyScope.Contacts);

        var number = await shop.ContactAsync("ada@example.com", """, "externalCustomerId": 31, "firstName": "Ada" """);

        number.ShouldBeInRange(1L << 52, (1L << 53) - 1);
        (await shop.ContactAsync("ada@example.com")).ShouldBe(number);
        (await shop.PostAsync("/api/v1/contact", """{"channels": [], "externalCustomerId": "31"}""")).Expect().GetProperty("id").GetInt64().ShouldBe(number);
        (await shop.ContactAsync("bo@example.com")).ShouldNotBe(number);
        await shop.Workspace.EventsAsync();
        var contact = (await shop.GetAsync($"/api/v1/contact/{number}")).Expect();
        (contact.GetProperty("id").GetInt64(), contact.GetProperty("firstName").GetString(), contact.GetProperty("externalCustomerId").GetString())
            .ShouldBe((number, "Ada", "31"));
        contact.GetProperty("channels").EnumerateArray().Select(one => (one.GetProperty("type").GetString(), one.GetProperty("value").GetString()))
            .ShouldBe([("email", "ada@example.com")]);
    }

    [Fact]
    public async Task A_contact_is_changed_by_their_number_and_gets_another_address()
    {
        var shop = await YespoShop.OpenAsync(KeyScope.Ingest, KeyScope.Contacts);
        var number = await shop.ContactAsync("ada@example.com");

        (await shop.AskAsync(HttpMethod.Put, $"/api/v1/contact/{number}", """
            {"firstName": "Ada", "channels": [{"type": "email", "value": "ada@new.example"}, {"type": "sms", "value": "12065550101"}]}
            """)).Expect();

        await shop.Workspace.EventsAsync();
        var contact = (await shop.GetAsync($"/api/v1/contact/{number}")).Expect();
        contact.GetProperty("firstName").GetString().ShouldBe("Ada");
        contact.GetProperty("channels").EnumerateArray().Select(one => one.GetProperty("value").GetString())
            .ShouldBe(["ada@example.com", "ada@new.example", "12065550101"]);
        (await shop.ContactAsync("ada@new.example")).ShouldBe(number);
    }

    [Fact]
    public async Task An_event_finds_its_contact_by_number_and_another_shops_number_finds_nobody()
    {
        var shop = await YespoShop.OpenAsync(KeyScope.Ingest, KeyScope.Contacts);
        var other = await YespoShop.OpenAsync(KeyScope.Ingest, KeyScope.Contacts);
        var (ada, theirs) = (await shop.ContactAsync("ada@example.com"), await other.ContactAsync("ada@example.com"));

        (await shop.PostAsync("/api/v2/event", $$$"""{"eventTypeKey": "quizFinished", "params": {"contactId": {{{ada}}}}}""")).Expect();
        (await shop.PostAsync("/api/v2/event", $$$"""{"eventTypeKey": "quizFinished", "params": {"contactId": {{{theirs}}}}}""")).Expect(400);
        (await shop.PostAsync("/tracker/api/v2", $$$"""{"GeneralInfo": {"eventName": "MainPage", "user_es_contact_id": "{{{ada}}}"}}""")).Expect();

        var events = await shop.Workspace.EventsAsync();
        events.Select(e => e.Name).ShouldBe(["customer_updated", "quizFinished", "pageViewed"]);
        var contacts = (await shop.Workspace.Owner.GetAnswerAsync("/api/contacts")).Expect().GetProperty("items");
        contacts.GetArrayLength().ShouldBe(1);
        (await shop.GetAsync($"/api/v1/contact/{theirs}")).Expect(404);
        (await shop.AskAsync(HttpMethod.Put, $"/api/v1/contact/{theirs}", """{"firstName": "x"}""")).Expect(404);
    }

    [Fact]
    public async Task Replayed_elsewhere_an_event_of_a_number_finds_its_person_too()
    {
        var shop = await YespoShop.OpenAsync(KeyScope.Ingest);
        var ada = await shop.ContactAsync("ada@example.com");
        (await shop.PostAsync("/api/v2/event", $$$"""{"eventTypeKey": "quizFinished", "params": {"contactId": {{{ada}}}}}""")).Expect();
        await shop.Workspace.EventsAsync();

        var fresh = await shop.Workspace.ReplayAsync("new_workspace");

        var state = await WorkspaceState.OfAsync(shop.Workspace.Server, fresh.Into);
        state.Count(row => row.StartsWith("(contact,", StringComparison.Ordinal)).ShouldBe(1);
        state.Single(row => row.StartsWith("(trait,", StringComparison.Ordinal) && row.Contains("quizFinished", StringComparison.Ordinal)).ShouldContain("ada@example.com");
    }

    [Fact]
    public async Task Many_contacts_come_in_one_call_and_their_import_can_be_followed()
    {
        var shop = await YespoShop.OpenAsync(KeyScope.Ingest);
        var contacts = string.Join(',', Enumerable.Range(0, 3000).Select(i => $$"""{"externalCustomerId": {{i}}, "channels": [{"type": "email", "value": "c{{i}}@example.com"}]}"""));

        var answer = (await shop.PostAsync("/api/v1/contacts", $$"""{"dedupeOn": "externalCustomerId", "contacts": [{{contacts}}]}""")).Expect();

        answer.GetProperty("failedContacts").GetArrayLength().ShouldBe(0);
        var path = "/api/v1/importstatus/" + answer.GetProperty("asyncSessionId").GetString();
        (await shop.GetAsync(path)).Expect().GetProperty("status").GetString().ShouldBeOneOf("STARTED", "IMPORTING", "FINISHED");
        await Eventually.Async(async () => (await shop.GetAsync(path)).Expect().GetProperty("status").GetString() == "FINISHED");
        var mapping = (await shop.GetAsync(path)).Expect().GetProperty("mapping").EnumerateArray()
            .ToDictionary(one => one.GetProperty("dedupeValue").GetString() ?? "", one => one.GetProperty("contactId").GetInt64());
        mapping.Count.ShouldBe(3000);
        (await shop.ContactAsync("c7@example.com")).ShouldBe(mapping["7"]);
        (await shop.PostAsync("/api/v1/contacts", $$"""{"dedupeOn": "externalCustomerId", "contacts": [{{contacts}}]}""")).Expect();
        (await shop.Workspace.EventsAsync()).Count.ShouldBe(3001);
    }

    [Fact]
    public async Task Contacts_that_name_nobody_fail_one_by_one()
    {
        var shop = await YespoShop.OpenAsync(KeyScope.Ingest);

        var answer = (await shop.PostAsync("/api/v1/contacts", """
            {"contacts": [{"channels": [{"type": "email", "value": "a@example.com"}]}, {"firstName": "Nobody", "channels": []}]}
            """)).Expect();
        var none = (await shop.PostAsync("/api/v1/contacts", """{"contacts": [{"channels": []}]}""")).Expect();

        var failed = answer.GetProperty("failedContacts").EnumerateArray().ShouldHaveSingleItem();
        (failed.GetProperty("firstName").GetString(), failed.GetProperty("error").GetString()?.Length > 0).ShouldBe(("Nobody", true));
        (none.GetProperty("asyncSessionId").GetString(), none.GetProperty("failedContacts").GetArrayLength()).ShouldBe((null, 1));
        (await shop.Workspace.EventsAsync()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("0195a00000007000800000000000000a-1-0123456789abcdef0123456789abcdef")]
    public async Task An_import_that_never_was_is_not_found(string id)
    {
        var shop = await YespoShop.OpenAsync(KeyScope.Ingest);

        (await shop.GetAsync("/api/v1/importstatus/" + id)).Expect(404);
    }

    [Fact]
    public async Task A_key_that_only_sends_reads_nobody()
    {
        var shop = await YespoShop.OpenAsync(KeyScope.Ingest);
        var number = (await shop.ContactAsync("ada@example.com")).ToString(CultureInfo.InvariantCulture);

        (await shop.GetAsync("/api/v1/contact/" + number)).Expect(403);
        (await shop.PostAsync("/api/v1/emails/unsubscribed/delete", """{"emails": ["ada@example.com"]}""")).Expect(403);
        var subscribed = (await shop.PostAsync("/api/v1/contact/subscribe", """{"contact": {"channels": [{"type": "email", "value": "ada@example.com"}]}}""")).Expect();
        subscribed.EnumerateObject().Select(field => field.Name).ShouldBe(["id"]);
        var reader = await YespoShop.OpenAsync(shop.Workspace, KeyScope.Contacts);
        (await reader.GetAsync("/api/v1/contact/" + number)).Expect();
        (await reader.PostAsync("/api/v1/contact", """{"channels": [{"type": "email", "value": "b@example.com"}]}""")).Expect(403);
    }

    [Fact]
    public async Task A_plugin_sees_whose_key_it_is_and_gets_an_id_of_the_site()
    {
        var shop = await YespoShop.OpenAsync(KeyScope.Ingest);

        (await shop.GetAsync("/api/v1/account/info")).Expect().GetProperty("organisationName").GetString().ShouldBe("Test shop");
        var site = (await shop.PostAsync("/api/v1/site/domains", """{"domain": "shop.example"}""")).Expect();
        site.GetProperty("siteId").GetString().ShouldNotBeNullOrEmpty();
        (await shop.PostAsync("/api/v1/site/domains", """{"domain": "not a domain"}""")).Faults.ShouldBe(["domain"]);
        (await shop.Workspace.Anonymous.GetAnswerAsync("/api/v1/account/info")).Expect(401);
    }
}
