using System.Globalization;

namespace Beckon.Server.Tests.Storage;

/// <summary>The program and its own database as two processes: what a stop and a kill leave behind.</summary>
public sealed class EmbeddedDatabaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beckon-program-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Goes_on_with_its_data_after_a_kill_and_stops_cleanly_when_asked()
    {
        await using (var killed = BeckonProcess.Start(_folder))
        {
            await killed.ListeningAsync();
            killed.Output.ShouldContain("Applied schema step 0001_storage");
            await killed.KillAsync();
        }

        // At once: the database of the killed program may still be on its way out.
        await using var next = BeckonProcess.Start(_folder);
        await next.ListeningAsync();
        next.Output.ShouldNotContain("Applied schema step");
        var process = int.Parse(
            (await File.ReadAllLinesAsync(Path.Combine(_folder, "postgres", "postmaster.pid")))[0], CultureInfo.InvariantCulture);

        (await next.StopAsync()).ShouldBe(0);

        Directory.Exists($"/proc/{process}").ShouldBeFalse();
        (await File.ReadAllLinesAsync(Path.Combine(_folder, "postgres.log")))[^1].ShouldEndWith("database system is shut down");
    }

    [Fact]
    public async Task The_second_program_on_a_folder_ends_with_a_sentence()
    {
        await using var first = BeckonProcess.Start(_folder);
        await first.ListeningAsync();
        await using var second = BeckonProcess.Start(_folder);

        (await second.EndedAsync()).ShouldBe(1);

        second.Output.ShouldStartWith($"Another Beckon is running on the data folder {_folder}.");
        await first.StopAsync();
    }

    [Theory]
    [InlineData("nonsense", "BECKON_DATABASE cannot be read.")]
    [InlineData("postgres://u:p@h/d?colour=red", "BECKON_DATABASE has a parameter that cannot be used: colour.")]
    public async Task A_database_setting_that_cannot_be_used_ends_it_with_a_sentence(string database, string sentence)
    {
        await using var program = BeckonProcess.Start(_folder, ("BECKON_DATABASE", database));

        (await program.EndedAsync()).ShouldBe(1);

        program.Output.ShouldStartWith(sentence);
    }
}
