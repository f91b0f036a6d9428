using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Beckon.Storage;

/// <summary>One numbered step of the schema.</summary>
public sealed record Migration(int Number, string Name, string Sql)
{
    private const string Prefix = "Beckon.Migrations.";
    private const string Suffix = ".sql";

    /// <summary>The steps that this program carries, in order.</summary>
    public static IReadOnlyList<Migration> Embedded { get; } = Read(typeof(Migration).Assembly);

    // Line ends do not count: git may change them.
    public string Checksum =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    private static List<Migration> Read(Assembly assembly)
    {
        var migrations = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{resource} is missing.");
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var name = resource[Prefix.Length..^Suffix.Length];
            migrations.Add(new(int.Parse(name.Split('_')[0], CultureInfo.InvariantCulture), name, reader.ReadToEnd()));
        }
        migrations.Sort((a, b) => a.Number.CompareTo(b.Number));
        return migrations;
    }
}
