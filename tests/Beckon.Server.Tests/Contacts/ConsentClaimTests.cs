using System.Globalization;
using System.Text.Json;

namespace Beckon.Server.Tests.Contacts;

/// <summary>What a platform says of consent counts, is logged with its source, and never undoes a no.</summary>
public sealed class ConsentClaimTests
{
    [Fact]
    public async Task A_no_counts_at_once_and_no_later_yes_of_the_platform_undoes_it()
    {
        var shop = await PlatformShop.OpenAsync();
        await shop.SayAsync("customers/create", Customer("not_subscribed", null));
        (await shop.ConsentAsync("email")).Status.ShouldBe("never");

        await shop.SayAsync("customers/update", Customer("subscribed", "2026-02-01T10:00:00Z"));
        (await shop.ConsentAsync("email")).Status.ShouldBe("subscribed");

        await shop.SayAsync("customers/update", Customer("unsubscribed", "2026-02-02T10:00:00Z"));
        (await shop.ConsentAsync("email")).ShouldBe(("unsubscribed", "Shopify"));

        await shop.SayAsync("customers/update", Customer("subscribed", "2026-02-03T10:00:00Z"));
        await shop.SayAsync("customers/update", Customer("not_subscribed", null));
        (await shop.ConsentAsync("email")).Status.ShouldBe("unsubscribed");
    }

    [Fact]
    public async Task What_the_person_said_later_counts_more_than_an_old_no()
    {
        var shop = await PlatformShop.OpenAsync();
        await shop.SayAsync("customers/create", Customer("not_subscribed", null));
        var contact = await shop.ContactAsync();
        (await shop.Workspace.Owner.PostAnswerAsync($"/api/contacts/{contact}/consent", new { channel = "email", status = "subscribed", note = "Said so at the till" })).Expect();

        await shop.SayAsync("customers/update", Customer("unsubscribed", "2020-02-02T10:00:00Z"));

        (await shop.ConsentAsync("email")).Status.ShouldBe("subscribed");
    }

    [Fact]
    public async Task A_yes_by_text_message_needs_the_platforms_word()
    {
        var shop = await PlatformShop.OpenAsync();
        await shop.SayAsync("customers/create", Customer("subscribed", "2026-02-01T10:00:00Z"));
        await shop.SayAsync("customers_marketing_consent/update", """
            {"id": 17, "phone": "+12065550142", "sms_marketing_consent": {"state": "subscribed", "opt_in_level": "single_opt_in", "consent_updated_at": "2026-02-02T10:00:00Z"}}
            """);

        (await shop.ConsentAsync("sms")).ShouldBe(("subscribed", "Shopify"));
        (await shop.LogAsync()).ShouldContain("single_opt_in");
    }

    private static string Customer(string state, string? at) => $$$"""
        {"id": 17, "email": "ada@example.com", "updated_at": "{{{TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)}}}",
         "email_marketing_consent": {"state": "{{{state}}}", "opt_in_level": "single_opt_in", "consent_updated_at": {{{JsonSerializer.Serialize(at)}}}}}
        """;

    private sealed record PlatformShop(TestWorkspace Workspace, string Path)
    {
        private const string Secret = "signing secret";

        public static async Task<PlatformShop> OpenAsync()
        {
            var workspace = await TestWorkspace.CreateAsync();
            var connected = (await workspace.Owner.PostAnswerAsync("/api/sources", new { kind = "shopify", signingSecret = Secret })).Expect(201);
            return new(workspace, "/webhooks/" + connected.GetProperty("source").GetProperty("id").GetString());
        }

        public async Task SayAsync(string topic, string body)
        {
            var signature = Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData(
                System.Text.Encoding.UTF8.GetBytes(Secret), System.Text.Encoding.UTF8.GetBytes(body)));
            (await Workspace.Anonymous.AskAsync(HttpMethod.Post, Path, body, ("X-Shopify-Topic", topic), ("X-Shopify-Hmac-Sha256", signature))).Expect();
            await Integrations.Stored.EventsAsync(Workspace);
        }

        public async Task<string> ContactAsync() =>
            (await Workspace.Owner.GetAnswerAsync("/api/contacts")).Expect().GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString() ?? "";

        public async Task<(string? Status, string? Source)> ConsentAsync(string channel)
        {
            var detail = (await Workspace.Owner.GetAnswerAsync($"/api/contacts/{await ContactAsync()}")).Expect();
            var consent = detail.GetProperty("consents").EnumerateArray().Single(one => one.GetProperty("channel").GetString() == channel);
            var said = detail.GetProperty("consentLog").EnumerateArray().FirstOrDefault(one => one.GetProperty("channel").GetString() == channel);
            return (consent.GetProperty("status").GetString(), said.ValueKind == JsonValueKind.Undefined ? null : said.GetProperty("source").GetString());
        }

        public async Task<string> LogAsync() => (await Workspace.Owner.GetAnswerAsync($"/api/contacts/{await ContactAsync()}")).Expect().GetProperty("consentLog").ToString();
    }
}
