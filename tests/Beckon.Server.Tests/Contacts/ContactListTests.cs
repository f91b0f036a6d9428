using System.Text.Json;
using Beckon.Accounts;
using Beckon.Kernel;

namespace Beckon.Server.Tests.Contacts;

public sealed class ContactListTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("lastSeenAt", "Cy,Bo,Al")]
    [InlineData("createdAt", "Cy,Bo,Al")]
    [InlineData("orderTotal", "Al,Cy,Bo")]
    [InlineData("name", "Al,Bo,Cy")]
    public async Task Sorts_and_pages_without_a_gap_or_a_repeat(string sort, string expected)
    {
        var fresh = await TestWorkspace.CreateAsync();
        await fresh.ContactAsync(new(Noon) { First = "Al", Total = 30 });
        await fresh.ContactAsync(new(Noon.AddMinutes(1)) { First = "Bo", Total = 10 });
        await fresh.ContactAsync(new(Noon.AddHours(2)) { First = "Cy", Total = 20 });

        var names = new List<string?>();
        string? cursor = null;
        do
        {
            var page = (await fresh.Owner.GetAnswerAsync($"/api/contacts?sort={sort}&limit=1&cursor={cursor}")).Expect();
            names.Add(page.GetProperty("items")[0].GetProperty("name").GetString());
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        string.Join(',', names).ShouldBe(expected);
        (await fresh.Owner.GetAnswerAsync("/api/contacts/count")).Expect().GetProperty("count").GetInt64().ShouldBe(3);
    }

    [Theory]
    [InlineData("ADA@ex")]
    [InlineData("LP-77")]
    [InlineData("love")]
    [InlineData("ada l")]
    [InlineData("Ada Lovelace")]
    [InlineData("+1 (555) 010")]
    [InlineData("5550101")]
    [InlineData("001 555 0101")]
    public async Task Finds_a_person_by_what_one_knows_of_them(string q)
    {
        var fresh = await TestWorkspace.CreateAsync();
        await fresh.ContactAsync(new(Noon) { Email = "ada@example.com", Phone = "+15550101234", CustomerId = "LP-771", First = "Ada", Last = "Lovelace" });
        await fresh.ContactAsync(new(Noon) { Email = "bo%@example.com", Phone = "+15560101234", CustomerId = "XX-1", First = "Bo", Last = "Diaz" });

        (await SearchAsync(fresh, q)).ShouldBe(["Ada Lovelace"]);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_da")]
    [InlineData("lovelace ada")]
    [InlineData("anon-1")]
    public async Task Finds_nobody_by_wildcards_or_by_a_device(string q)
    {
        var fresh = await TestWorkspace.CreateAsync();
        await fresh.ContactAsync(new(Noon) { Email = "ada@example.com", AnonymousId = "anon-1", First = "Ada", Last = "Lovelace" });

        (await SearchAsync(fresh, q)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Leaves_out_who_was_merged_away()
    {
        var fresh = await TestWorkspace.CreateAsync();
        var ada = await fresh.ContactAsync(new(Noon) { First = "Ada" });
        await fresh.ContactAsync(new(Noon) { First = "Ada", MergedInto = ada });

        (await SearchAsync(fresh, "ada")).ShouldBe(["Ada"]);
        (await fresh.Owner.GetAnswerAsync("/api/contacts")).Expect().GetProperty("items").GetArrayLength().ShouldBe(1);
        (await fresh.Owner.GetAnswerAsync("/api/contacts/count?q=ada")).Expect().GetProperty("count").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Shows_no_contact_of_another_workspace()
    {
        var other = await TestWorkspace.CreateAsync();
        var stranger = await other.ContactAsync(new(Noon) { Email = "stranger@example.com", First = "Stranger" });

        (await SearchAsync(shop, "stranger")).ShouldBeEmpty();
        (await shop.Owner.GetAnswerAsync($"/api/contacts/{PublicId.Format(Ids.Contact, stranger)}")).Expect(404);
    }

    [Fact]
    public async Task Names_what_is_wrong_with_a_question()
    {
        var refused = await shop.Owner.GetAnswerAsync("/api/contacts?limit=0&cursor=!!&sort=shoeSize");

        refused.Expect(400);
        refused.Faults.ShouldBe(["limit", "cursor", "sort"], ignoreOrder: true);
    }

    [Fact]
    public async Task Lets_staff_look_contacts_up_but_not_read_the_history()
    {
        using var staff = await shop.SignedInAsync(Role.Staff);

        (await staff.GetAnswerAsync("/api/contacts")).Expect();
        (await staff.GetAnswerAsync("/api/events")).Expect(403);
    }

    private static async Task<string?[]> SearchAsync(TestWorkspace shop, string q) =>
        [.. (await shop.Owner.GetAnswerAsync("/api/contacts?q=" + Uri.EscapeDataString(q))).Expect().GetProperty("items").EnumerateArray().Select(NameOf)];

    private static string? NameOf(JsonElement contact) => contact.GetProperty("name").GetString();
}
