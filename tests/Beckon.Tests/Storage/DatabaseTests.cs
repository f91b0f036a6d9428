using Beckon.Storage;
using Beckon.Storage.Lanes;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Beckon.Tests.Storage;

public sealed class DatabaseTests
{
    [Theory]
    [InlineData("Password", "guess", "The database server refuses the user: password authentication failed for user \"beckon\". Check user name and password")]
    [InlineData("Database", "nowhere", "The database server has no such database: database \"nowhere\" does not exist. Create it (create database …)")]
    public async Task Says_what_the_server_refuses_without_trying_again(string setting, string value, string sentence)
    {
        await using var made = await TestDatabase.CreateEmptyAsync();
        await using var database = Of(new NpgsqlConnectionStringBuilder(made.ConnectionString) { [setting] = value }, TimeProvider.System);

        (await Should.ThrowAsync<StorageException>(() => database.StartAsync(default))).Message.ShouldStartWith(sentence);
    }

    [Fact]
    public async Task Waits_half_a_minute_for_a_server_that_does_not_answer()
    {
        var time = new FakeTime();
        var begun = time.GetUtcNow();
        await using var database = Of(new NpgsqlConnectionStringBuilder { Host = "/nowhere", Username = "u" }, time);

        var start = database.StartAsync(default);
        while (!start.IsCompleted)
        {
            if (time.PendingTimers > 0) time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await Should.ThrowAsync<StorageException>(() => start)).Message.ShouldStartWith("The database server at /nowhere:5432 cannot be reached: ");
        (time.GetUtcNow() - begun).ShouldBe(TimeSpan.FromSeconds(30));
    }

    private static Database Of(NpgsqlConnectionStringBuilder settings, TimeProvider time) => new(
        new DatabaseOptions { ConnectionString = settings.ConnectionString, DataFolder = Path.GetTempPath() },
        new Node(Guid.CreateVersion7(), Works: true, time.GetUtcNow()),
        time,
        new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance),
        NullLoggerFactory.Instance);
}
