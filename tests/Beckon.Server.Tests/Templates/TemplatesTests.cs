using Beckon.Accounts;
using Beckon.Kernel;
using Npgsql;

namespace Beckon.Server.Tests.Templates;

public sealed class TemplatesTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    [Fact]
    public async Task A_new_workspace_begins_with_two_templates_for_abandoned_carts()
    {
        var other = await TestWorkspace.CreateAsync();

        var page = (await other.Owner.GetAnswerAsync("/api/templates?category=abandon_cart&channel=email")).Expect();

        var names = page.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("name").GetString()).ToArray();
        names.ShouldBe(["You left something behind", "Your cart is waiting (without products)"]);
        page.GetProperty("items").EnumerateArray().ShouldAllBe(one => one.GetProperty("problems").GetArrayLength() == 0);
    }

    [Fact]
    public async Task Makes_edits_duplicates_and_deletes_a_template()
    {
        var made = (await shop.Owner.PostAnswerAsync("/api/templates", new { name = " Hello ", category = "welcome", subject = "Hi {{firstName}}", html = "<p>x" })).Expect(201);
        var path = "/api/templates/" + made.GetProperty("id").GetString();
        made.GetProperty("name").GetString().ShouldBe("Hello");

        var edited = await shop.Owner.AskAsync(HttpMethod.Put, path, new { html = "<p>{{#if}}" }, ("If-Match", "\"1\""));
        edited.Expect().GetProperty("version").GetInt32().ShouldBe(2);
        edited.Body.GetProperty("subject").GetString().ShouldBe("Hi {{firstName}}");
        edited.Body.GetProperty("problems")[0].GetProperty("blocking").GetBoolean().ShouldBeTrue();
        (await shop.Owner.AskAsync(HttpMethod.Put, path, new { html = "late" }, ("If-Match", "\"1\""))).Expect(412);

        var copy = (await shop.Owner.PostAnswerAsync(path + "/duplicate")).Expect(201);
        copy.GetProperty("name").GetString().ShouldBe("Hello (copy)");
        (await shop.Owner.DeleteAnswerAsync(path)).Expect(204);
        (await shop.Owner.GetAnswerAsync(path)).Expect(404);
        (await shop.Owner.GetAnswerAsync("/api/templates/" + copy.GetProperty("id").GetString())).Expect();
    }

    [Fact]
    public async Task Names_what_is_wrong_with_a_template()
    {
        var refused = await shop.Owner.PostAnswerAsync("/api/templates", new { subject = "a\nb", preheader = new string('x', 1_001) });

        refused.Expect(400);
        refused.Faults.ShouldBe(["name", "subject", "preheader"], ignoreOrder: true);
    }

    [Fact]
    public async Task Another_workspace_sees_nothing_of_it()
    {
        var made = (await shop.Owner.PostAnswerAsync("/api/templates", new { name = "Mine" })).Expect(201);
        var other = await TestWorkspace.CreateAsync();
        var path = "/api/templates/" + made.GetProperty("id").GetString();

        (await other.Owner.GetAnswerAsync(path)).Expect(404);
        (await other.Owner.PutAnswerAsync(path, new { name = "Theirs" })).Expect(404);
        (await other.Owner.DeleteAnswerAsync(path)).Expect(404);
    }

    [Fact]
    public async Task Previews_with_a_made_up_shopper_until_there_is_a_cart()
    {
        var other = await TestWorkspace.CreateAsync();

        var preview = (await other.Owner.PostAnswerAsync("/api/templates/preview", new { subject = "{{firstName}}", html = "{{#product_feed \"user_abandoned_items\"}}{{name}};{{/product_feed}}" })).Expect();

        preview.GetProperty("subject").GetString().ShouldBe("Sam");
        preview.GetProperty("html").GetString().ShouldBe("Linen shirt;Wool socks, three pairs;");
        preview.GetProperty("contact").GetProperty("id").GetString().ShouldBeNull();
    }

    [Fact]
    public async Task Previews_with_a_real_contacts_cart()
    {
        var (contactId, cartId) = await AddCartAsync();

        var preview = (await shop.Owner.PostAnswerAsync(
            "/api/templates/preview",
            new { subject = "{{lastName}}", html = "{{#product_feed \"user_abandoned_items\"}}{{quantity}} {{name}} {{money price currency}}{{/product_feed}}", contactId })).Expect();

        preview.GetProperty("html").GetString().ShouldBe("2 Tea &amp; milk $4.50");
        preview.GetProperty("contact").GetProperty("name").GetString().ShouldBe("Grace");
        preview.GetProperty("contact").GetProperty("cartId").GetString().ShouldBe(cartId);
        preview.GetProperty("problems")[0].GetProperty("sentence").GetString().ShouldNotBeNull().ShouldStartWith("lastName is empty for this contact");
    }

    [Fact]
    public async Task A_broken_template_is_a_preview_with_problems_and_no_error()
    {
        var preview = (await shop.Owner.PostAnswerAsync("/api/templates/preview", new { html = "a\n{{#if firstName}}" })).Expect();

        var problem = preview.GetProperty("problems")[0];
        problem.GetProperty("path").GetString().ShouldBe("html");
        problem.GetProperty("line").GetInt32().ShouldBe(2);
        problem.GetProperty("blocking").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Offers_the_product_feed_only_with_a_source_that_names_the_products()
    {
        var other = await TestWorkspace.CreateAsync();
        (await FeedAsync(other)).Reason.ShouldBe("No connected source reports abandoned carts yet. Connect one in Settings > Integrations.");

        await AddSourceAsync(other, "simple");
        (await FeedAsync(other)).Reason.ShouldNotBeNull().ShouldStartWith("Shop says that a cart was abandoned but not which products");

        await AddSourceAsync(other, "dynamic");
        (await FeedAsync(other)).ShouldBe((true, null));

        await using var plan = other.Get<NpgsqlDataSource>().CreateCommand("update workspace set plan = 'core' where id = $1");
        plan.Parameters.AddWithValue(other.Id);
        await plan.ExecuteNonQueryAsync();
        await Eventually.Async(async () => await FeedAsync(other) == (false, "Product feeds need the plan Marketing Pro."));
    }

    [Fact]
    public async Task Staff_may_not_see_templates() => (await (await shop.SignedInAsync(Role.Staff)).GetAnswerAsync("/api/templates")).Expect(403);

    private static async Task<(bool Available, string? Reason)> FeedAsync(TestWorkspace workspace)
    {
        var feed = (await workspace.Owner.GetAnswerAsync("/api/templates/variables")).Expect().GetProperty("feeds")[0];
        feed.GetProperty("title").GetString().ShouldBe("User abandoned items");
        return (feed.GetProperty("available").GetBoolean(), feed.GetProperty("reason").GetString());
    }

    private static async Task AddSourceAsync(TestWorkspace workspace, string trigger)
    {
        await using var command = workspace.Get<NpgsqlDataSource>().CreateCommand(
            "insert into source (workspace_id, id, kind, name, cart_abandonment, created_at) values ($1, $2, 'cart_api', 'Shop', $3, now())");
        command.Parameters.AddWithValue(workspace.Id);
        command.Parameters.AddWithValue(Ids.New(TimeProvider.System));
        command.Parameters.AddWithValue(trigger);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<(string Contact, string Cart)> AddCartAsync()
    {
        var (contact, cart) = (Ids.New(TimeProvider.System), Ids.New(TimeProvider.System));
        await using var command = shop.Get<NpgsqlDataSource>().CreateCommand(
            """
            with person as (
                insert into contact (workspace_id, id, anonymous, email, first_name, created_at, last_seen_at) values ($1, $2, false, 'grace@example.test', 'Grace', now(), now()))
            insert into cart (workspace_id, id, source_id, external_id, contact_id, status, currency, items, created_at, changed_at, abandoned_at)
            values ($1, $3, $3, 'c1', $2, 'abandoned', 'USD', '[{"productId":"1","name":"Tea & milk","price":4.5,"quantity":2}]', now(), now(), now())
            """);
        command.Parameters.AddWithValue(shop.Id);
        command.Parameters.AddWithValue(contact);
        command.Parameters.AddWithValue(cart);
        await command.ExecuteNonQueryAsync();
        return (Ids.Out(Ids.Contact, contact), Ids.Out(Ids.Cart, cart));
    }
}
