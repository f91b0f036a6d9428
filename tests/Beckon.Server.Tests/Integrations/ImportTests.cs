using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Beckon.Server.Tests.Integrations;

public sealed class ImportTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_file_is_mapped_looked_at_and_imported()
    {
        var shop = await TestWorkspace.CreateAsync("DE", "Europe/Berlin", "EUR");
        (await shop.Owner.PostAnswerAsync("/api/contact-fields", new { label = "Shoe size", kind = "number" })).Expect(201);
        var list = (await shop.Owner.PostAnswerAsync("/api/contact-lists", new { name = "Fair 2026" })).Expect(201).GetProperty("id").GetString();
        await shop.ContactAsync(new(Noon) { Email = "bo@example.com", First = "Bo" });
        var import = await UploadAsync(shop, "E-Mail;Vorname;Nachname;Telefon;Shoe size;Marke\nAda@Example.com;Ada;\"Love\nlace\";0171 1234567;38,5;x\nbo@example.com;;Diaz;;40;y\nnobody;;;;;\n");

        import.GetProperty("delimiter").GetString().ShouldBe(";");
        var columns = import.GetProperty("guess").EnumerateArray().Select(one => one.GetString()).ToArray();
        columns.ShouldBe(["email", "first_name", "last_name", "phone", "field:shoe_size", ""]);
        var choices = new { columns, list, tag = "fair", subscribe = new[] { "email" }, wording = "Signed at our stand" };
        var preview = (await shop.Owner.PostAnswerAsync(Path(import, "preview"), choices)).Expect().GetProperty("rows");
        preview.EnumerateArray().Select(row => row.GetProperty("outcome").GetString()).ShouldBe(["added", "updated", "refused"]);
        preview[0].GetProperty("phone").GetString().ShouldBe("+491711234567");
        preview[0].GetProperty("fields").GetProperty("shoe_size").GetDecimal().ShouldBe(38.5m);

        var done = await ImportedAsync(shop, import, choices);

        Figures(done).ShouldBe("rows 3, added 1, updated 1, unchanged 0, refused 1");
        var ada = (await shop.Owner.GetAnswerAsync("/api/contacts?q=ada@example.com")).Expect().GetProperty("items")[0];
        ada.GetProperty("name").GetString().ShouldBe("Ada Love\nlace");
        ada.GetProperty("emailConsent").GetString().ShouldBe("subscribed");
        ada.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe(["fair"]);
        var whole = (await shop.Owner.GetAnswerAsync($"/api/contacts/{ada.GetProperty("id").GetString()}")).Expect();
        whole.GetProperty("consentLog")[0].GetProperty("wording").GetString().ShouldBe("Signed at our stand");
        whole.GetProperty("consents")[0].GetProperty("sentence").GetString().ShouldBe("Subscribed by the import of people.csv.");
        (await CountAsync(shop, $"list={list}")).ShouldBe(2);
        (await shop.Owner.GetAnswerAsync(Path(import, "refused-rows"))).Text.TrimStart('\uFEFF').ShouldBe(
            "E-Mail,Vorname,Nachname,Telefon,Shoe size,Marke,Why it was not imported\r\n" +
            "nobody,,,,,,E-Mail: “nobody” is not an e-mail address.\r\n");
        var again = await UploadAsync(shop, "Marke;E-Mail\nx;cy@example.com\n");
        again.GetProperty("guess").EnumerateArray().Select(one => one.GetString()).ShouldBe(["", "email"]);
    }

    [Theory]
    [InlineData("utf-8", ',')]
    [InlineData("utf-8-bom", '\t')]
    [InlineData("utf-16", ';')]
    [InlineData("utf-16-no-bom", ',')]
    [InlineData("latin1", ';')]
    public async Task Reads_what_spreadsheets_write(string encoding, char delimiter)
    {
        var shop = await TestWorkspace.CreateAsync();
        var text = $"Email{delimiter}Name\r\nzoe@example.com{delimiter}Zoë Ångström\r\n";
        var bytes = encoding switch
        {
            "utf-8-bom" => Encoding.UTF8.GetBytes("\uFEFF" + text),
            "utf-16" => Encoding.Unicode.GetBytes("\uFEFF" + text),
            "utf-16-no-bom" => Encoding.Unicode.GetBytes(text),
            "latin1" => Encoding.Latin1.GetBytes(text),
            _ => Encoding.UTF8.GetBytes(text),
        };

        var done = await ImportedAsync(shop, await UploadAsync(shop, bytes), new { columns = new[] { "email", "full_name" } });

        Figures(done).ShouldBe("rows 1, added 1, updated 0, unchanged 0, refused 0");
        (await shop.Owner.GetAnswerAsync("/api/contacts")).Expect().GetProperty("items")[0].GetProperty("name").GetString().ShouldBe("Zoë Ångström");
    }

    [Fact]
    public async Task An_opt_out_is_never_undone_and_one_in_the_file_is_always_heard()
    {
        var shop = await TestWorkspace.CreateAsync();
        var ada = await shop.ContactAsync(new(Noon) { Email = "ada@example.com" });
        var bo = await shop.ContactAsync(new(Noon) { Email = "bo@example.com" });
        await shop.ConsentAsync(ada, "unsubscribed");
        await shop.ConsentAsync(bo, "subscribed");
        var import = await UploadAsync(shop, "Email,Email consent\nada@example.com,yes\nbo@example.com,unsubscribed\ncy@example.com,no\ndi@example.com,never\n");

        await ImportedAsync(shop, import, new { columns = new[] { "email", "consent:email" }, wording = "Newsletter form", existing = "keep" });

        (await CountAsync(shop, "consent=email:unsubscribed")).ShouldBe(3);
        (await CountAsync(shop, "consent=email:never")).ShouldBe(1);
        (await CountAsync(shop, "consent=email:subscribed")).ShouldBe(0);
    }

    [Fact]
    public async Task People_are_recognised_by_the_rules_and_rows_about_two_are_refused()
    {
        var shop = await TestWorkspace.CreateAsync();
        var source = await shop.SourceAsync("jane", "Jane");
        await ImportedAsync(
            shop, await UploadAsync(shop, "id,email,phone,first\nC1,ada@example.com,+15550100001,Ada\nC2,bo@example.com,+15550100002,Bo\n"),
            new { columns = new[] { "customer_id", "email", "phone", "first_name" }, source = Seed.Id("src", source) });

        var done = await ImportedAsync(
            shop,
            await UploadAsync(shop, "id,email,phone,first\nC1,ada.new@example.com,,Augusta\n,ada@example.com,+15550100002,\nC1,bo@example.com,,\nC9,ada@example.com,,\n,,+15550100002,Bob\nC3,,+15550100003,\n"),
            new { columns = new[] { "customer_id", "email", "phone", "first_name" }, source = Seed.Id("src", source) });

        Figures(done).ShouldBe("rows 6, added 1, updated 2, unchanged 0, refused 3");
        (await CountAsync(shop, "")).ShouldBe(3);
        var ada = (await shop.Owner.GetAnswerAsync("/api/contacts?q=ada@example.com")).Expect().GetProperty("items")[0];
        ada.GetProperty("name").GetString().ShouldBe("Augusta");
        ada.GetProperty("email").GetString().ShouldBe("ada.new@example.com");
        var refused = (await shop.Owner.GetAnswerAsync(Path(done, "refused-rows"))).Text;
        refused.ShouldContain("The e-mail address ada@example.com and the phone number +15550100002 belong to two different people.");
        refused.ShouldContain("The customer id C1 and the e-mail address bo@example.com belong to two different people.");
        refused.ShouldContain("The e-mail address ada@example.com belongs to somebody with the customer id C1, but the row says C9.");
    }

    [Fact]
    public async Task What_is_known_stays_when_only_new_people_are_asked_for()
    {
        var shop = await TestWorkspace.CreateAsync();
        await shop.ContactAsync(new(Noon) { Email = "ada@example.com", First = "Ada" });

        var done = await ImportedAsync(
            shop, await UploadAsync(shop, "email,first\nada@example.com,Augusta\nbo@example.com,Bo\nbo@example.com,Bob\n"),
            new { columns = new[] { "email", "first_name" }, existing = "keep", tag = "seen" });

        Figures(done).ShouldBe("rows 3, added 1, updated 0, unchanged 2, refused 0");
        (await shop.Owner.GetAnswerAsync("/api/contacts?tag=seen&sort=name")).Expect().GetProperty("items").EnumerateArray()
            .Select(contact => contact.GetProperty("name").GetString()).ShouldBe(["Ada", "Bo"]);
    }

    [Fact]
    public async Task An_import_that_races_with_events_loses_nothing_and_makes_nobody_twice()
    {
        const int People = 6_000;
        var shop = await TestWorkspace.CreateAsync();
        var file = new StringBuilder("email,customer id,first\n");
        for (var i = 0; i < People; i++) file.Append(CultureInfo.InvariantCulture, $"p{i}@example.com,C{i},Pat\n");
        var import = await UploadAsync(shop, file.ToString());
        var events = Task.Run(async () =>
        {
            for (var first = 0; first < People; first += 100)
            {
                (await shop.Api.PostAnswerAsync("/api/events", Enumerable.Range(first, 100).Select(i => new
                {
                    @event = "viewed_product",
                    messageId = $"m{i}",
                    email = $"p{People - 1 - i}@example.com",
                    anonymousId = $"a{People - 1 - i}",
                    properties = new { productId = "p1" },
                }))).Expect(202);
            }
        });

        var done = await ImportedAsync(shop, import, new { columns = new[] { "email", "customer_id", "first_name" }, tag = "raced" });
        await events;
        await Eventually.Async(async () => await shop.ScalarAsync("select count(*) from inbox where workspace_id = $1") == 0, seconds: 30);

        (done.GetProperty("added").GetInt64() + done.GetProperty("updated").GetInt64()).ShouldBe(People);
        done.GetProperty("refused").GetInt64().ShouldBe(0);
        (await shop.ScalarAsync("select count(*) from contact where workspace_id = $1 and merged_into is null")).ShouldBe(People);
        (await shop.ScalarAsync("select count(*) from contact where workspace_id = $1 and first_name = 'Pat'")).ShouldBe(People);
        (await shop.ScalarAsync("select count(*) from event where workspace_id = $1 and name = 'viewed_product'")).ShouldBe(People);
        (await shop.ScalarAsync("select count(*) from contact_identifier where workspace_id = $1")).ShouldBe(3 * People);
        (await shop.ScalarAsync("select count(distinct contact_id) from contact_identifier where workspace_id = $1")).ShouldBe(People);
        (await shop.ScalarAsync(
            """
            select count(*) from event e
            join contact c on c.workspace_id = $1 and c.id = e.contact_id
            where e.workspace_id = $1 and e.properties ->> 'email' = c.email
            """)).ShouldBe(People);
        (await CountAsync(shop, "tag=raced")).ShouldBe(People);
    }

    [Fact]
    public async Task A_row_that_the_database_refuses_stops_nobody_else()
    {
        var shop = await TestWorkspace.CreateAsync();
        // A constraint of the test's own stands for whatever the database may say no to.
        var mark = $"refused_{shop.Id:n}";
        await AlterAsync(shop, $"alter table contact add constraint {mark} check (first_name <> '{mark}') not valid");
        try
        {
            var file = string.Join('\n', Enumerable.Range(0, 50).Select(i => $"p{i}@example.com,{(i == 33 ? mark : "Pat")}"));

            var done = await ImportedAsync(shop, await UploadAsync(shop, "email,first\n" + file), new { columns = new[] { "email", "first_name" } });

            Figures(done).ShouldBe("rows 50, added 49, updated 0, unchanged 0, refused 1");
            (await shop.Owner.GetAnswerAsync(Path(done, "refused-rows"))).Text.ShouldContain("p33@example.com");
        }
        finally
        {
            await AlterAsync(shop, $"alter table contact drop constraint {mark}");
        }
    }

    [Fact]
    public async Task Names_what_is_wrong_with_a_file_and_with_choices()
    {
        var shop = await TestWorkspace.CreateAsync();
        (await shop.Owner.AskAsync(HttpMethod.Post, "/api/contacts/imports", File([]))).Expect(400);
        (await shop.Owner.AskAsync(HttpMethod.Post, "/api/contacts/imports", File("only,headings\n"u8.ToArray()))).Expect(400);
        var import = await UploadAsync(shop, "a,b\n1,2\n");

        (await shop.Owner.PostAnswerAsync(Path(import, "start"), new { columns = new[] { "first_name", "first_name" } })).Faults.ShouldBe(["columns"]);
        (await shop.Owner.PostAnswerAsync(Path(import, "start"), new { columns = new[] { "email", "field:none" }, subscribe = new[] { "email", "push" }, list = "lst_x", country = "XX" }))
            .Faults.ShouldBe(["columns[1]", "subscribe", "wording", "list", "country"], ignoreOrder: true);
        (await shop.Owner.PostAnswerAsync(Path(import, "cancel"))).Expect().GetProperty("status").GetString().ShouldBe("cancelled");
        (await shop.Owner.PostAnswerAsync(Path(import, "start"), new { columns = new[] { "email", "phone" } })).Expect(409);
        (await shop.Owner.GetAnswerAsync("/api/contacts/imports/job_nope")).Expect(404);
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_ends_the_import_with_a_sentence_and_what_came_before_stays()
    {
        var shop = await TestWorkspace.CreateAsync();
        var rows = string.Concat(Enumerable.Range(0, 30).Select(i => $"p{i}@example.com,Pat\n"));
        var import = await UploadAsync(shop, "email,first\n" + rows + "bo@example.com,\"Bo\n" + new string('x', 100_000));
        (await shop.Owner.AskAsync(HttpMethod.Post, "/api/contacts/imports", File("email\n\"a\n"u8.ToArray()))).Expect(400);

        (await shop.Owner.PostAnswerAsync(Path(import, "start"), new { columns = new[] { "email", "first_name" } })).Expect();

        await Eventually.Async(async () => (await shop.Owner.GetAnswerAsync(Path(import, ""))).Expect().GetProperty("status").GetString() == "failed");
        (await shop.Owner.GetAnswerAsync(Path(import, ""))).Expect().GetProperty("error").GetString().ShouldStartWith("Row 32: a quote is opened and never closed.");
        (await CountAsync(shop, "")).ShouldBe(30);
        (await shop.ScalarAsync("select count(*) from contact_job_part where workspace_id = $1")).ShouldBe(0);
    }

    private static async Task AlterAsync(TestWorkspace shop, string sql)
    {
        await using var command = shop.Get<Npgsql.NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    internal static async Task<JsonElement> UploadAsync(TestWorkspace shop, string text) => await UploadAsync(shop, Encoding.UTF8.GetBytes(text));

    private static async Task<JsonElement> UploadAsync(TestWorkspace shop, byte[] bytes) =>
        (await shop.Owner.AskAsync(HttpMethod.Post, "/api/contacts/imports?fileName=people.csv", File(bytes))).Expect(201);

    private static ByteArrayContent File(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };

    internal static async Task<JsonElement> ImportedAsync(TestWorkspace shop, JsonElement import, object choices)
    {
        (await shop.Owner.PostAnswerAsync(Path(import, "start"), choices)).Expect();
        var done = import;
        await Eventually.Async(async () =>
        {
            done = (await shop.Owner.GetAnswerAsync(Path(import, ""))).Expect();
            done.GetProperty("status").GetString().ShouldNotBe("failed", done.GetRawText());
            return done.GetProperty("status").GetString() == "done";
        }, seconds: 30);
        return done;
    }

    private static string Path(JsonElement import, string what) => $"/api/contacts/imports/{import.GetProperty("id").GetString()}/{what}".TrimEnd('/');

    private static string Figures(JsonElement import) =>
        string.Join(", ", new[] { "rows", "added", "updated", "unchanged", "refused" }.Select(name => $"{name} {import.GetProperty(name).GetInt64()}"));

    private static async Task<long> CountAsync(TestWorkspace shop, string query) =>
        (await shop.Owner.GetAnswerAsync("/api/contacts/count?" + query)).Expect().GetProperty("count").GetInt64();
}
