using Beckon.Accounts;

namespace Beckon.Server.Tests.Delivery;

/// <summary>How text messages are set up, written, looked at and tried.</summary>
public sealed class SmsSettingsTests
{
    [Fact]
    public async Task Settings_are_checked_kept_without_the_token_and_tested()
    {
        var shop = await TestWorkspace.CreateAsync();
        (await shop.Owner.PutAnswerAsync("/api/channels/sms", new { provider = "twilio" })).Faults.ShouldBe(["twilio"]);
        (await shop.Owner.PutAnswerAsync("/api/channels/sms", new { provider = "twilio", twilio = new { accountSid = "AC1", from = "no sender at all", perSecond = 0 } }))
            .Faults.ShouldBe(["twilio.accountSid", "twilio.from", "twilio.perSecond", "twilio.authToken"], ignoreOrder: true);
        (await shop.Owner.PostAnswerAsync("/api/channels/sms/test", new { to = "nobody" })).Faults.ShouldBe(["to"]);
        (await shop.Owner.PostAnswerAsync("/api/channels/sms/test", new { to = "(312) 555-0142" })).Expect().GetProperty("outcome").GetString().ShouldBe("accepted");
        (await SmsTests.InboxAsync(shop)).GetProperty("to").GetString().ShouldBe(SmsTests.Phone);

        var saved = (await shop.Owner.PutAnswerAsync("/api/channels/sms", SmsTests.Settings("AC3123456789abcdef0123456789abcdef", FakeTwilio.Token))).Expect();
        saved.ToString().ShouldNotContain(FakeTwilio.Token);
        saved.GetProperty("twilio").GetProperty("hasToken").GetBoolean().ShouldBeTrue();
        (await shop.Owner.PostAnswerAsync("/api/channels/sms/test", new { to = SmsTests.Phone })).Expect().GetProperty("outcome").GetString().ShouldBe("accepted");
        // Without the token the stored one goes on, for the same account alone.
        (await shop.Owner.PutAnswerAsync("/api/channels/sms", SmsTests.Settings("AC3123456789abcdef0123456789abcdef", token: null))).Expect();
        (await shop.Owner.PutAnswerAsync("/api/channels/sms", SmsTests.Settings("AC4123456789abcdef0123456789abcdef", token: null))).Faults.ShouldBe(["twilio.authToken"]);
        (await shop.Owner.PutAnswerAsync("/api/channels/sms", SmsTests.Settings("AC3123456789abcdef0123456789abcdef", "wrong"))).Expect();
        (await shop.Owner.PostAnswerAsync("/api/channels/sms/test", new { to = SmsTests.Phone })).Expect().GetProperty("outcome").GetString().ShouldBe("misconfigured");

        using var marketing = await shop.SignedInAsync(Role.Marketing);
        (await marketing.PutAnswerAsync("/api/channels/sms", new { provider = "test_inbox" })).Expect(403);
    }

    [Fact]
    public async Task A_text_is_previewed_with_what_it_takes()
    {
        var shop = await TestWorkspace.CreateAsync();
        var plain = (await shop.Owner.PostAnswerAsync("/api/channels/sms/preview", new { text = "Hi {{firstName}}, https://shop.example/a/very/long/address/of/a/cart/that/nobody/types" })).Expect();
        plain.GetProperty("text").GetString().ShouldNotBeNull().ShouldContain("/s/");
        (plain.GetProperty("encoding").GetString(), plain.GetProperty("segments").GetInt32()).ShouldBe(("gsm", 1));
        (await shop.Owner.PostAnswerAsync("/api/channels/sms/preview", new { text = "Hi 🛒" })).Expect().GetProperty("encoding").GetString().ShouldBe("unicode");
        (await shop.Owner.PostAnswerAsync("/api/channels/sms/preview", new { text = "{{#if}}" })).Expect().GetProperty("problems").GetArrayLength().ShouldBeGreaterThan(0);
        (await shop.Owner.PostAnswerAsync("/api/channels/sms/preview", new { text = (string?)null })).Expect().GetProperty("problems")[0].GetProperty("sentence").GetString().ShouldBe("The text is empty.");
    }

    [Fact]
    public async Task A_text_is_tried_on_a_phone_of_ones_own()
    {
        var shop = await TestWorkspace.CreateAsync();
        using var marketing = await shop.SignedInAsync(Role.Marketing);
        (await marketing.PostAnswerAsync("/api/channels/sms/try", new { to = "x", text = "Hi" })).Faults.ShouldBe(["to"]);
        (await marketing.PostAnswerAsync("/api/channels/sms/try", new { to = SmsTests.Phone, text = "{{#if}}" })).Faults.ShouldBe(["text"]);
        (await marketing.PostAnswerAsync("/api/channels/sms/try", new { to = SmsTests.Phone, text = "" })).Expect().GetProperty("outcome").GetString().ShouldBe("refused");
        (await marketing.PostAnswerAsync("/api/channels/sms/try", new { to = "(312) 555-0142", text = "Hello {{default firstName \"there\"}}" })).Expect().GetProperty("outcome").GetString().ShouldBe("accepted");
        (await SmsTests.InboxAsync(shop)).GetProperty("to").GetString().ShouldBe(SmsTests.Phone);
        using var staff = await shop.SignedInAsync(Role.Staff);
        (await staff.PostAnswerAsync("/api/channels/sms/try", new { to = SmsTests.Phone, text = "Hi" })).Expect(403);
    }

    [Fact]
    public async Task A_step_takes_templates_of_its_channel_alone()
    {
        var shop = await TestWorkspace.CreateAsync();
        (await shop.Owner.PostAnswerAsync("/api/templates", new { name = "Text", channel = "sms", subject = "No", text = "Hi" })).Faults.ShouldBe(["text"]);
        var template = (await shop.Owner.PostAnswerAsync("/api/templates", new { name = "Text", channel = "sms", text = "Hi" })).Expect(201).GetProperty("id").GetString();
        (await shop.Owner.PutAnswerAsync($"/api/templates/{template}", new { channel = "email" })).Faults.ShouldBe(["channel"]);
        (await shop.Owner.GetAnswerAsync("/api/templates?channel=sms")).Expect().GetProperty("items").GetArrayLength().ShouldBe(1);
        var flow = (await shop.Owner.PostAnswerAsync("/api/flows", new { name = "Mixed", definition = SmsTests.Definition(template, "email") })).Expect(201);
        flow.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("sentence").GetString()).ShouldContain("The template is of another channel. Choose one of this step's.");
    }
}
