namespace Beckon.Server;

/// <summary>Reads the options of the command line, which win over the environment variables of the same meaning.</summary>
public static class CommandLine
{
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["--urls"] = "BECKON_URLS",
        ["--data"] = "BECKON_DATA",
        ["--database"] = "BECKON_DATABASE",
    };

    private const string Demo = "--demo";

    public static string Usage => $"Beckon knows these options: {string.Join(", ", Keys.Keys)}, {Demo}.";

    /// <summary>The configuration that the arguments mean. Throws <see cref="ArgumentException"/> with a sentence for an option that does not exist.</summary>
    public static Dictionary<string, string?> Read(IReadOnlyList<string> args)
    {
        var values = new Dictionary<string, string?>();
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == Demo)
            {
                values["BECKON_DEMO"] = "true";
                continue;
            }
            var parts = args[i].Split('=', 2);
            if (!Keys.TryGetValue(parts[0], out var key)) throw new ArgumentException($"There is no option {parts[0]}. {Usage}");
            if (parts.Length == 2) values[key] = parts[1];
            else if (i + 1 < args.Count) values[key] = args[++i];
            else throw new ArgumentException($"The option {parts[0]} needs a value, such as {parts[0]}=….");
        }
        return values;
    }
}
