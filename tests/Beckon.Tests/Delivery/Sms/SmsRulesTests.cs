using System.Net;
using Beckon.Delivery;
using Beckon.Delivery.Sms;
using Beckon.Delivery.Tracking;
using Beckon.Kernel;
using Beckon.Templates;
using Microsoft.Extensions.Configuration;

namespace Beckon.Tests.Delivery.Sms;

public sealed class SmsRulesTests
{
    [Theory]
    [InlineData("", SmsEncoding.Gsm, 0, 0)]
    [InlineData("Hi", SmsEncoding.Gsm, 2, 1)]
    [InlineData("Größe: 5 €", SmsEncoding.Gsm, 11, 1)]
    [InlineData("Привіт", SmsEncoding.Unicode, 6, 1)]
    [InlineData("Hi 🛒", SmsEncoding.Unicode, 5, 1)]
    [InlineData("It’s here", SmsEncoding.Unicode, 9, 1)]
    public void Counts_what_a_text_takes(string text, SmsEncoding encoding, int characters, int segments) =>
        SmsSegments.Of(text).ShouldBe(new SmsSegments(encoding, characters, segments));

    [Fact]
    public void Cuts_longer_texts_and_nothing_in_the_middle()
    {
        SmsSegments.Of(new string('a', 160)).Segments.ShouldBe(1);
        SmsSegments.Of(new string('a', 161)).Segments.ShouldBe(2);
        SmsSegments.Of(new string('a', 306)).Segments.ShouldBe(2);
        SmsSegments.Of(new string('a', 307)).Segments.ShouldBe(3);
        SmsSegments.Of(new string('ж', 70)).Segments.ShouldBe(1);
        SmsSegments.Of(new string('ж', 71)).Segments.ShouldBe(2);
        SmsSegments.Of(new string('ж', 134)).Segments.ShouldBe(2);
        // The euro sign takes two: one that would be cut goes into the next part whole.
        SmsSegments.Of(new string('a', 152) + "€" + new string('a', 152)).Segments.ShouldBe(3);
        SmsSegments.Of(new string('ж', 66) + "🛒" + new string('ж', 66)).Segments.ShouldBe(3);
    }

    [Theory]
    [InlineData("STOP", null, SmsMeaning.Stop)]
    [InlineData(" stop. ", null, SmsMeaning.Stop)]
    [InlineData("Unsubscribe", null, SmsMeaning.Stop)]
    [InlineData("стоп", null, SmsMeaning.Stop)]
    [InlineData("please", "STOP", SmsMeaning.Stop)]
    [InlineData("START", null, SmsMeaning.Start)]
    [InlineData("Join!", null, SmsMeaning.Start)]
    [InlineData("HELP", "HELP", SmsMeaning.Words)]
    [InlineData("I will stop by tomorrow", null, SmsMeaning.Words)]
    [InlineData("", null, SmsMeaning.Words)]
    public void Understands_what_is_answered(string text, string? optOutType, SmsMeaning meaning) => SmsReply.Of(text, optOutType).ShouldBe(meaning);

    // The example of Twilio's own documentation.
    [Fact]
    public void Knows_Twilio_by_its_signature()
    {
        const string Url = "https://mycompany.com/myapp.php?foo=1&bar=2";
        (string, string)[] fields = [("CallSid", "CA1234567890ABCDE"), ("To", "+18005551212"), ("Caller", "+12349013030"), ("From", "+12349013030"), ("Digits", "1234")];
        TwilioHooks.IsSigned(Url, fields, "0/KCTR6DLpKmkAf8muzZqo1nDgQ=", "12345").ShouldBeTrue();
        TwilioHooks.IsSigned(Url, fields, "0/KCTR6DLpKmkAf8muzZqo1nDgQ=", "12346").ShouldBeFalse();
        TwilioHooks.IsSigned(Url + "x", fields, "0/KCTR6DLpKmkAf8muzZqo1nDgQ=", "12345").ShouldBeFalse();
        foreach (var nothing in new[] { "", "x", "AAAA", new string('A', 400) }) TwilioHooks.IsSigned(Url, fields, nothing, "12345").ShouldBeFalse();
    }

    [Theory]
    [InlineData(400, 21610, ProviderOutcome.OptedOut)]
    [InlineData(400, 21211, ProviderOutcome.BadAddress)]
    [InlineData(400, 21606, ProviderOutcome.Misconfigured)]
    [InlineData(401, 20003, ProviderOutcome.Misconfigured)]
    [InlineData(404, null, ProviderOutcome.Misconfigured)]
    [InlineData(400, 21617, ProviderOutcome.Refused)]
    [InlineData(429, 20429, ProviderOutcome.Unreachable)]
    [InlineData(400, 21611, ProviderOutcome.Unreachable)]
    [InlineData(400, 21609, ProviderOutcome.Misconfigured)]
    [InlineData(503, null, ProviderOutcome.Unreachable)]
    [InlineData(500, null, ProviderOutcome.Uncertain)]
    [InlineData(302, null, ProviderOutcome.Misconfigured)]
    public void Knows_what_an_answer_means(int status, int? code, ProviderOutcome outcome) => TwilioErrors.OutcomeOf((HttpStatusCode)status, code).ShouldBe(outcome);

    [Fact]
    public void Shortens_addresses_the_same_each_time_and_leaves_the_rest()
    {
        var links = new ShortLinks(new MasterKey(new byte[32]), new PublicUrl("https://go.example"));
        var (one, two) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var (text, made) = links.Shorten("See https://shop.example/a?b=1, (http://x.example/y). No link: shop.example", one);
        made.Select(link => link.Url).ShouldBe(["https://shop.example/a?b=1", "http://x.example/y"]);
        text.ShouldBe($"See https://go.example/s/{made[0].Code}, (https://go.example/s/{made[1].Code}). No link: shop.example");
        made.ShouldAllBe(link => link.Code.Length == ShortLinks.CodeLength && link.Code.All(char.IsAsciiLetterOrDigit));
        links.Shorten(text, one).Links.Count.ShouldBe(2);
        links.Shorten("https://shop.example/a?b=1", one).Links[0].Code.ShouldBe(made[0].Code);
        links.Shorten("https://shop.example/a?b=1", two).Links[0].Code.ShouldNotBe(made[0].Code);
    }

    [Theory]
    [InlineData("https://mail.shop.example", true)]
    [InlineData("https://93.184.216.34", true)]
    [InlineData("http://localhost:5080", false)]
    [InlineData("http://beckon:5080", false)]
    [InlineData("http://192.168.0.7:5080", false)]
    [InlineData("http://[::1]:5080", false)]
    public void Asks_to_be_told_only_where_it_can_be_reached(string publicUrl, bool isReachable)
    {
        var message = Guid.CreateVersion7();
        var url = new TwilioHooks(new PublicUrl(publicUrl)).StatusUrl(Guid.CreateVersion7(), message);
        if (isReachable) url.ShouldNotBeNull().ShouldEndWith("/status/" + Ids.Out(Ids.Message, message));
        else url.ShouldBeNull();
    }

    [Fact]
    public async Task What_certainly_did_not_reach_Twilio_is_tried_again()
    {
        var nowhere = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("BECKON_TWILIO_API", (string?)"http://127.0.0.1:1")]).Build();
        using var client = new TwilioClient(nowhere, TimeProvider.System);
        var account = new TwilioSettings { AccountSid = "AC0", From = "+13125550100" };
        var result = await client.SendAsync(account, "token", Guid.CreateVersion7(), new SmsMessage("+13125550142", "Hi"), CancellationToken.None);
        result.Outcome.ShouldBe(ProviderOutcome.Unreachable);
    }
}
