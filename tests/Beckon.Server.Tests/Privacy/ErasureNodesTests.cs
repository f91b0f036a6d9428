using System.Text.Json;
using Beckon.Accounts;
using Beckon.Storage;
using Beckon.Tests.Storage;

namespace Beckon.Server.Tests.Privacy;

/// <summary>Two nodes share the work while somebody is erased: whatever either remembers, nothing comes back.</summary>
public sealed class ErasureNodesTests
{
    private const string Email = "zqwanderer@example.com";
    private const int Rounds = 60;

    private readonly string _key = Secrets.ApiKey();
    private int _sent;

    [Fact]
    public async Task While_events_stream_in_at_two_nodes_each_is_erased_or_the_new_contacts()
    {
        await using var database = await TestDatabase.CreateAsync();
        (string, string)[] settings = [("BECKON_MASTER_KEY", Convert.ToBase64String(new byte[32]))];
        await using var one = await Server.StartAsync(database, settings);
        await using var other = await Server.StartAsync(database, settings);
        await OpenAsync(one);
        using HttpClient first = Keyed(one), second = Keyed(other);
        await SendAsync(first);
        await SendAsync(second);
        var old = "";
        await Eventually.Async(async () => (old = await ContactAsync(first)).Length > 0);

        var stream = StreamAsync(first, second);
        var erasure = (await second.AskAsync(HttpMethod.Delete, "/api/contacts/" + old, new { reason = "person_asked" })).Expect(202).GetProperty("id").GetString();
        await stream;
        JsonElement done = default;
        await Eventually.Async(
            async () => (done = (await first.GetAnswerAsync("/api/privacy/erasures/" + erasure)).Expect()).GetProperty("status").GetString() == "done", seconds: 30);
        await SendAsync(first);
        await SendAsync(second);
        await Eventually.Async(async () => !await AnyAsync(database, "inbox", "true"), seconds: 30);

        (await AnyAsync(database, "event", $"contact_id = '{IdOf(old)}'")).ShouldBeFalse();
        (await DatabaseSearch.FindAsync(database.Source, IdOf(old).ToString())).ShouldBe(["erasure.contact_id"]);
        (await ContactAsync(first)).ShouldNotBe(old);
        var left = await CountAsync(database, "select count(*) from event");
        (left + done.GetProperty("erased").GetProperty("event").GetInt64()).ShouldBe(_sent);
        left.ShouldBeGreaterThanOrEqualTo(2);
        (await CountAsync(database, "select count(distinct contact_id) from event")).ShouldBe(1);
    }

    private async Task StreamAsync(HttpClient first, HttpClient second)
    {
        for (var round = 0; round < Rounds; round++) await Task.WhenAll(SendAsync(first), SendAsync(second));
    }

    private async Task SendAsync(HttpClient client)
    {
        var number = Interlocked.Increment(ref _sent);
        (await client.PostAnswerAsync("/api/events", new { @event = "viewed_product", messageId = $"w{number}", email = Email })).Expect(202);
    }

    private HttpClient Keyed(Server server)
    {
        var client = server.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", _key);
        return client;
    }

    private Task<CreatedAccount> OpenAsync(Server server) => server.Get<AccountStore>().CreateAsync(
        new()
        {
            Email = "owner@example.com",
            UserName = "Owner",
            PasswordHash = "none",
            WorkspaceName = "Test shop",
            TimeZone = "UTC",
            Currency = "USD",
            Country = "US",
            EmailConsentDefault = ConsentDefault.Subscribed,
            ApiKey = _key,
        },
        CancellationToken.None);

    private static async Task<string> ContactAsync(HttpClient client) =>
        (await client.GetAnswerAsync("/api/contacts?q=" + Email)).Expect().GetProperty("items").EnumerateArray()
            .Select(one => one.GetProperty("id").GetString() ?? "").SingleOrDefault() ?? "";

    private static Guid IdOf(string contact) => Kernel.PublicId.TryParse(Kernel.Ids.Contact, contact, out var id) ? id : Guid.Empty;

    private static async Task<bool> AnyAsync(TestDatabase database, string table, string condition) =>
        await CountAsync(database, $"select count(*) from {table} where {condition}") > 0;

    private static async Task<long> CountAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        return (await connection.Command(sql).ReadAsync(row => row.GetInt64(0), CancellationToken.None))[0];
    }
}
