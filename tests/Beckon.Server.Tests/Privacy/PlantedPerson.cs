using System.Text;
using System.Text.Json;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Server.Tests.Integrations;

namespace Beckon.Server.Tests.Privacy;

/// <summary>
/// Somebody whose every value can be told from everything else in the database, told of through all the public doors, in every field that a sender
/// may fill. Only what is not about a person bears no mark: ids of orders and products, names of events.
/// </summary>
internal sealed class PlantedPerson(CartShop shop, string mark, string digits)
{
    private int _count;

    /// <summary>Is in every text of theirs.</summary>
    public string Mark => mark;

    /// <summary>The national part of their phone number.</summary>
    public string Digits => digits;

    public string[] Words => [mark, digits];

    public string Email => $"Jane.{mark}@Example.com";

    public string Phone => $"({digits[..3]}) {digits[3..6]}-{digits[6..]}";

    public string Browser => $"{mark}-browser";

    public static string OrderNumber => "5001";

    private TestWorkspace Workspace => shop.Workspace;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static PlantedPerson In(CartShop shop)
    {
        var id = Guid.CreateVersion7(Now).ToString("n");
        // An area code that exists, so that nobody's rules of numbers object.
        return new PlantedPerson(shop, "zq" + id[^14..], "415" + (2_000_000 + Random.Shared.Next(7_999_999)));
    }

    /// <summary>Through every door, to the last field; when it returns, all of it has taken effect.</summary>
    public async Task PlantAsync()
    {
        await BrowseAsync();
        await SignInAsync();
        await BrowseElsewhereAsync();
        await CartCallAsync();
        await ReadMailAsync();
        await OrderAsync();
        await OrderAsync();
        await JaneAsync();
        await AmongOthersAsync();
        await ClaimWithAnotherAsync();
        await OperateAsync();
        await PlantedRecords.PlantAsync(Workspace, this);
        await SetAsideAsync();
        await Workspace.EventsAsync();
    }

    public Task BrowseAsync() => EventsAsync(new
    {
        @event = "viewed_product",
        messageId = $"{mark}-{++_count}",
        anonymousId = Browser,
        properties = new { productId = "p-1", note = mark, deep = new { list = new[] { mark } } },
        otherwise = mark,
    });

    // On another device, as nobody at first: whoever it was is merged.
    private async Task BrowseElsewhereAsync()
    {
        await EventsAsync(new { @event = "viewed_brand", messageId = $"{mark}-{++_count}", anonymousId = $"{mark}-phone", properties = new { brand = mark } });
        await Workspace.EventsAsync();
        await EventsAsync(new { @event = "viewed_brand", messageId = $"{mark}-{++_count}", anonymousId = $"{mark}-phone", email = Email });
    }

    public Task SignInAsync() => EventsAsync(new
    {
        @event = "order_completed",
        // Long enough ago that whoever leaves a cart today has not just bought.
        occurredAt = Now.AddDays(-1),
        messageId = $"{mark}-{++_count}",
        anonymousId = Browser,
        email = Email,
        phone = Phone,
        customerId = $"{mark}-customer",
        firstName = $"Jane {mark}",
        lastName = $"Doe {mark}",
        cart = new { id = $"{mark}-cart", url = $"https://shop.example/{mark}", currency = "USD", total = 12, items = new[] { Item() } },
        order = new { id = "4001", total = 12.5, currency = "USD", items = new[] { Item() }, note = mark },
        properties = new Dictionary<string, string> { [Email] = Email },
    });

    private object Item() => new
    {
        productId = "p-1",
        name = $"Mug for {mark}",
        url = $"https://shop.example/{mark}",
        imageUrl = $"https://shop.example/{mark}.png",
        description = mark,
        price = 12.5,
        quantity = 1,
    };

    private Task CartCallAsync() => KnockAsync("/v2/cart", ("X-APIKEY", Workspace.ApiKey), new
    {
        email = Email,
        phone = Phone,
        customerId = $"{mark}-customer",
        firstName = mark,
        lastName = mark,
        extra = mark,
        @event = "abandoned",
        cart = new { id = $"{mark}-cart-2", url = $"https://shop.example/{mark}/2", currency = "USD", total = 24.5, updatedAt = Now, note = mark, items = new[] { Item() } },
    });

    private Task OrderAsync() => KnockAsync("/api/v1/orders", ("Authorization", "Basic " + Basic("any:" + Workspace.ApiKey)), new
    {
        orders = new[]
        {
            new
            {
                externalOrderId = OrderNumber,
                externalCustomerId = $"{mark}-customer",
                totalCost = 80,
                status = "DELIVERED",
                date = Now,
                email = Email,
                phone = Phone,
                firstName = mark,
                lastName = mark,
                currency = "USD",
                deliveryAddress = $"1 {mark} street",
                restoreUrl = $"https://shop.example/{mark}",
                additionalInfo = new { gift = mark },
                items = new[] { new { externalItemId = "p-1", name = mark, quantity = 1, cost = 80, url = $"https://shop.example/{mark}", description = mark } },
            },
        },
    });

    private async Task JaneAsync()
    {
        var connected = (await Workspace.Owner.PostAnswerAsync("/api/sources", new { kind = "jane" })).Expect(201);
        var id = connected.GetProperty("source").GetProperty("id").GetString();
        await KnockAsync($"/webhooks/{id}?event={mark}", ("Authorization", "Bearer " + connected.GetProperty("token").GetString()), new
        {
            cart = new
            {
                id = 7001,
                status = "verification",
                amount = 41.8,
                customer_email_address = Email,
                customer_phone_number = Phone,
                customer_name = $"Jane {mark}",
                external_user_id = $"{mark}-jane",
                user_id = mark,
                cart_url = $"https://shop.example/{mark}",
                products = new[] { new { product_id = 1, name = mark, brand = "b", count = 1, image_url = $"https://shop.example/{mark}" } },
            },
        });
    }

    // One request with others in it, and the same once more: the repeat leaves a body behind of which nothing comes.
    private async Task AmongOthersAsync()
    {
        object[] all =
        [
            new { @event = "viewed_brand", messageId = $"other-{mark.Length}", email = "other@example.com" },
            new { @event = "viewed_brand", messageId = $"{mark}-{++_count}", phone = Phone, properties = new { brand = mark } },
        ];
        await EventsAsync(all);
        await EventsAsync(all);
    }

    // Two who are both known claim the same events: one of theirs names her, one of hers names them.
    private async Task ClaimWithAnotherAsync()
    {
        await EventsAsync(new { @event = "viewed_brand", messageId = "n1", customerId = "neighbour", email = "neighbour@example.com" });
        await EventsAsync(new { @event = "viewed_brand", messageId = "n2", customerId = "neighbour", email = Email, properties = new { note = $"for {Email}" } });
        await EventsAsync(new { @event = "viewed_brand", messageId = "n3", customerId = $"{mark}-customer", email = "neighbour@example.com" });
    }

    private async Task ReadMailAsync()
    {
        var mail = await shop.MailAsync(Email.ToLowerInvariant());
        var link = mail.GetProperty("links").EnumerateArray().Select(one => one.GetProperty("url").GetString() ?? "").First(url => url.Contains("/c/", StringComparison.Ordinal));
        (await Workspace.Anonymous.GetAnswerAsync(new Uri(link).PathAndQuery)).Status.ShouldBe(System.Net.HttpStatusCode.Redirect);
        await shop.HappenedAsync("message_clicked");
        (await Workspace.Owner.PostAnswerAsync($"/api/campaigns/{shop.Campaign}/test", new { to = "marketer@example.com" })).Expect();
    }

    // At the dashboard, and what only other machines' answers would leave behind.
    private async Task OperateAsync()
    {
        var contact = await ContactAsync();
        (await Workspace.Owner.PostAnswerAsync($"/api/contacts/{contact}/consent", new { channel = "sms", status = "subscribed", note = $"{mark} said so" })).Expect();
        (await Workspace.Owner.PostAnswerAsync($"/api/contacts/{contact}/consent", new { channel = "email", status = "unsubscribed", note = $"{mark} said so" })).Expect();
        await Workspace.RunAsync(
            "insert into suppression (workspace_id, channel, address, reason, at) values ($1, 'email', $2, 'complained', now())", Email.ToLowerInvariant());
        await Workspace.RunAsync(
            """
            insert into audit_entry (workspace_id, id, actor, action, subject, details, at)
            values ($1, gen_random_uuid(), 'beckon', 'contact.mailed', 'x', jsonb_build_object('to', $2::text), now())
            """,
            Email);
        await Workspace.RunAsync(
            """
            insert into replay (workspace_id, id, into_workspace, from_at, to_at, status, actor, created_at, refusal)
            values ($1, gen_random_uuid(), $1, now(), now(), 'done', 'beckon', now(), $2)
            """,
            $"orders[0].{Email}: This must be text.");
    }

    // What a later Beckon would not let in: it cannot be processed, and is set aside whole.
    private async Task SetAsideAsync()
    {
        var e = new CanonicalEvent
        {
            Id = Ids.New(TimeProvider.System),
            SourceId = Guid.CreateVersion7(Now),
            MessageId = $"{mark}-bad",
            Name = "custom",
            OccurredAt = Now,
            ReceivedAt = Now,
            Who = new Identifiers { Email = Email.ToLowerInvariant() },
            Properties = RawJson.Parse($$"""{"text": "{{mark}}\u0000"}"""),
        };
        await Workspace.Get<Inbox>().AppendAsync(Workspace.Id, [e], CancellationToken.None);
    }

    /// <summary>The id of the contact that is known by the address today.</summary>
    public async Task<string> ContactAsync() =>
        (await FoundAsync()).ShouldHaveSingleItem().GetProperty("id").GetString() ?? "";

    public async Task<List<JsonElement>> FoundAsync()
    {
        await Workspace.EventsAsync();
        return [.. (await Workspace.Owner.GetAnswerAsync("/api/contacts?q=" + Uri.EscapeDataString(Email.ToLowerInvariant()))).Expect().GetProperty("items").EnumerateArray()];
    }

    public Task EventsAsync(object body) => KnockAsync("/api/events", ("Authorization", "Bearer " + Workspace.ApiKey), body);

    private async Task KnockAsync(string path, (string, string) key, object body)
    {
        var answer = await Workspace.Anonymous.AskAsync(HttpMethod.Post, path, body, key, ("Idempotency-Key", $"{Email}-{_count}"));
        ((int)answer.Status).ShouldBeInRange(200, 202, answer.Text);
    }

    private static string Basic(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
