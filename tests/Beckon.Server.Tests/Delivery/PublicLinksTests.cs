using Beckon.Contacts;
using Beckon.Delivery.Tracking;
using Beckon.Events;
using Beckon.Kernel;
using Npgsql;

namespace Beckon.Server.Tests.Delivery;

public sealed class PublicLinksTests(TestWorkspace shop) : IClassFixture<TestWorkspace>
{
    private const string Url = "https://shop.test/cart?id=1&b=ü";

    [Fact]
    public async Task A_click_is_told_and_leads_on()
    {
        var (message, contact) = await AddMessageAsync();

        var answer = await shop.Anonymous.GetAnswerAsync(ClickPath(message));

        ((int)answer.Status).ShouldBe(302);
        answer.Headers.Location.ShouldNotBeNull().AbsoluteUri.ShouldBe("https://shop.test/cart?id=1&b=%C3%BC");
        await Eventually.Async(async () => (await EventsAsync(contact)).SequenceEqual([EventNames.MessageClicked]));
    }

    [Fact]
    public async Task Looking_ahead_is_no_click_and_no_open()
    {
        var (message, contact) = await AddMessageAsync();
        ((int)(await shop.Anonymous.AskAsync(HttpMethod.Head, ClickPath(message))).Status).ShouldBe(302);
        ((int)(await shop.Anonymous.AskAsync(HttpMethod.Get, ClickPath(message), null, ("Sec-Purpose", "prefetch;prerender"))).Status).ShouldBe(302);
        ((int)(await shop.Anonymous.AskAsync(HttpMethod.Get, OpenPath(message), null, ("Purpose", "prefetch"))).Status).ShouldBe(200);

        // What came before the click that counts would be in the history before it.
        await shop.Anonymous.GetAnswerAsync(ClickPath(message));
        await Eventually.Async(async () => (await EventsAsync(contact)).SequenceEqual([EventNames.MessageClicked]));
    }

    [Fact]
    public async Task An_address_that_was_not_signed_is_never_followed()
    {
        var (message, _) = await AddMessageAsync();

        foreach (var path in new[] { ClickPath(message).Replace("shop.test", "evil.test", StringComparison.Ordinal), "/c/x?u=https://evil.test", ClickPath(message).Split('?')[0] })
        {
            var answer = await shop.Anonymous.GetAnswerAsync(path);
            ((int)answer.Status).ShouldBe(400);
            answer.Headers.Location.ShouldBeNull();
            answer.Text.ShouldContain("This link is not complete");
        }
    }

    [Fact]
    public async Task An_open_is_told_and_there_is_a_picture_even_for_a_broken_address()
    {
        var (message, contact) = await AddMessageAsync();

        var broken = await shop.Anonymous.GetAnswerAsync("/o/broken.gif");
        var open = await shop.Anonymous.GetAnswerAsync(OpenPath(message));

        foreach (var answer in new[] { broken, open })
        {
            ((int)answer.Status).ShouldBe(200);
            answer.ContentType.ShouldBe("image/gif");
            answer.Headers.CacheControl?.NoStore.ShouldBeTrue();
        }
        await Eventually.Async(async () => (await EventsAsync(contact)).SequenceEqual([EventNames.MessageOpened]));
    }

    [Fact]
    public async Task Opening_the_unsubscribe_link_changes_nothing_and_the_button_does()
    {
        var (message, contact) = await AddMessageAsync();
        var path = UnsubscribePath(message, contact);

        var page = await shop.Anonymous.GetAnswerAsync(path);
        ((int)page.Status).ShouldBe(200);
        page.Text.ShouldContain("Test shop");
        page.Text.ShouldContain("a••@example.test");
        page.Text.ShouldNotContain("ada@");
        (await ConsentAsync(contact)).ShouldBe("subscribed");

        var done = await PostAsync(path, "action=unsubscribe");
        done.Text.ShouldContain("You are unsubscribed");
        (await ConsentAsync(contact)).ShouldBe("unsubscribed");
        (await LogAsync(contact)).ShouldBe(["unsubscribed page Unsubscribe"]);
        await Eventually.Async(async () => (await EventsAsync(contact)).SequenceEqual([EventNames.ContactUnsubscribed]));

        (await PostAsync(path, "action=subscribe")).Text.ShouldContain("Welcome back");
        (await ConsentAsync(contact)).ShouldBe("subscribed");
        (await LogAsync(contact)).ShouldBe(["unsubscribed page Unsubscribe", "subscribed page Subscribe again"]);
    }

    [Fact]
    public async Task One_click_unsubscribes_once_however_often_it_is_sent()
    {
        var (message, contact) = await AddMessageAsync();
        for (var i = 0; i < 3; i++)
        {
            var answer = await PostAsync(UnsubscribePath(message, contact), "List-Unsubscribe=One-Click");
            ((int)answer.Status).ShouldBe(200);
            answer.Text.ShouldBe("Unsubscribed.");
        }

        (await ConsentAsync(contact)).ShouldBe("unsubscribed");
        (await LogAsync(contact)).ShouldBe(["unsubscribed one_click "]);
        await Eventually.Async(async () => (await EventsAsync(contact)).SequenceEqual([EventNames.ContactUnsubscribed]));
    }

    [Fact]
    public async Task A_changed_unsubscribe_link_unsubscribes_nobody()
    {
        var (message, contact) = await AddMessageAsync();
        var path = UnsubscribePath(message, contact);
        var changed = path[..^1] + (path[^1] == 'A' ? 'B' : 'A');

        ((int)(await shop.Anonymous.GetAnswerAsync(changed)).Status).ShouldBe(404);
        ((int)(await PostAsync(changed, "List-Unsubscribe=One-Click")).Status).ShouldBe(404);
        (await ConsentAsync(contact)).ShouldBe("subscribed");
    }

    [Fact]
    public async Task No_platform_undoes_an_opt_out()
    {
        var (_, contact) = await AddMessageAsync();
        await using var connection = await shop.Get<NpgsqlDataSource>().OpenConnectionAsync();
        var no = new ConsentChange
        {
            ContactId = contact,
            Channel = Channel.Email,
            Status = ConsentStatus.Unsubscribed,
            By = ConsentVoice.Platform,
            Source = "import",
            At = TimeProvider.System.GetUtcNow(),
        };
        (await ConsentStore.SetAsync(connection, shop.Id, no, CancellationToken.None)).ShouldBe(ConsentResult.Changed);
        (await ConsentStore.SetAsync(connection, shop.Id, no, CancellationToken.None)).ShouldBe(ConsentResult.Unchanged);
        var yes = no with { Status = ConsentStatus.Subscribed, At = no.At.AddSeconds(1) };
        (await ConsentStore.SetAsync(connection, shop.Id, yes, CancellationToken.None)).ShouldBe(ConsentResult.RefusedByOptOut);
        (await ConsentStore.SetAsync(connection, shop.Id, yes with { By = ConsentVoice.Operator, Source = "operator" }, CancellationToken.None)).ShouldBe(ConsentResult.Changed);
        (await LogAsync(contact)).ShouldBe(["unsubscribed import ", "subscribed operator "]);
    }

    [Fact]
    public async Task A_person_at_the_dashboard_can_subscribe_somebody_again_and_a_program_cannot()
    {
        var (message, contact) = await AddMessageAsync();
        await PostAsync(UnsubscribePath(message, contact), "action=unsubscribe");
        var path = $"/api/contacts/{Ids.Out(Ids.Contact, contact)}/consent";

        (await shop.Api.PostAnswerAsync(path, new { channel = "email", status = "subscribed", note = "import" })).Expect(409);
        (await shop.Owner.PostAnswerAsync(path, new { channel = "email", status = "subscribed" })).Faults.ShouldBe(["note"]);
        (await ConsentAsync(contact)).ShouldBe("unsubscribed");

        var saved = (await shop.Owner.PostAnswerAsync(path, new { channel = "email", status = "subscribed", note = "Asked at the till" })).Expect();
        saved.GetProperty("changed").GetBoolean().ShouldBeTrue();
        (await ConsentAsync(contact)).ShouldBe("subscribed");
        (await LogAsync(contact))[1].ShouldBe($"subscribed user:{shop.OwnerEmail} Asked at the till");
    }

    private Task<Answer> PostAsync(string path, string form) =>
        shop.Anonymous.AskAsync(HttpMethod.Post, path, new StringContent(form, new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded")));

    private TrackingToken Tokens => shop.Get<TrackingToken>();

    private string ClickPath(Guid message) => $"/c/{Tokens.ForClick(shop.Id, message, Url)}?u={Uri.EscapeDataString(Url)}";

    private string OpenPath(Guid message) => $"/o/{Tokens.ForOpen(shop.Id, message)}.gif";

    private string UnsubscribePath(Guid message, Guid contact) => $"/u/{Tokens.ForUnsubscribe(shop.Id, message, contact, Channel.Email)}";

    private async Task<(Guid Message, Guid Contact)> AddMessageAsync()
    {
        var (message, contact) = (Ids.New(TimeProvider.System), Ids.New(TimeProvider.System));
        await using var command = shop.Get<NpgsqlDataSource>().CreateCommand(
            """
            with person as (
                insert into contact (workspace_id, id, anonymous, email, created_at, last_seen_at) values ($1, $2, false, 'ada@example.test', now(), now())),
            agreed as (
                insert into consent (workspace_id, contact_id, channel, status, changed_at) values ($1, $2, 'email', 'subscribed', now()))
            insert into message (workspace_id, id, flow_id, flow_version, run_id, step, contact_id, channel, status, event_id, event_received_at, triggered_at,
                                 content_id, exit_rule, created_at, due_at)
            values ($1, $3, $3, 1, $3, 'send', $2, 'email', 'sent', $3, now(), now(), $3, 'none', now(), now())
            """);
        command.Parameters.AddWithValue(shop.Id);
        command.Parameters.AddWithValue(contact);
        command.Parameters.AddWithValue(message);
        await command.ExecuteNonQueryAsync();
        return (message, contact);
    }

    private Task<List<string>> EventsAsync(Guid contact) => ReadAsync("select name from event where workspace_id = $1 and contact_id = $2 order by id", contact);

    private Task<List<string>> LogAsync(Guid contact) =>
        ReadAsync("select status || ' ' || source || ' ' || coalesce(wording, '') from consent_log where workspace_id = $1 and contact_id = $2 order by id", contact);

    private async Task<string> ConsentAsync(Guid contact) =>
        (await ReadAsync("select status from consent where workspace_id = $1 and contact_id = $2 and channel = 'email'", contact))[0];

    private async Task<List<string>> ReadAsync(string sql, Guid contact)
    {
#pragma warning disable CA2100 // Literals of this file.
        await using var command = shop.Get<NpgsqlDataSource>().CreateCommand(sql);
#pragma warning restore CA2100
        command.Parameters.AddWithValue(shop.Id);
        command.Parameters.AddWithValue(contact);
        await using var row = await command.ExecuteReaderAsync();
        var read = new List<string>();
        while (await row.ReadAsync()) read.Add(row.GetString(0));
        return read;
    }
}
