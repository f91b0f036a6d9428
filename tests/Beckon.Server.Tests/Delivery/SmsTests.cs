using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Beckon.Delivery.Sms;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Server.Tests.Delivery;

/// <summary>Text messages: from the flow that sends them to the phone, and what the phone's owner does and answers.</summary>
public sealed class SmsTests
{
    internal const string Phone = "+13125550142";
    private const string Account = "AC0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task A_flow_writes_a_text_message_whose_short_link_leads_to_the_cart_and_counts_the_click()
    {
        var shop = await TestWorkspace.CreateAsync();
        await PublishAsync(shop, "{{firstName}}, your cart is waiting: {{cart.url}}.");
        var ada = await SubscriberAsync(shop);
        await AbandonAsync(shop);

        var row = await InboxAsync(shop);
        (row.GetProperty("channel").GetString(), row.GetProperty("to").GetString()).ShouldBe(("sms", Phone));
        var message = (await shop.Owner.GetAnswerAsync($"/api/test-inbox/{row.GetProperty("id").GetString()}")).Expect();
        var text = message.GetProperty("text").GetString().ShouldNotBeNull();
        var link = message.GetProperty("links")[0];
        var shortUrl = link.GetProperty("url").GetString().ShouldNotBeNull();
        text.ShouldBe($"Ada, your cart is waiting: {shortUrl}.\nReply STOP to opt out.");
        link.GetProperty("target").GetString().ShouldBe("https://shop.example/cart/c-1?a=1&b=2");

        // What draws a picture of the page is nobody who clicks.
        using (var preview = new HttpRequestMessage(HttpMethod.Get, new Uri(shortUrl).AbsolutePath))
        {
            preview.Headers.TryAddWithoutValidation("User-Agent", "Mozilla/5.0 facebookexternalhit/1.1 Facebot Twitterbot/1.0");
            (await shop.Anonymous.SendAsync(preview)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Found);
        }
        using var clicked = await shop.Anonymous.GetAsync(new Uri(shortUrl).AbsolutePath);
        clicked.Headers.Location.ShouldBe(new Uri("https://shop.example/cart/c-1?a=1&b=2"));
        await Eventually.Async(async () => (await EventsAsync(shop, ada)).Contains("message_clicked"));
        (await EventsAsync(shop, ada)).Count(name => name == "message_clicked").ShouldBe(1);
        (await shop.Anonymous.GetAsync("/s/0123456789")).StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Who_never_agreed_to_text_messages_gets_none_and_it_is_said_why()
    {
        var shop = await TestWorkspace.CreateAsync();
        var flow = await PublishAsync(shop, "Your cart is waiting");
        await AbandonAsync(shop);

        await Eventually.Async(async () => (await shop.Owner.GetAnswerAsync($"/api/flow-runs?flow={flow}")).Expect().GetProperty("items").GetArrayLength() == 1);
        var run = (await shop.Owner.GetAnswerAsync($"/api/flow-runs?flow={flow}")).Expect().GetProperty("items")[0].GetProperty("id").GetString();
        var trace = (await shop.Owner.GetAnswerAsync($"/api/flow-runs/{run}")).Expect().GetProperty("trace").EnumerateArray().Select(line => $"{line.GetProperty("rule")}: {line.GetProperty("seen")}").ToList();
        trace.ShouldContain("has a phone number: yes");
        trace.ShouldContain("is subscribed to SMS: never");
    }

    [Fact]
    public async Task Twilio_takes_messages_and_tells_of_their_fate_and_of_what_is_answered()
    {
        var shop = await TestWorkspace.CreateAsync();
        await ConnectAsync(shop, Account);
        await PublishAsync(shop, "Your cart is waiting");
        var ada = await SubscriberAsync(shop);
        await AbandonAsync(shop);

        await Eventually.Async(() => Task.FromResult(FakeTwilio.Shared.Taken(Account).Count == 1));
        var form = FakeTwilio.Shared.Taken(Account)[0];
        (form["To"], form["From"], form["Body"]).ShouldBe((Phone, "+13125550100", "Your cart is waiting\nReply STOP to opt out."));
        // Nobody outside this machine could call it.
        form.ShouldNotContainKey("StatusCallback");

        await Eventually.Async(async () => (await EventsAsync(shop, ada)).Contains("message_sent"));
        var message = await MessageIdAsync(shop, ada);
        var hooks = IncomingPath(shop).Replace("/incoming", "", StringComparison.Ordinal);
        (await TellAsync(shop, $"{hooks}/status/{message}", [("MessageSid", "SM1"), ("MessageStatus", "delivered"), ("To", Phone)], signature: "AAAA")).ShouldBe(403);
        (await TellAsync(shop, $"{hooks}/status/{message}", [("MessageSid", "SM1"), ("MessageStatus", "delivered"), ("To", Phone)])).ShouldBe(204);
        await Eventually.Async(async () => (await EventsAsync(shop, ada)).Contains("message_delivered"));
        await Eventually.Async(async () => await StatusAsync(shop, ada) == "delivered");

        (await TellAsync(shop, IncomingPath(shop), [("MessageSid", "SM2"), ("From", Phone), ("To", "+13125550100"), ("Body", "Is it still there?")])).ShouldBe(200);
        (await TellAsync(shop, IncomingPath(shop), [("MessageSid", "SM3"), ("From", Phone), ("To", "+13125550100"), ("Body", " Stop. ")])).ShouldBe(200);
        // Told once more, it is the same.
        (await TellAsync(shop, IncomingPath(shop), [("MessageSid", "SM3"), ("From", Phone), ("To", "+13125550100"), ("Body", " Stop. ")])).ShouldBe(200);
        await Eventually.Async(async () => (await EventsAsync(shop, ada)).Contains("contact_unsubscribed"));
        (await ConsentAsync(shop, ada)).ShouldBe("unsubscribed");
        (await EventsAsync(shop, ada)).Count(name => name is "contact_unsubscribed" or "message_received").ShouldBe(2);
        await AbandonAsync(shop, "c-2");
        await Eventually.Async(async () => (await MessagesAsync(shop, ada)).Select(message => message.Status).SequenceEqual(["delivered", "skipped"]));
        FakeTwilio.Shared.Taken(Account).Count.ShouldBe(1);

        (await TellAsync(shop, IncomingPath(shop), [("MessageSid", "SM4"), ("From", Phone), ("To", "+13125550100"), ("Body", "START")])).ShouldBe(200);
        (await ConsentAsync(shop, ada)).ShouldBe("subscribed");
    }

    [Fact]
    public async Task What_Twilio_says_of_a_number_is_kept()
    {
        const string Bad = "+13125550143", Stopped = "+13125550144";
        const string account = "AC1123456789abcdef0123456789abcdef";
        var shop = await TestWorkspace.CreateAsync();
        await ConnectAsync(shop, account);
        await PublishAsync(shop, "Your cart is waiting");
        FakeTwilio.Shared.Answer(Bad, 400, 21614, "To number is not a mobile number");
        FakeTwilio.Shared.Answer(Stopped, 400, 21610, "Attempt to send to unsubscribed recipient");
        var bad = await SubscriberAsync(shop, "bad@example.com", Bad);
        var stopped = await SubscriberAsync(shop, "stopped@example.com", Stopped);
        await AbandonAsync(shop, "c-bad", "bad@example.com");
        await AbandonAsync(shop, "c-stopped", "stopped@example.com");

        await Eventually.Async(async () => await ConsentAsync(shop, stopped) == "unsubscribed");
        await Eventually.Async(async () => (await shop.Owner.GetAnswerAsync($"/api/contacts/{bad}")).Expect().GetProperty("suppressions").GetArrayLength() == 1);
        await Eventually.Async(async () => (await EventsAsync(shop, bad)).Contains("message_bounced"));
    }

    [Fact]
    public async Task A_number_that_nobody_has_becomes_a_contact_with_what_they_said()
    {
        const string account = "AC2123456789abcdef0123456789abcdef";
        var shop = await TestWorkspace.CreateAsync();
        await ConnectAsync(shop, account);
        (await TellAsync(shop, IncomingPath(shop), [("MessageSid", "SM9"), ("From", "+13125550199"), ("To", "+13125550100"), ("Body", "join")])).ShouldBe(200);
        await Eventually.Async(async () => (await shop.Owner.GetAnswerAsync("/api/contacts")).Expect().GetProperty("items").GetArrayLength() == 1);
        var contact = (await shop.Owner.GetAnswerAsync("/api/contacts")).Expect().GetProperty("items")[0].GetProperty("id").GetString().ShouldNotBeNull();
        (await ConsentAsync(shop, contact)).ShouldBe("subscribed");
    }

    [Fact]
    public async Task A_campaign_goes_by_text_message_and_stays_on_its_channel()
    {
        var shop = await TestWorkspace.CreateAsync();
        var mail = (await shop.Owner.PostAnswerAsync("/api/templates", new { name = "Mail", subject = "S", html = "<p>H</p>" })).Expect(201).GetProperty("id").GetString();
        (await shop.Owner.PostAnswerAsync("/api/campaigns", new { channel = "sms", templateId = mail })).Faults.ShouldBe(["templateId"]);
        var text = (await shop.Owner.PostAnswerAsync("/api/templates", new { name = "Text", channel = "sms", text = "Your cart is waiting" })).Expect(201).GetProperty("id").GetString();
        var id = (await shop.Owner.PostAnswerAsync("/api/campaigns", new { name = "By text" })).Expect(201).GetProperty("id").GetString();
        var edited = (await shop.Owner.PatchAnswerAsync($"/api/campaigns/{id}", new { channel = "sms", templateId = text })).Expect();
        (edited.GetProperty("channel").GetString(), edited.GetProperty("content").GetProperty("text").GetString()).ShouldBe(("sms", "Your cart is waiting"));
        // It is a template of the other channel that a change of channel leaves behind.
        (await shop.Owner.PatchAnswerAsync($"/api/campaigns/{id}", new { channel = "email" })).Expect().GetProperty("templateId").ValueKind.ShouldBe(JsonValueKind.Null);
        (await shop.Owner.PatchAnswerAsync($"/api/campaigns/{id}", new { channel = "sms", templateId = text })).Expect();
        var review = (await shop.Owner.GetAnswerAsync($"/api/campaigns/{id}/review")).Expect();
        review.GetProperty("subscribed").GetInt64().ShouldBe(0);
        review.GetProperty("problems").EnumerateArray().ShouldAllBe(problem => !problem.GetProperty("blocking").GetBoolean());
        (await shop.Owner.PostAnswerAsync($"/api/campaigns/{id}/test", new { to = "ada@example.com" })).Faults.ShouldBe(["to"]);
        (await shop.Owner.PostAnswerAsync($"/api/campaigns/{id}/test", new { to = "312 555 0142" })).Expect().GetProperty("outcome").GetString().ShouldBe("accepted");
        (await shop.Owner.AskAsync(HttpMethod.Delete, "/api/test-inbox", null)).Expect(204);

        (await shop.Owner.PostAnswerAsync($"/api/campaigns/{id}/live", new { })).Expect();
        (await shop.Owner.PatchAnswerAsync($"/api/campaigns/{id}", new { channel = "email" })).Faults.ShouldBe(["channel"]);
        var ada = await SubscriberAsync(shop);
        (await shop.Owner.GetAnswerAsync($"/api/campaigns/{id}/review")).Expect().GetProperty("subscribed").GetInt64().ShouldBe(1);
        await AbandonAsync(shop);
        (await InboxAsync(shop)).GetProperty("snippet").GetString().ShouldBe("Your cart is waiting\nReply STOP to opt out.");
        (await MessagesAsync(shop, ada)).ShouldHaveSingleItem();
        await Eventually.Async(async () => (await shop.Owner.GetAnswerAsync($"/api/campaigns/{id}/report")).Expect().GetProperty("sent").GetInt64() == 1);
    }

    private static async Task ConnectAsync(TestWorkspace shop, string account) =>
        (await shop.Owner.PutAnswerAsync("/api/channels/sms", Settings(account, FakeTwilio.Token))).Expect();

    internal static object Settings(string account, string? token) => new { provider = "twilio", twilio = new { accountSid = account, authToken = token, from = "+1 312 555-0100" } };

    internal static object Definition(string? template, string channel) => new
    {
        trigger = new { type = "event", on = new { @event = "cart_abandoned" } },
        steps = new object[] { new { type = "send", id = "text", channel, template } },
    };

    private static async Task<string> PublishAsync(TestWorkspace shop, string text)
    {
        var template = (await shop.Owner.PostAnswerAsync("/api/templates", new { name = "Text", channel = "sms", text })).Expect(201).GetProperty("id").GetString();
        var flow = (await shop.Owner.PostAnswerAsync("/api/flows", new { name = "Texts", definition = Definition(template, "sms") })).Expect(201).GetProperty("id").GetString().ShouldNotBeNull();
        (await shop.Owner.PostAnswerAsync($"/api/flows/{flow}/publish", new { })).Expect();
        return flow;
    }

    private static async Task<string> SubscriberAsync(TestWorkspace shop, string email = "ada@example.com", string phone = Phone)
    {
        (await shop.Api.PostAnswerAsync("/api/events", new { @event = "customer_created", email, phone, firstName = "Ada" })).Expect(202);
        var contact = default(string);
        await Eventually.Async(async () =>
        {
            var found = (await shop.Owner.GetAnswerAsync($"/api/contacts?q={email}")).Expect().GetProperty("items");
            contact = found.GetArrayLength() == 1 ? found[0].GetProperty("id").GetString() : null;
            return contact is not null;
        });
        (await shop.Owner.PostAnswerAsync($"/api/contacts/{contact}/consent", new { channel = "sms", status = "subscribed", note = "Said so at the till" })).Expect();
        return contact!;
    }

    private static async Task AbandonAsync(TestWorkspace shop, string cart = "c-1", string email = "ada@example.com") =>
        (await shop.Api.PostAnswerAsync("/api/events", new
        {
            @event = "cart_abandoned",
            email,
            phone = email == "ada@example.com" ? Phone : null,
            cart = new { id = cart, url = $"https://shop.example/cart/{cart}?a=1&b=2" },
        })).Expect(202);

    internal static async Task<JsonElement> InboxAsync(TestWorkspace shop)
    {
        var found = default(JsonElement?);
        await Eventually.Async(async () =>
        {
            var items = (await shop.Owner.GetAnswerAsync("/api/test-inbox")).Expect().GetProperty("items");
            found = items.GetArrayLength() > 0 ? items[0] : null;
            return found is not null;
        });
        return found!.Value;
    }

    private static async Task<List<string?>> EventsAsync(TestWorkspace shop, string contact) =>
        [.. (await shop.Owner.GetAnswerAsync($"/api/events?contactId={contact}")).Expect().GetProperty("items").EnumerateArray().Select(e => e.GetProperty("name").GetString())];

    private static async Task<string?> ConsentAsync(TestWorkspace shop, string contact) =>
        (await shop.Owner.GetAnswerAsync($"/api/contacts/{contact}")).Expect().GetProperty("consents").EnumerateArray()
            .Where(consent => consent.GetProperty("channel").GetString() == "sms").Select(consent => consent.GetProperty("status").GetString()).SingleOrDefault();

    private static async Task<string> MessageIdAsync(TestWorkspace shop, string contact) => (await MessagesAsync(shop, contact))[0].Id;

    private static async Task<string> StatusAsync(TestWorkspace shop, string contact) => (await MessagesAsync(shop, contact))[0].Status;

    private static async Task<List<(string Id, string Status)>> MessagesAsync(TestWorkspace shop, string contact)
    {
        PublicId.TryParse(Ids.Contact, contact, out var id).ShouldBeTrue();
        await using var connection = await shop.Get<NpgsqlDataSource>().OpenConnectionAsync();
        return await connection
            .Command("select id, status from message where workspace_id = $1 and contact_id = $2 order by created_at")
            .With(shop.Id).With(id)
            .ReadAsync(row => (Ids.Out(Ids.Message, row.GetGuid(0)), row.GetString(1)), CancellationToken.None);
    }

    private static string IncomingPath(TestWorkspace shop) => new Uri(shop.Get<TwilioHooks>().IncomingUrl(shop.Id)).AbsolutePath;

    // As Twilio does it: signed over the address and all fields.
    private static async Task<int> TellAsync(TestWorkspace shop, string path, (string Name, string Value)[] fields, string? signature = null)
    {
        var text = new StringBuilder(new Uri(shop.Get<TwilioHooks>().IncomingUrl(shop.Id)).GetLeftPart(UriPartial.Authority) + path);
        foreach (var (name, value) in fields.OrderBy(field => field.Name, StringComparer.Ordinal)) text.Append(name).Append(value);
#pragma warning disable CA5350 // It is what Twilio signs with.
        var signed = signature ?? Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(FakeTwilio.Token), Encoding.UTF8.GetBytes(text.ToString())));
#pragma warning restore CA5350
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        request.Headers.Add("X-Twilio-Signature", signed);
        using var response = await shop.Anonymous.SendAsync(request);
        return (int)response.StatusCode;
    }
}
