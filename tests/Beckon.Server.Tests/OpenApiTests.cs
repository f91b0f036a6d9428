using System.Text.Json;

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
        var answer = await ServedAsync();
        var path = Path.Combine(Root(), "docs", "openapi.json");
        if (Environment.GetEnvironmentVariable("BECKON_WRITE_OPENAPI") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
            await File.WriteAllTextAsync(path, answer.Text.TrimEnd() + "\n");
        }
        (await File.ReadAllTextAsync(path)).TrimEnd().ShouldBe(
            answer.Text.TrimEnd(), "Write docs/openapi.json anew as the class's comment says, then `npm run types` in web/dashboard.");
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_and_belongs_to_a_group()
    {
        foreach (var path in (await ServedAsync()).Body.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                operation.Value.TryGetProperty("summary", out _).ShouldBeTrue($"{operation.Name} {path.Name} has no summary");
                operation.Value.GetProperty("tags").GetArrayLength().ShouldBe(1, $"{operation.Name} {path.Name}");
            }
        }
    }

    // Types of one name in two capabilities become Thing and Thing2: nobody could tell which is which.
    [Fact]
    public async Task No_two_types_share_a_name() =>
        Schemas(await ServedAsync()).Select(schema => schema.Name).Where(name => char.IsAsciiDigit(name[^1])).ShouldBeEmpty();

    [Fact]
    public async Task Answers_leave_nothing_out()
    {
        var item = Schemas(await ServedAsync()).Single(schema => schema.Name == "LineItem").Value;

        item.GetProperty("required").EnumerateArray().Select(name => name.GetString())
            .ShouldBe(item.GetProperty("properties").EnumerateObject().Select(member => member.Name));
    }

    private static JsonElement.ObjectEnumerator Schemas(Answer document) =>
        document.Body.GetProperty("components").GetProperty("schemas").EnumerateObject();

    private static async Task<Answer> ServedAsync()
    {
        var server = await Server.SharedAsync();
        using var client = server.Client();
        var answer = await client.GetAnswerAsync("/openapi.json");
        answer.Expect();
        return answer;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Beckon.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
