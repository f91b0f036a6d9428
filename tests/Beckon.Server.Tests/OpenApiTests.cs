namespace Beckon.Server.Tests;

/// <summary>
/// The dashboard's types are made from the committed document. After a change of the interface write it anew with
/// <c>BECKON_WRITE_OPENAPI=1 dotnet test tests/Beckon.Server.Tests --filter OpenApiTests</c>.
/// </summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task The_committed_document_is_the_one_that_is_served()
    {
        var server = await Server.SharedAsync();
        using var client = server.Client();
        var answer = await client.GetAnswerAsync("/openapi.json");
        answer.Expect();
        var path = Path.Combine(Root(), "docs", "openapi.json");
        if (Environment.GetEnvironmentVariable("BECKON_WRITE_OPENAPI") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
            await File.WriteAllTextAsync(path, answer.Text.TrimEnd() + "\n");
        }
        (await File.ReadAllTextAsync(path)).TrimEnd().ShouldBe(
            answer.Text.TrimEnd(), "Write docs/openapi.json anew as the class's comment says, then `npm run types` in web/dashboard.");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Beckon.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
