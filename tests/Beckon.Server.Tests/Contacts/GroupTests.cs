using Beckon.Accounts;

namespace Beckon.Server.Tests.Contacts;

public sealed class GroupTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_list_is_made_filled_renamed_and_deleted_and_its_contacts_stay()
    {
        var shop = await TestWorkspace.CreateAsync();
        var ada = Seed.Id("con", await shop.ContactAsync(new(Noon) { Email = "ada@example.com", First = "Ada" }));
        await shop.ContactAsync(new(Noon) { Email = "bo@example.com", First = "Bo" });
        var list = (await shop.Owner.PostAnswerAsync("/api/contact-lists", new { name = " Regulars " })).Expect(201).GetProperty("id").GetString();

        (await shop.Owner.PutAnswerAsync($"/api/contacts/{ada}/lists/{list}")).Expect(204);
        (await shop.Owner.PutAnswerAsync($"/api/contacts/{ada}/lists/{list}")).Expect(204);

        var known = (await shop.Owner.GetAnswerAsync("/api/contact-lists")).Expect().GetProperty("items")[0];
        known.GetProperty("name").GetString().ShouldBe("Regulars");
        known.GetProperty("members").GetInt64().ShouldBe(1);
        (await NamesAsync(shop, $"list={list}")).ShouldBe(["Ada"]);
        (await shop.Owner.GetAnswerAsync($"/api/contacts/{ada}")).Expect().GetProperty("lists")[0].GetProperty("name").GetString().ShouldBe("Regulars");
        (await shop.Owner.PatchAnswerAsync($"/api/contact-lists/{list}", new { name = "Friends" })).Expect().GetProperty("name").GetString().ShouldBe("Friends");
        (await shop.Owner.PostAnswerAsync("/api/contact-lists", new { name = "FRIENDS" })).Expect(409);
        (await shop.Owner.DeleteAnswerAsync($"/api/contacts/{ada}/lists/{list}")).Expect(204);
        (await NamesAsync(shop, $"list={list}")).ShouldBeEmpty();
        (await shop.Owner.DeleteAnswerAsync($"/api/contact-lists/{list}")).Expect(204);
        (await NamesAsync(shop, "")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_tag_is_made_by_its_first_use_and_found_whatever_its_capitals()
    {
        var shop = await TestWorkspace.CreateAsync();
        var ada = Seed.Id("con", await shop.ContactAsync(new(Noon) { Email = "ada@example.com", First = "Ada" }));
        (await shop.Owner.PutAnswerAsync($"/api/contacts/{ada}/tags/VIP%20guest")).Expect(204);
        (await shop.Owner.PutAnswerAsync($"/api/contacts/{ada}/tags/vip%20GUEST")).Expect(204);

        (await NamesAsync(shop, "tag=Vip%20Guest")).ShouldBe(["Ada"]);
        (await shop.Owner.GetAnswerAsync("/api/contact-tags")).Expect().GetProperty("items").GetArrayLength().ShouldBe(1);
        (await shop.Owner.DeleteAnswerAsync($"/api/contacts/{ada}/tags/vip%20guest")).Expect(204);
        (await NamesAsync(shop, "tag=VIP%20guest")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Filters_by_consent_by_who_is_known_and_by_who_has_ordered()
    {
        var shop = await TestWorkspace.CreateAsync();
        var ada = await shop.ContactAsync(new(Noon) { Email = "ada@example.com", First = "Ada", Orders = 2 });
        var bo = await shop.ContactAsync(new(Noon) { Email = "bo@example.com", First = "Bo" });
        await shop.ContactAsync(new(Noon) { AnonymousId = "a1" });
        await shop.ConsentAsync(ada, "subscribed");
        await shop.ConsentAsync(bo, "unsubscribed");

        (await NamesAsync(shop, "consent=email:subscribed")).ShouldBe(["Ada"]);
        (await NamesAsync(shop, "consent=email:unsubscribed")).ShouldBe(["Bo"]);
        (await NamesAsync(shop, "consent=email:never")).ShouldBe(["Anonymous contact"]);
        (await NamesAsync(shop, "known=false")).ShouldBe(["Anonymous contact"]);
        (await NamesAsync(shop, "ordered=true")).ShouldBe(["Ada"]);
        (await NamesAsync(shop, "ordered=false&known=true")).ShouldBe(["Bo"]);
        (await shop.Owner.GetAnswerAsync("/api/contacts/count?consent=email:never")).Expect().GetProperty("count").GetInt64().ShouldBe(1);
        (await shop.Owner.GetAnswerAsync("/api/contacts?consent=fax:maybe&list=nope")).Faults.ShouldBe(["consent", "list"], ignoreOrder: true);
    }

    [Fact]
    public async Task Finds_a_person_by_the_end_of_their_phone_number()
    {
        var shop = await TestWorkspace.CreateAsync();
        await shop.ContactAsync(new(Noon) { Phone = "+15550101234", First = "Ada" });
        await shop.ContactAsync(new(Noon) { Phone = "+15550101299", First = "Bo" });

        (await NamesAsync(shop, "q=1234")).ShouldBe(["Ada"]);
        (await NamesAsync(shop, "q=010-1299")).ShouldBe(["Bo"]);
        (await NamesAsync(shop, "q=%2B1234")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_of_another_workspace_does_not_exist()
    {
        var (shop, other) = (await TestWorkspace.CreateAsync(), await TestWorkspace.CreateAsync());
        var ada = Seed.Id("con", await shop.ContactAsync(new(Noon) { Email = "ada@example.com" }));
        var list = (await other.Owner.PostAnswerAsync("/api/contact-lists", new { name = "Theirs" })).Expect(201).GetProperty("id").GetString();

        (await shop.Owner.PutAnswerAsync($"/api/contacts/{ada}/lists/{list}")).Expect(404);
        (await shop.Owner.DeleteAnswerAsync($"/api/contact-lists/{list}")).Expect(404);
        (await NamesAsync(shop, $"list={list}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Staff_look_up_and_change_nothing()
    {
        var shop = await TestWorkspace.CreateAsync();
        using var staff = await shop.SignedInAsync(Role.Staff);

        (await staff.GetAnswerAsync("/api/contact-lists")).Expect();
        (await staff.PostAnswerAsync("/api/contact-lists", new { name = "Mine" })).Expect(403);
        (await staff.PostAnswerAsync("/api/contacts/bulk", new { action = "tag", tag = "x", filter = new { } })).Expect(403);
        (await staff.GetAnswerAsync("/api/contacts/export")).Expect(403);
    }

    private static async Task<string?[]> NamesAsync(TestWorkspace shop, string query) =>
        [.. (await shop.Owner.GetAnswerAsync("/api/contacts?sort=name&" + query)).Expect().GetProperty("items").EnumerateArray()
            .Select(contact => contact.GetProperty("name").GetString())];
}
