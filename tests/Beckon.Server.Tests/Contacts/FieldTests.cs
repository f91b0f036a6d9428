using System.Text.Json;

namespace Beckon.Server.Tests.Contacts;

public sealed class FieldTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_field_is_defined_set_shown_and_taken_away()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await DefineAsync(fresh, "Shoe size", "number");
        await DefineAsync(fresh, "Favourite colour", "choice", "Red", "Blue");
        var ada = Seed.Id("con", await fresh.ContactAsync(new(Noon) { Email = "ada@example.com", First = "Ada" }));

        var edited = await fresh.Owner.PatchAnswerAsync($"/api/contacts/{ada}", new
        {
            firstName = "Augusta",
            fields = new Dictionary<string, object?> { ["shoe_size"] = "38,5", ["favourite_colour"] = "blue" },
        });

        edited.Expect().GetProperty("firstName").GetString().ShouldBe("Augusta");
        edited.Body.GetProperty("fields").GetProperty("shoe_size").GetDecimal().ShouldBe(38.5m);
        edited.Body.GetProperty("fields").GetProperty("favourite_colour").GetString().ShouldBe("Blue");
        var row = (await fresh.Owner.GetAnswerAsync("/api/contacts?q=augusta")).Expect().GetProperty("items")[0];
        row.GetProperty("fields").GetProperty("shoe_size").GetDecimal().ShouldBe(38.5m);
        (await fresh.Owner.GetAnswerAsync($"/api/contacts/{ada}/timeline")).Expect().GetProperty("items")[0].GetProperty("name").GetString()
            .ShouldBe("customer_updated");

        var cleared = await fresh.Owner.PatchAnswerAsync($"/api/contacts/{ada}", new { fields = new Dictionary<string, object?> { ["shoe_size"] = null } });
        cleared.Expect().GetProperty("fields").TryGetProperty("shoe_size", out _).ShouldBeFalse();

        (await fresh.Owner.DeleteAnswerAsync("/api/contact-fields/favourite_colour")).Expect().GetProperty("count").GetInt64().ShouldBe(1);
        (await fresh.Owner.GetAnswerAsync($"/api/contacts/{ada}")).Expect().GetProperty("fields").EnumerateObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_what_is_wrong_with_a_field_and_with_a_value()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await DefineAsync(fresh, "Birthday", "date");
        var ada = Seed.Id("con", await fresh.ContactAsync(new(Noon) { Email = "ada@example.com" }));

        (await fresh.Owner.PostAnswerAsync("/api/contact-fields", new { label = "Birthday", kind = "date" })).Expect(409);
        (await fresh.Owner.PostAnswerAsync("/api/contact-fields", new { label = " ", kind = "choice", key = "Ä" })).Faults
            .ShouldBe(["key", "label", "choices"], ignoreOrder: true);
        var refused = await fresh.Owner.PatchAnswerAsync(
            $"/api/contacts/{ada}", new { fields = new Dictionary<string, object?> { ["birthday"] = "soon", ["size"] = 3 } });
        refused.Expect(400);
        refused.Faults.ShouldBe(["fields.birthday", "fields.size"], ignoreOrder: true);
        (await fresh.Owner.PatchAnswerAsync($"/api/contacts/{ada}", new { })).Expect(400);
    }

    [Fact]
    public async Task Events_set_fields_and_a_value_of_another_kind_is_kept_out_with_a_note()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await DefineAsync(fresh, "Birthday", "date");
        await DefineAsync(fresh, "Member", "boolean");
        await SendAsync(fresh, new { @event = "viewed_product", email = "ada@example.com", properties = new { productId = "p1" }, profile = new { birthday = "1990-12-10", member = "perhaps", unknown = 1 } });

        JsonElement contact = default;
        await Eventually.Async(async () =>
        {
            var found = (await fresh.Owner.GetAnswerAsync("/api/contacts?q=ada@example.com")).Expect().GetProperty("items");
            if (found.GetArrayLength() == 0) return false;
            contact = found[0];
            return contact.GetProperty("fields").TryGetProperty("birthday", out _);
        });

        contact.GetProperty("fields").GetProperty("birthday").GetString().ShouldBe("1990-12-10");
        contact.GetProperty("fields").EnumerateObject().Count().ShouldBe(1);
        var member = (await fresh.Owner.GetAnswerAsync("/api/contact-fields")).Expect().GetProperty("items").EnumerateArray()
            .Single(field => field.GetProperty("key").GetString() == "member");
        member.GetProperty("keptOut").GetInt64().ShouldBe(1);
        member.GetProperty("keptOutSourceId").GetString().ShouldStartWith("src_");

        await SendAsync(fresh, new { @event = "viewed_product", email = "ada@example.com", properties = new { productId = "p1" }, profile = new { birthday = (string?)null, member = true } });
        await Eventually.Async(async () =>
            (await fresh.Owner.GetAnswerAsync("/api/contacts?q=ada@example.com")).Expect().GetProperty("items")[0].GetProperty("fields").GetRawText()
            is """{"member": true}""" or """{"member":true}""");
    }

    [Fact]
    public async Task Who_is_merged_hands_fields_tags_and_lists_on_and_what_is_known_stands()
    {
        var fresh = await TestWorkspace.CreateAsync();
        await DefineAsync(fresh, "Size", "text");
        await DefineAsync(fresh, "Colour", "text");
        await SendAsync(fresh, new { @event = "viewed_product", anonymousId = "a1", properties = new { productId = "p1" }, profile = new { size = "S", colour = "red" } });
        await SendAsync(fresh, new { @event = "viewed_product", email = "ada@example.com", properties = new { productId = "p1" }, profile = new { size = "M" } });
        await Eventually.Async(async () => (await fresh.Owner.GetAnswerAsync("/api/contacts/count")).Expect().GetProperty("count").GetInt64() == 2);
        var visitor = (await fresh.Owner.GetAnswerAsync("/api/contacts?known=false")).Expect().GetProperty("items")[0].GetProperty("id").GetString();
        (await fresh.Owner.PutAnswerAsync($"/api/contacts/{visitor}/tags/Curious")).Expect(204);

        await SendAsync(fresh, new { @event = "viewed_product", email = "ada@example.com", anonymousId = "a1", properties = new { productId = "p1" } });

        await Eventually.Async(async () => (await fresh.Owner.GetAnswerAsync("/api/contacts/count")).Expect().GetProperty("count").GetInt64() == 1);
        var ada = (await fresh.Owner.GetAnswerAsync("/api/contacts")).Expect().GetProperty("items")[0];
        ada.GetProperty("fields").GetProperty("size").GetString().ShouldBe("M");
        ada.GetProperty("fields").GetProperty("colour").GetString().ShouldBe("red");
        ada.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe(["Curious"]);
        (await fresh.Owner.GetAnswerAsync("/api/contact-tags")).Expect().GetProperty("items")[0].GetProperty("members").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Keeps_the_fields_of_workspaces_apart()
    {
        var other = await TestWorkspace.CreateAsync();
        await DefineAsync(other, "Secret", "text");

        (await shop.Owner.GetAnswerAsync("/api/contact-fields")).Expect().GetProperty("items").GetArrayLength().ShouldBe(0);
        (await shop.Owner.PatchAnswerAsync("/api/contact-fields/secret", new { label = "Mine" })).Expect(404);
        (await shop.Owner.DeleteAnswerAsync("/api/contact-fields/secret")).Expect(404);
    }

    private static async Task DefineAsync(TestWorkspace shop, string label, string kind, params string[] choices) =>
        (await shop.Owner.PostAnswerAsync("/api/contact-fields", new { label, kind, choices })).Expect(201);

    private static async Task SendAsync(TestWorkspace shop, object e) => (await shop.Api.PostAnswerAsync("/api/events", e)).Expect(202);
}
