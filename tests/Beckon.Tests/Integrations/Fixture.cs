using System.Globalization;
using System.Text;

namespace Beckon.Tests.Integrations;

/// <summary>Bodies of platforms, made by us with the quirks of the real ones.</summary>
public static class Fixture
{
    /// <summary>A part of every id and address in the bodies: another in its place makes other people, carts and orders of them.</summary>
    public const string Number = "71000000";

    /// <param name="path">Such as <c>Shopify/orders_create.json</c>.</param>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, "tests", "Beckon.Tests", "Integrations", path));

    /// <summary>The same about somebody and something else.</summary>
    public static string Read(string path, string unique) => Read(path).Replace(Number, NumberOf(unique), StringComparison.Ordinal);

    /// <summary>Eight digits, always the same for a text.</summary>
    public static string NumberOf(string unique)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(unique));
        return (10_000_000 + BitConverter.ToUInt32(hash) % 89_999_999).ToString(CultureInfo.InvariantCulture);
    }
}
