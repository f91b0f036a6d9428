using System.Text;
using Beckon.Events;
using Beckon.Events.Payloads;
using Beckon.Kernel;
using Beckon.Server.Tests.Integrations;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Server.Tests.Events;

/// <summary>What was received is kept as it came; each door's tests say so of that door.</summary>
public sealed class RawPayloadTests
{
    [Fact]
    public async Task Every_event_of_a_list_finds_the_whole_request()
    {
        var shop = await TestWorkspace.CreateAsync();
        var body = $"[{string.Join(',', Enumerable.Range(0, 300).Select(i => $$"""{"event": "e", "email": "a{{i}}@example.com"}"""))}]";
        (await shop.Api.AskAsync(HttpMethod.Post, "/api/events", body, ("Idempotency-Key", "list-1"))).Expect(202);
        await shop.EventsAsync();

        (await shop.PayloadsAsync()).ShouldBe(1);
        foreach (var e in (await shop.Owner.GetAnswerAsync("/api/events?limit=200")).Expect().GetProperty("items").EnumerateArray().Where((_, i) => i % 50 == 0))
        {
            var received = (await shop.Owner.GetAnswerAsync("/api/events/" + e.GetProperty("id").GetString())).Expect().GetProperty("received");
            received.GetProperty("body").GetString().ShouldBe(body);
            received.GetProperty("idempotencyKey").GetString().ShouldBe("list-1");
            received.GetProperty("cut").GetBoolean().ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_long_one_is_kept_packed_shown_in_part_and_given_whole()
    {
        var shop = await TestWorkspace.CreateAsync();
        var body = $$"""{"event": "long", "email": "a@example.com", "text": "{{new string('x', 200_000)}}"}""";
        (await shop.Api.PostAnswerAsync("/api/events", body)).Expect(202);
        await shop.EventsAsync();

        var id = (await shop.Owner.GetAnswerAsync("/api/events")).Expect().GetProperty("items")[0].GetProperty("id").GetString();
        var received = (await shop.Owner.GetAnswerAsync($"/api/events/{id}")).Expect().GetProperty("received");
        (received.GetProperty("size").GetInt32(), received.GetProperty("cut").GetBoolean()).ShouldBe((body.Length, true));
        var whole = await shop.Owner.GetAnswerAsync($"/api/events/{id}/payload");
        (whole.Text, whole.ContentType).ShouldBe((body, "application/octet-stream"));
        await using var command = shop.Get<NpgsqlDataSource>().CreateCommand("select encoding, length(body) from raw_payload where workspace_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = shop.Id });
        await using var row = await command.ExecuteReaderAsync();
        (await row.ReadAsync()).ShouldBeTrue();
        row.GetString(0).ShouldBe("deflate");
        row.GetInt32(1).ShouldBeLessThan(2_000);
    }

    [Fact]
    public async Task An_event_that_came_in_by_no_request_has_none()
    {
        var shop = await TestWorkspace.CreateAsync();
        var id = await shop.EventAsync(new SeedEvent("message_opened", TimeProvider.System.GetUtcNow()));
        var path = "/api/events/" + Seed.Id("evt", id);

        (await shop.Owner.GetAnswerAsync(path)).Expect().GetProperty("received").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await shop.Owner.GetAnswerAsync(path + "/payload")).Expect(404);
    }

    [Fact]
    public async Task Neighbours_do_not_get_it()
    {
        var (shop, neighbour) = (await TestWorkspace.CreateAsync(), await TestWorkspace.CreateAsync());
        (await shop.Api.PostAnswerAsync("/api/events", new { @event = "e", email = "a@example.com" })).Expect(202);
        await shop.EventsAsync();
        var id = (await shop.Owner.GetAnswerAsync("/api/events")).Expect().GetProperty("items")[0].GetProperty("id").GetString();

        (await shop.Owner.GetAnswerAsync($"/api/events/{id}/payload")).Expect();
        (await neighbour.Owner.GetAnswerAsync($"/api/events/{id}/payload")).Expect(404);
    }

    [Fact]
    public async Task Kept_for_no_days_nothing_is_kept_and_nothing_can_be_replayed()
    {
        const string key = "a-key-of-sixteen-characters";
        await using var server = await Server.StartAsync(
            ("BECKON_KEEP_RAW_DAYS", "0"), ("BECKON_OWNER_EMAIL", "o@example.com"), ("BECKON_OWNER_PASSWORD", "five-copper-kettles"),
            ("BECKON_WORKSPACE", "Shop"), ("BECKON_API_KEY", key));
        using var client = server.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        (await client.PostAnswerAsync("/api/events", new { @event = "e", email = "a@example.com" })).Expect(202);
        await using var command = server.Get<NpgsqlDataSource>().CreateCommand("select count(*) from raw_payload");

        (await command.ExecuteScalarAsync()).ShouldBe(0L);
        (await client.PostAnswerAsync("/api/replays", new { from = "2026-01-01T00:00:00Z", into = "here" })).Expect(409);
    }

    [Fact]
    public async Task A_payload_is_there_if_and_only_if_its_events_are()
    {
        var shop = await TestWorkspace.CreateAsync();
        var at = TimeProvider.System.GetUtcNow();
        var payload = new RawPayload
        {
            WorkspaceId = shop.Id,
            Id = RequestId.Of(at),
            SourceId = Guid.Empty,
            ReceivedAt = at,
            Door = "events_api",
            Body = RawPayload.Pack("{}"u8),
        };
        // The inbox refuses a row without events.
        var faulty = new InboxRow(shop.Id, 1, null!);

        await Should.ThrowAsync<PostgresException>(() => shop.Get<InboxStore>().WriteAsync([faulty], [payload], shop.Get<LaneSignal>(), CancellationToken.None));

        (await shop.PayloadsAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_024)]
    [InlineData(1_025)]
    [InlineData(500_000)]
    public void Packed_and_unpacked_it_is_what_it_was(int length)
    {
        var random = new Random(length);
        foreach (var letters in (int[])[2, 60, 256])
        {
            var body = Enumerable.Range(0, length).Select(_ => (byte)random.Next(letters)).ToArray();
            var packed = RawPayload.Pack(body);
            packed.Unpack().ShouldBe(body);
            packed.Bytes.Length.ShouldBeLessThanOrEqualTo(body.Length);
        }
        Encoding.UTF8.GetString(RawPayload.Pack("{}"u8).Bytes).ShouldBe("{}");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("ninety")]
    [InlineData("3651")]
    public async Task A_number_of_days_that_is_none_is_told(string days) =>
        (await Should.ThrowAsync<SettingException>(() => Server.StartAsync(("BECKON_KEEP_RAW_DAYS", days)))).Message.ShouldContain("BECKON_KEEP_RAW_DAYS");
}
