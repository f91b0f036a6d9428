using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Beckon.Tests.Integrations;

/// <summary>Spoils a valid body in the ways that senders and attackers do; the same seed always does the same.</summary>
public sealed class Mutations(int seed)
{
    private readonly Random _random = new(seed);

    private static readonly string[] Texts =
    [
        "", " ", "null", "0", "-1", "1e400", "NaN", "\u0000", "\u202e", "a@b", "@", "2026-13-45T99:99:99Z", "9999-12-31T23:59:59.9999999Z",
        "0001-01-01", "javascript:alert(1)", "http://", "😀", "DELIVERED", "ABANDONED_SHOPPING_CART", "cart_abandoned", "pending",
        "+38067", "00000000000", "12345", "٣٤٥٦٧٨٩", new('x', 300), new('9', 40), new('y', 30_000),
    ];

    private static readonly string[] Numbers =
        ["0", "-0", "-1", "1e-300", "79228162514264337593543950336", "9007199254740993", "1E+30", "12345", "10000000000000000", "0.1e1"];

    public byte[] Spoil(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(Write(json));
        for (var i = _random.Next(3); i > 0 && _random.Next(4) == 0; i--) bytes = SpoilBytes(bytes);
        return bytes;
    }

    private string Write(string json)
    {
        var root = JsonNode.Parse(json) ?? throw new ArgumentException("A body is needed.", nameof(json));
        for (var i = 1 + _random.Next(4); i > 0; i--)
        {
            var places = Places(root).ToList();
            if (places.Count > 0) Replace(places[_random.Next(places.Count)]);
        }
        return root.ToJsonString();
    }

    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Places(JsonNode node) => node switch
    {
        JsonObject all => all.SelectMany(pair => Below(pair.Value).Prepend((all, pair.Key, 0))),
        JsonArray all => all.SelectMany((item, index) => Below(item).Prepend((all, null, index))),
        _ => [],
    };

    private static IEnumerable<(JsonNode, string?, int)> Below(JsonNode? node) => node is null ? [] : Places(node);

    private void Replace((JsonNode Parent, string? Name, int Index) place)
    {
        switch (place.Parent)
        {
            case JsonObject parent when place.Name is { } name:
                if (_random.Next(4) == 0) parent.Remove(name);
                else parent[name] = Value();
                break;
            case JsonArray parent:
                if (_random.Next(4) == 0) parent.RemoveAt(place.Index);
                else parent[place.Index] = Value();
                break;
        }
    }

    private JsonNode? Value() => _random.Next(8) switch
    {
        0 => null,
        1 => _random.Next(2) == 0,
        2 => new JsonArray(),
        3 => new JsonObject(),
        4 => new JsonArray(1, "x", new JsonObject { ["id"] = 1 }),
        5 => JsonNode.Parse(Numbers[_random.Next(Numbers.Length)]),
        6 => JsonValue.Create(_random.NextInt64(-1_000_000, 1_000_000).ToString(CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(Texts[_random.Next(Texts.Length)]),
    };

    private byte[] SpoilBytes(byte[] bytes)
    {
        if (bytes.Length == 0) return bytes;
        var at = _random.Next(bytes.Length);
        switch (_random.Next(3))
        {
            case 0: return bytes[..at];
            case 1: return [.. bytes[..at], (byte)_random.Next(256), .. bytes[at..]];
            default:
                bytes[at] = (byte)_random.Next(256);
                return bytes;
        }
    }
}
