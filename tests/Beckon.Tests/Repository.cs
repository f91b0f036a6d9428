namespace Beckon.Tests;

/// <summary>The files of this repository, as they lie on disk.</summary>
public static class Repository
{
    private static readonly string[] Made = ["artifacts", "bin", "obj", "node_modules", "dist", ".git", "data"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The folders of our own, by their path from the root.</summary>
    public static IEnumerable<string> Folders() => Folders("");

    /// <summary>The files of our own with one of these endings, by their path from the root.</summary>
    public static IEnumerable<string> Files(params string[] endings) => Folders()
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder)))
        .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
        .Select(file => Path.GetRelativePath(Root, file));

    private static IEnumerable<string> Folders(string from)
    {
        yield return from;
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(Root, from)))
        {
            if (Made.Contains(Path.GetFileName(folder))) continue;
            foreach (var below in Folders(Path.GetRelativePath(Root, folder))) yield return below;
        }
    }

    private static string FindRoot(string folder)
    {
        while (!File.Exists(Path.Combine(folder, "Beckon.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder;
    }
}
