using System.Reflection;
using Beckon.Events;

namespace Beckon.Tests;

/// <summary>The rules of the house that a machine can check.</summary>
public sealed class HouseTests
{
    private const int LongestFile = 300;

    // A folder is an idea, never a role.
    private static readonly string[] BannedFolders = ["Models", "Services", "Helpers", "Common", "Utils", "Interfaces", "Managers"];

    // Made by a machine from docs/openapi.json.
    private static readonly string[] MadeFiles = [Path.Combine("web", "dashboard", "src", "api", "schema.d.ts")];

    [Fact]
    public void Folders_are_ideas_and_never_roles() =>
        Repository.Folders().Where(IsRole).ShouldBeEmpty();

    [Theory]
    [InlineData("src/Beckon/Helpers", true)]
    [InlineData("web/dashboard/src/utils", true)]
    [InlineData("src/Beckon/Orders", false)]
    public void A_folder_that_is_a_role_is_found(string folder, bool found) => IsRole(folder).ShouldBe(found);

    [Fact]
    public async Task Files_are_short_enough_to_be_read()
    {
        var tooLong = new List<string>();
        foreach (var file in Repository.Files(".cs", ".ts", ".tsx").Except(MadeFiles))
        {
            var lines = (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, file))).Length;
            if (lines > LongestFile) tooLong.Add($"{file}: {lines}");
        }
        tooLong.ShouldBeEmpty();
    }

    // Shops, flows and audiences know these names: they are never changed, only added to.
    [Fact]
    public async Task The_names_of_events_are_those_of_the_golden_file()
    {
        var names = typeof(EventNames)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetRawConstantValue())
            .OfType<string>()
            .Concat(Enum.GetValues<OrderStatus>().Select(EventNames.OfOrder));
        var golden = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "tests", "Beckon.Tests", "Events", "event-names.txt"));
        names.ShouldBe(golden, "A new name is added to event-names.txt; one that is known stays.");
    }

    private static bool IsRole(string folder) => BannedFolders.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase);
}
