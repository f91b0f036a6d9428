using System.Net.Http.Json;
using System.Text.Json;
using Beckon.Kernel;
using Beckon.Tests.Storage;

namespace Beckon.Server.Tests.Privacy;

/// <summary>Whenever the program dies while somebody is being erased, it finishes at its next start.</summary>
public sealed class ErasureKillTests : IAsyncLifetime, IDisposable
{
    private const string Mark = "zqkilledwhileerased";
    private const string Email = Mark + "@example.com";

    // More than is erased at a time.
    private const int Events = 1_500;

    private readonly DataFolder _folder = new();
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(KillPoint.ErasureDetaching)]
    [InlineData(KillPoint.ErasureDetached)]
    [InlineData(KillPoint.ErasureClearing)]
    [InlineData(KillPoint.ErasureClearing + ":2")]
    public async Task Killed_in_the_middle_it_is_finished_after_the_restart(string point)
    {
        await using (var program = Start((KillPoint.Variable, point)))
        {
            using var client = CartStream.Client(await program.ListeningAsync());
            for (var sent = 0; sent < Events; sent += 500) await SendAsync(client, sent, 500);
            string? contact = null;
            await Eventually.Async(async () => (contact = await ContactAsync(client)) is not null, seconds: 30);
            using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/contacts/{contact}") { Content = JsonContent.Create(new { reason = "person_asked" }) };
            using var asked = await client.SendAsync(request);
            asked.EnsureSuccessStatusCode();
            (await program.EndedAsync().WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(128 + 9, program.Output);
        }
        (await DatabaseSearch.FindAsync(_database.Source, Mark)).ShouldNotBeEmpty("It died before it was done.");

        await using var next = Start();
        using var survivor = CartStream.Client(await next.ListeningAsync());
        await Eventually.Async(async () => (await CartStream.AllAsync(survivor, "/api/privacy/erasures")).TrueForAll(one => one.GetProperty("status").GetString() == "done"), seconds: 60);

        (await DatabaseSearch.FindAsync(_database.Source, Mark)).ShouldBeEmpty();
        (await ContactAsync(survivor)).ShouldBeNull();
        var erased = (await CartStream.AllAsync(survivor, "/api/privacy/erasures")).ShouldHaveSingleItem().GetProperty("erased");
        erased.GetProperty("event").GetInt64().ShouldBe(Events);
        (await next.StopAsync()).ShouldBe(0);
    }

    private BeckonProcess Start(params (string, string)[] environment) =>
        CartStream.Start(_folder.Path, [("BECKON_DATABASE", _database.ConnectionString), .. environment]);

    private static async Task SendAsync(HttpClient client, int first, int count)
    {
        var events = Enumerable.Range(first, count).Select(i => new { @event = "viewed_product", messageId = $"{Mark}-{i}", email = Email, properties = new { note = Mark } });
        using var answer = await client.PostAsJsonAsync("/api/events", events);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<string?> ContactAsync(HttpClient client)
    {
        var found = await client.GetFromJsonAsync<JsonElement>("/api/contacts?q=" + Email);
        return found.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetString()).SingleOrDefault();
    }
}
