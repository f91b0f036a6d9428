using System.Text.Json;
using Beckon.Tests.Storage;

namespace Beckon.Server.Tests;

/// <summary>No shopper's data in the log: neither when all is well nor when requests fail and events are set aside.</summary>
public sealed class LogTests : IAsyncLifetime
{
    private const string Key = "log-test-key-0123456789";

    private static readonly string[] Shopper = ["ada.7731", "Lovelacetta", "5550107731", "Analytical Lane 7731"];

    private readonly string _folder = Directory.CreateTempSubdirectory("beckon-log-").FullName;
    private TestDatabase? _database;

    private TestDatabase Database => _database ?? throw new InvalidOperationException("Not initialized.");

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    public async Task No_line_quotes_a_shopper_whatever_fails(string format)
    {
        await using var program = Start(("BECKON_LOG", format));
        using var client = Client(await program.ListeningAsync());
        // What the database says about these two quotes the whole row, and a property.
        await ExecuteAsync("alter table event add constraint poisoned check (name <> 'poisoned')");
        await ExecuteAsync("create index weighed on event (((properties ->> 'street')::int)) where name = 'weighed'");

        (await client.PostAnswerAsync("/api/events", new[] { Event("looked_around"), Event("poisoned") })).Expect(202);
        await SetAsideAsync(1);
        (await client.PostAnswerAsync("/api/events", Event("weighed"))).Expect(202);
        await SetAsideAsync(2);
        await client.PostAnswerAsync("/api/events", $"{{\"email\": \"{Shopper[0]}@example.com\", ");
        await ExecuteAsync("alter table consent rename to gone");
        (await client.GetAnswerAsync($"/api/contacts?q={Shopper[0]}@example.com")).Expect(500);
        await ExecuteAsync("alter table inbox rename to overflown");
        (await client.PostAnswerAsync("/api/events", Event("looked_around"))).Expect(503);
        await program.StopAsync();

        var log = program.Output;
        foreach (var word in Shopper) log.ShouldNotContain(word);
        foreach (var told in new[] { "was set aside", "could not be stored", "23514", "22P02", "42P01" }) log.ShouldContain(told);
    }

    [Fact]
    public async Task Where_a_machine_reads_it_every_entry_is_a_line_of_json()
    {
        await using var program = Start();
        await program.ListeningAsync();
        await program.StopAsync();

        foreach (var line in program.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var entry = JsonElement.Parse(line);
            entry.GetProperty("Message").GetString().ShouldNotBeNullOrEmpty();
            entry.GetProperty("Timestamp").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
        }
        program.Output.ShouldContain("Now listening on");
    }

    [Fact]
    public async Task A_format_that_does_not_exist_is_refused_in_words()
    {
        await using var program = Start(("BECKON_LOG", "xml"));

        (await program.EndedAsync()).ShouldBe(1);
        program.Output.ShouldStartWith("BECKON_LOG must be json or text, not 'xml'.");
    }

    private Task SetAsideAsync(int events) => Eventually.Async(async () => await CountAsync("select count(*) from dead_letter") == events, seconds: 20);

    private static Dictionary<string, object?> Event(string name) => new()
    {
        ["name"] = name,
        ["email"] = Shopper[0] + "@example.com",
        ["phone"] = "+1" + Shopper[2],
        ["lastName"] = Shopper[1],
        ["properties"] = new { street = Shopper[3] },
    };

    private BeckonProcess Start(params (string Name, string Value)[] settings) => BeckonProcess.Start(
        _folder,
        [
            ("BECKON_DATABASE", Database.ConnectionString), ("BECKON_OWNER_EMAIL", "o@example.com"), ("BECKON_OWNER_PASSWORD", "five-copper-kettles"),
            ("BECKON_WORKSPACE", "Shop"), ("BECKON_API_KEY", Key), .. settings,
        ]);

    private static HttpClient Client(Uri address)
    {
        var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        return client;
    }

    private async Task ExecuteAsync(string sql)
    {
#pragma warning disable CA2100 // Literals of this file.
        await using var command = Database.Source.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> CountAsync(string sql)
    {
#pragma warning disable CA2100 // Literals of this file.
        await using var command = Database.Source.CreateCommand(sql);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    }
}
