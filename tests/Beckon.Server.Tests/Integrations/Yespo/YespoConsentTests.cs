using Beckon.Accounts;

namespace Beckon.Server.Tests.Integrations.Yespo;

public sealed class YespoConsentTests
{
    [Fact]
    public async Task Unsubscribed_addresses_are_out_at_once_and_stay_so()
    {
        var shop = await YespoShop.OpenAsync(KeyScope.Ingest, KeyScope.Contacts);
        await shop.ContactAsync("ada@example.com");
        await shop.ContactAsync("bo@example.com");

        (await shop.PostAsync("/api/v1/emails/unsubscribed/add", """{"emails": ["Ada@example.com", "new@example.com"]}""")).Expect();

        await shop.Workspace.EventsAsync();
        (await shop.ConsentAsync("ada@example.com")).GetProperty("status").GetString().ShouldBe("unsubscribed");
        (await shop.ConsentAsync("new@example.com")).GetProperty("status").GetString().ShouldBe("unsubscribed");
        var kept = (await shop.PostAsync("/api/v1/emails/unsubscribed/delete", """{"emails": ["bo@example.com", "ada@example.com"]}""")).Expect(409);
        kept.GetProperty("emails").EnumerateArray().Select(one => one.GetString()).ShouldBe(["ada@example.com"]);
        (await shop.ConsentAsync("ada@example.com")).GetProperty("status").GetString().ShouldBe("unsubscribed");
        (await shop.PostAsync("/api/v1/emails/unsubscribed/delete", """{"emails": ["bo@example.com", "nobody@example.com"]}""")).Expect();
        (await shop.ConsentAsync("bo@example.com")).GetProperty("status").GetString().ShouldBe("subscribed");
    }

    [Fact]
    public async Task A_form_waits_for_its_confirmation_and_changes_nobody_who_has_spoken()
    {
        var shop = await YespoShop.OpenAsync(KeyScope.Ingest, KeyScope.Contacts);
        (await shop.PostAsync("/api/v1/emails/unsubscribed/add", """{"emails": ["no@example.com"]}""")).Expect();
        await shop.Workspace.EventsAsync();

        var first = (await SubscribeAsync(shop, "new@example.com")).Expect();
        await shop.Workspace.EventsAsync();
        var refused = (await SubscribeAsync(shop, "no@example.com")).Expect();
        await shop.Workspace.EventsAsync();

        (first.GetProperty("emailStatus").GetString(), first.GetProperty("new").GetBoolean()).ShouldBe(("NEED_CONFIRMATION", true));
        (refused.GetProperty("emailStatus").GetString(), refused.GetProperty("new").GetBoolean()).ShouldBe(("BLACKLISTED", false));
        (await shop.ConsentAsync("new@example.com")).GetProperty("status").GetString().ShouldBe("pending");
        (await shop.ConsentAsync("no@example.com")).GetProperty("status").GetString().ShouldBe("unsubscribed");
        (await shop.Workspace.EventsAsync()).Select(e => e.Name).ShouldBe(
            ["customer_optin_status_changed", "subscribeFromApi-footer", "customer_optin_status_changed", "subscribeUpdateFromApi-footer", "customer_optin_status_changed"]);
    }

    private static Task<Answer> SubscribeAsync(YespoShop shop, string email) =>
        shop.PostAsync("/api/v1/contact/subscribe", $$$"""{"contact": {"channels": [{"type": "email", "value": "{{{email}}}"}]}, "formType": "footer"}""");
}
