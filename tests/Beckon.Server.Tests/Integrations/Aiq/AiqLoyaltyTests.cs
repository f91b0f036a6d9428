using System.Globalization;
using Beckon.Accounts;

namespace Beckon.Server.Tests.Integrations.Aiq;

public sealed class AiqLoyaltyTests
{
    [Fact]
    public async Task Who_signs_up_is_a_member_from_then_on()
    {
        var till = await AiqPartner.OpenAsync(KeyScope.Ingest, KeyScope.Contacts);
        await till.PostAsync($"/api/v1.1/createUpdateMember/{till.Workspace.Uid}", """{"email": "mia@example.com"}""");
        await till.Workspace.EventsAsync();
        (await till.WalletAsync("""{"email": "mia@example.com"}""")).GetProperty("isMember").GetBoolean().ShouldBeFalse();

        var signedUp = (await till.PostAsync("/api/v2/loyalty", """
            {"email": "mia@example.com", "mobilePhone": "12065550188", "firstName": "Mia", "favoriteStore": "Pearl Street", "favoriteStoreID": "12", "loyalty": true,
             "smsoptin": true}
            """)).Expect();
        await till.Workspace.EventsAsync();
        (await till.PostAsync("/api/v2/loyalty", """{"email": "mia@example.com", "mobilePhone": "12065550188", "lastName": "Ono", "loyalty": true}""")).Expect();
        await till.Workspace.EventsAsync();

        var id = signedUp.GetProperty("data").GetProperty("contactID").GetString();
        var wallet = await till.WalletAsync("""{"phone": "(206) 555-0188", "email": ""}""");
        (wallet.GetProperty("contactID").GetString(), wallet.GetProperty("isMember").GetBoolean(), wallet.GetProperty("loyaltyPoints").GetInt32(),
            wallet.GetProperty("discountTemplates").GetArrayLength()).ShouldBe((id, true, 0, 0));
        wallet.GetProperty("memberSince").GetInt64().ShouldBeGreaterThan(1_700_000_000);
        (await till.Workspace.EventsAsync()).Count(e => e.Name == "loyalty_signed_up").ShouldBe(1);
        (await till.ConsentAsync("mia@example.com", "sms")).ShouldBe("subscribed");
    }

    [Theory]
    [InlineData("mia%40example.com")]
    [InlineData("12065550188")]
    [InlineData("%2B12065550188")]
    public async Task A_look_up_says_who_it_is_and_whether_they_are_a_member(string emailOrPhone)
    {
        var till = await AiqPartner.OpenAsync(KeyScope.Ingest, KeyScope.Contacts);
        await till.PostAsync("/api/v2/loyalty", """{"email": "mia@example.com", "mobilePhone": "12065550188", "favoriteStore": "Pearl Street"}""");
        await till.Workspace.EventsAsync();

        var answer = (await till.PostAsync("/api/v2/loyalty/lookup/" + emailOrPhone, "{}")).Expect();

        foreach (var place in new[] { answer, answer.GetProperty("data") })
        {
            place.GetProperty("contact").GetProperty("email").GetString().ShouldBe("mia@example.com");
            (place.GetProperty("wallet").GetProperty("points").GetInt32(), place.GetProperty("wallet").GetProperty("tier").GetString()).ShouldBe((0, null));
        }
        (answer.GetProperty("data").GetProperty("isMember").GetBoolean(), answer.GetProperty("data").GetProperty("favoriteStore").GetString()).ShouldBe((true, "Pearl Street"));
        var id = answer.GetProperty("contact").GetProperty("universalID").GetString();
        (await till.DataAsync("/api/v2/lookup/12065550188")).GetProperty("contactID").GetString().ShouldBe(id);
        (await till.DataAsync("/api/v2/lookup/email/mia@example.com")).GetProperty("contactID").GetString().ShouldBe(id);
    }

    [Fact]
    public async Task Nobody_is_not_found_in_words_that_clients_show()
    {
        var till = await AiqPartner.OpenAsync(KeyScope.Contacts);

        foreach (var answer in new[]
        {
            await till.PostAsync("/api/v2/wallet", """{"phone": "12065550100"}"""), await till.PostAsync("/api/v2/wallet", "{}"),
            await till.PostAsync("/api/v2/loyalty/lookup/nobody@example.com", "{}"), await till.AskAsync(HttpMethod.Get, "/api/v2/lookup/12065550100"),
        })
        {
            var problem = answer.Expect(404);
            (problem.GetProperty("success").GetBoolean(), problem.GetProperty("code").GetInt32()).ShouldBe((false, 404));
            problem.GetProperty("errors")[0].GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public async Task A_no_is_never_undone_by_a_call()
    {
        var till = await AiqPartner.OpenAsync(KeyScope.Ingest);

        (await till.AskAsync(HttpMethod.Put, "/api/v2/optin/text/12065550188/true")).Expect();
        (await till.ConsentAsync("+12065550188", "sms")).ShouldBe("subscribed");
        (await till.AskAsync(HttpMethod.Put, "/api/v2/optin/text/12065550188/false")).Expect();
        (await till.ConsentAsync("+12065550188", "sms")).ShouldBe("unsubscribed");
        (await till.AskAsync(HttpMethod.Put, "/api/v2/optin/text/12065550188/true?doubleopt=true")).Expect();
        (await till.ConsentAsync("+12065550188", "sms")).ShouldBe("unsubscribed");
        (await till.AskAsync(HttpMethod.Put, "/api/v2/optin/email/new@example.com/true?doubleopt=true")).Expect();
        (await till.AskAsync(HttpMethod.Put, "/api/v2/optin/text/5/true")).Faults.ShouldBe(["phone"]);
        (await till.AskAsync(HttpMethod.Put, "/api/v2/optin/text/12065550188/maybe")).Faults.ShouldBe(["optIn"]);

        (await till.Workspace.EventsAsync()).Select(e => (e.Name, e.Status)).ShouldBe(
        [
            ("customer_optin_status_changed", "subscribed"), ("customer_optin_status_changed", "unsubscribed"), ("customer_optin_status_changed", "pending"),
            ("customer_optin_status_changed", "pending"),
        ]);
        var before = await WorkspaceState.OfAsync(till.Workspace.Server, till.Workspace.Id);
        var fresh = await till.Workspace.ReplayAsync("new_workspace");
        (await WorkspaceState.OfAsync(till.Workspace.Server, fresh.Into)).ShouldBe(before);
    }

    [Fact]
    public async Task Keys_do_what_their_scope_says_and_no_more()
    {
        var sender = await AiqPartner.OpenAsync(KeyScope.Ingest);
        var reader = await AiqPartner.OpenAsync(sender.Workspace, KeyScope.Contacts);
        var uid = sender.Workspace.Uid;

        (await sender.PostAsync("/api/v2/wallet", """{"phone": "12065550188"}""")).Expect(403);
        (await sender.PostAsync("/api/v2/loyalty/lookup/a@example.com", "{}")).Expect(403);
        foreach (var path in new[] { $"/api/v1.1/piis/{uid}", $"/api/v1.1/piis/{uid}/1", "/api/v2/lookup/1", "/api/v2/lookup/email/a" })
            (await sender.AskAsync(HttpMethod.Get, path)).Expect(403);
        (await reader.PostAsync("/api/v2/loyalty", """{"email": "a@example.com"}""")).Expect(403);
        (await reader.AskAsync(HttpMethod.Put, "/api/v2/optin/email/a@example.com/true")).Expect(403);
        (await sender.Workspace.EventsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_uid_must_be_that_of_the_keys_workspace()
    {
        var till = await AiqPartner.OpenAsync(KeyScope.Ingest, KeyScope.Contacts);
        var other = await TestWorkspace.CreateAsync();

        var problem = (await till.PostAsync($"/api/v1.1/createUpdateSale/{other.Uid}", """{"visit": {"pos_id": "1", "transaction_total": 5}}""")).Expect(403);
        (await till.AskAsync(HttpMethod.Get, $"/api/v1.1/piis/{other.Uid}")).Expect(403);

        problem.GetProperty("errors")[0].GetProperty("message").GetString().ShouldNotBeNull().ShouldContain(other.Uid);
        (await till.Workspace.EventsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Disconnected_it_answers_nothing()
    {
        var till = await AiqPartner.OpenAsync(KeyScope.Ingest, KeyScope.Contacts);
        (await till.PostAsync("/api/v2/loyalty", """{"email": "mia@example.com"}""")).Expect();
        await till.Workspace.EventsAsync();
        await till.WalletAsync("""{"email": "mia@example.com"}""");
        var source = (await till.Workspace.Owner.GetAnswerAsync("/api/sources")).Expect().GetProperty("items")[0].GetProperty("id").GetString();

        (await till.Workspace.Owner.DeleteAnswerAsync($"/api/sources/{source}")).Expect(204);

        (await till.PostAsync("/api/v2/wallet", """{"email": "mia@example.com"}""")).Expect(403);
        (await till.AskAsync(HttpMethod.Get, $"/api/v1.1/piis/{till.Workspace.Uid}")).Expect(403);
    }

    [Fact]
    public async Task Contacts_are_listed_searched_sorted_and_paged()
    {
        var till = await AiqPartner.OpenAsync(KeyScope.Ingest, KeyScope.Contacts);
        var uid = till.Workspace.Uid;
        var members = string.Join(',', Enumerable.Range(0, 120).Select(i => $$"""{"email": "m{{i.ToString("000", CultureInfo.InvariantCulture)}}@example.com", "firstName": "M{{i}}"}"""));
        (await till.PostAsync($"/api/v1.1/createUpdateMembers/{uid}", $"[{members}]")).Expect();
        (await till.PostAsync("/api/v2/loyalty", """{"email": "mia@example.com", "mobilePhone": "12065550188", "firstName": "Mia", "lastName": "Ono", "favoriteStoreID": 12, "smsoptin": true}""")).Expect();
        (await till.PostAsync($"/api/v1.1/createUpdateSale/{uid}", """{"member": {"email": "mia@example.com"}, "visit": {"pos_id": "1", "transaction_total": 12.5}}""")).Expect();
        await till.Workspace.EventsAsync();

        var second = await till.DataAsync($"/api/v1.1/piis/{uid}?start=100&limit=100&sort=email&dir=asc");
        (second.GetProperty("total").GetInt64(), second.GetProperty("size").GetInt32(), second.GetProperty("start").GetInt32()).ShouldBe((121, 21, 100));
        second.GetProperty("results")[0].GetProperty("email").GetString().ShouldBe("m100@example.com");
        var found = await till.DataAsync($"/api/v1.1/piis/{uid}?search={Uri.EscapeDataString("is:member has:mobile \"Mia Ono\"")}");
        var mia = found.GetProperty("results").EnumerateArray().ShouldHaveSingleItem();
        (mia.GetProperty("mobilePhone").GetString(), mia.GetProperty("isMember").GetBoolean(), mia.GetProperty("favoriteStoreID").GetString(),
            mia.GetProperty("hasRequested").GetBoolean(), mia.GetProperty("optinTime").GetInt64() > 0).ShouldBe(("12065550188", true, "12", true, true));
        (await till.DataAsync($"/api/v1.1/piis/{uid}?search=not:member")).GetProperty("total").GetInt64().ShouldBe(120);
        var detail = await till.DataAsync($"/api/v1.1/piis/{uid}/{mia.GetProperty("contactID").GetString()}");
        (detail.GetProperty("orderAmountSpent").GetDecimal(), detail.GetProperty("loyaltyPoints").GetInt32()).ShouldBe((12.5m, 0));
        (await till.AskAsync(HttpMethod.Get, $"/api/v1.1/piis/{uid}/4503599627370497")).Expect(404);
        (await till.AskAsync(HttpMethod.Get, $"/api/v1.1/piis/{uid}?sort=points")).Faults.ShouldBe(["sort"]);
    }

    [Fact]
    public async Task A_sale_counts_as_revenue_of_its_member()
    {
        var till = await AiqPartner.OpenAsync(KeyScope.Ingest, KeyScope.Contacts);
        const string sale = """
            {"member": {"email": "mia@example.com"}, "visit": {"pos_id": "t-1", "pos_type": "online", "transaction_date": "2026-03-02 09:15:30 +0200", "location": "Pearl Street",
             "budtenderName": "Kai", "visit_details_attributes": [{"sku": "TEA", "price": 20, "quantity": 2}], "transaction_total": TOTAL}}
            """;
        foreach (var total in new[] { "40.0", "35.0", "40.0" })
            (await till.PostAsync($"/api/v1.1/createUpdateSale/{till.Workspace.Uid}", sale.Replace("TOTAL", total, StringComparison.Ordinal))).Expect();
        await till.Workspace.EventsAsync();

        var order = (await till.Workspace.Owner.GetAnswerAsync("/api/orders")).Expect().GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (order.GetProperty("externalId").GetString(), order.GetProperty("status").GetString(), order.GetProperty("total").GetDecimal()).ShouldBe(("t-1", "DELIVERED", 35m));
        order.GetProperty("placedAt").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2026, 3, 2, 7, 15, 30, TimeSpan.Zero));
        (await till.Workspace.EventsAsync()).ShouldContain(e => e.Name == "customer_assigned_to_budtender");
    }
}
