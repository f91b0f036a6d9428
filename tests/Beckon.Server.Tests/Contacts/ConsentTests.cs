using Beckon.Accounts;
using Beckon.Kernel;

namespace Beckon.Server.Tests.Contacts;

public sealed class ConsentTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Somebody_at_the_shop_changes_it_with_a_note_that_is_kept()
    {
        var path = await ContactAsync("ida@example.com");

        var changed = (await shop.Owner.PostAnswerAsync(path + "/consent", new { channel = "email", status = "unsubscribed", note = "Told us at the till" })).Expect();

        changed.GetProperty("changed").GetBoolean().ShouldBeTrue();
        var contact = (await shop.Owner.GetAnswerAsync(path)).Expect();
        var consent = contact.GetProperty("consents")[0];
        consent.GetProperty("status").GetString().ShouldBe("unsubscribed");
        consent.GetProperty("sentence").GetString().ShouldBe($"Unsubscribed by {shop.OwnerEmail}.");
        contact.GetProperty("consentLog")[0].GetProperty("wording").GetString().ShouldBe("Told us at the till");
        await Eventually.Async(async () =>
        {
            var told = (await shop.Owner.GetAnswerAsync("/api/events?name=customer_optin_status_changed&q=ida@")).Expect().GetProperty("items");
            return told.EnumerateArray().Select(e => e.GetProperty("status").GetString()).SequenceEqual(["unsubscribed"]);
        });
    }

    [Fact]
    public async Task A_program_cannot_undo_an_opt_out_and_a_person_can()
    {
        var path = await ContactAsync("jo@example.com");
        var yes = new { channel = "email", status = "subscribed", note = "They said so" };
        (await shop.Api.PostAnswerAsync(path + "/consent", new { channel = "email", status = "unsubscribed", note = "Import" })).Expect();

        (await shop.Api.PostAnswerAsync(path + "/consent", yes)).Expect(409);
        (await shop.Owner.PostAnswerAsync(path + "/consent", yes)).Expect().GetProperty("changed").GetBoolean().ShouldBeTrue();
        (await shop.Api.PostAnswerAsync(path + "/consent", yes)).Expect().GetProperty("changed").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Names_what_is_wrong()
    {
        var path = await ContactAsync("kim@example.com");

        var refused = await shop.Owner.PostAnswerAsync(path + "/consent", new { channel = "email", status = "never" });

        refused.Expect(400);
        refused.Faults.ShouldBe(["status"]);
    }

    [Fact]
    public async Task Reaches_the_contact_that_a_merged_away_one_is_today()
    {
        var ada = await shop.ContactAsync(new(Noon) { Email = "ada@example.com" });
        var once = await shop.ContactAsync(new(Noon) { MergedInto = ada });
        var twice = await shop.ContactAsync(new(Noon) { MergedInto = once });

        (await shop.Owner.PostAnswerAsync($"/api/contacts/{PublicId.Format(Ids.Contact, twice)}/consent", new { channel = "email", status = "unsubscribed" })).Expect();

        (await shop.Owner.GetAnswerAsync($"/api/contacts/{PublicId.Format(Ids.Contact, ada)}")).Expect()
            .GetProperty("consents")[0].GetProperty("status").GetString().ShouldBe("unsubscribed");
    }

    [Fact]
    public async Task Marketing_may_change_it()
    {
        using var marketing = await shop.SignedInAsync(Role.Marketing);
        var path = await ContactAsync("mo@example.com");

        (await marketing.PostAnswerAsync(path + "/consent", new { channel = "email", status = "subscribed", note = "At the fair" })).Expect();
    }

    [Fact]
    public async Task Staff_may_not_change_it()
    {
        using var staff = await shop.SignedInAsync(Role.Staff);
        var path = await ContactAsync("lou@example.com");

        (await staff.PostAnswerAsync(path + "/consent", new { channel = "email", status = "subscribed", note = "x" })).Expect(403);
    }

    private async Task<string> ContactAsync(string email) =>
        $"/api/contacts/{PublicId.Format(Ids.Contact, await shop.ContactAsync(new(Noon) { Email = email }))}";
}
