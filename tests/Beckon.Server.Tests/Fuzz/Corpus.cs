using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Beckon.Server.Tests.Fuzz;

/// <summary>Everything that must not get a door to stumble, made of a body that it takes. What is found once is added here and stays.</summary>
internal static class Corpus
{
    private const int Deep = 10_000;
    private const int TenMegabytes = 10 << 20;

    // Put in the place of each value of the body, one at a time.
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-0", "-1", "1e400", "-1e400", "1e-400", "1E+30", "9223372036854775807", "9223372036854775808", "18446744073709551616",
        "9007199254740993", "123456789012345678901234567890.123456789012345678901234567890", "79228162514264337593543950336", "0.1e1", "12345678901234567.89",
        "\"\"", "\" \"", "\"0\"", "\"1e400\"", "\"NaN\"", "\"Infinity\"", "\"19,90 €\"", "\"$1,299.00\"", "\"1.299,00\"", "\"9223372036854775808\"",
        "\"2026-03-08T09:30:00\"", "\"2026-03-08 09:30\"", "\"2026-02-30\"", "\"2026-03-29T02:30:00\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"",
        "\"2026-03-08T09:30:00+99:99\"", "1772452800", "1772452800000", "253402300800000", "-62135596801",
        "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\ud83d\\ude00\"", "\"\\u202e\"", "\"\\ufeff\"", "\"\\u0001\\u001f\\u007f\\u0085\"",
        "{}", "[]", "[null]", "[[[[]]]]", "{\"\": \"\"}", "{\"\\u0000\": 1}", "{\"a\\ud800\": 1}", "{\"__proto__\": {}, \"id\": {\"id\": []}}", "[1, \"x\", {\"id\": 1}]",
        "\"'; drop table event; --\"", "\"<script>alert(1)</script>\"", "\"javascript:alert(1)\"", "\"http://[::1\"", "\"//x\"", "\"%00%ff\"", "\"@\"", "\"a@b@c\"",
        "\"+\"", "\"00000000000000000000\"", "\"٣٤٥٦٧٨٩٠١\"", "\"DELIVERED\"", "\"cart_abandoned\"", "\"message_sent\"",
    ];

    /// <param name="valid">A body that the door takes.</param>
    /// <param name="oneOf">Of the values, each place gets one of so many, another part of them than the place before it.</param>
    public static IEnumerable<BadCall> Of(string valid, int oneOf) =>
    [
        .. Whole(valid), .. Cut(valid), .. InEachPlace(valid, oneOf), .. Twice(valid), .. Nested(valid), .. Bytes(valid), .. Large(valid), .. Encoded(valid),
        .. Around(valid),
    ];

    private static IEnumerable<BadCall> Whole(string valid) =>
        new[] { "", " ", "\n\t\r ", "null", "true", "5", "1e400", "\"text\"", "[]", "{}", "[[]]", "[null]", "[[[]]]", "{\"\":1}", "[{}]", "{}{}", "{} {}", $"{valid}{valid}", $"{valid},", "//c\n{}", "{a:1}", "{'a':1}", "a=b&c=d", "<xml/>", "\0", "\u001f\u008b", "undefined", "NaN", "-", "+1", "01", ".5", "[1,]", "{\"a\":1,}" }
            .Select((body, index) => new BadCall($"whole body {index}", Encoding.UTF8.GetBytes(body)));

    private static IEnumerable<BadCall> Cut(string valid)
    {
        var bytes = Encoding.UTF8.GetBytes(valid);
        for (var part = 1; part < 24; part++) yield return new BadCall($"cut at {part}/24", bytes[..(bytes.Length * part / 24)]);
    }

    private static IEnumerable<BadCall> InEachPlace(string valid, int oneOf)
    {
        var count = Places(JsonNode.Parse(valid)).Count();
        for (var place = 0; place < count; place++)
        {
            for (var i = place % oneOf; i < Values.Length; i += oneOf) yield return Replaced(valid, place, Values[i]);
            yield return Replaced(valid, place, $"\"{new string('x', 70_000)}\"");
            yield return Replaced(valid, place, new string('9', 500));
        }
    }

    // A mark takes the place, because no tree of JSON holds what is to stand there.
    private static BadCall Replaced(string valid, int place, string value)
    {
        const string mark = "4f1e7e9c-in-its-place";
        var root = JsonNode.Parse(valid) ?? throw new ArgumentException("A body is needed.", nameof(valid));
        var (parent, name, index) = Places(root).ElementAt(place);
        if (parent is JsonObject fields) fields[name] = mark;
        else parent.AsArray()[index] = mark;
        var shown = value.Length > 60 ? value[..60] + "…" : value;
        return new BadCall($"{shown} as {parent.GetPath()}.{name}{index}", Encoding.UTF8.GetBytes(root.ToJsonString().Replace($"\"{mark}\"", value, StringComparison.Ordinal)));
    }

    private static IEnumerable<(JsonNode Parent, string Name, int Index)> Places(JsonNode? node) => node switch
    {
        JsonObject fields => fields.ToList().SelectMany(pair => Places(pair.Value).Prepend((fields, pair.Key, 0))),
        JsonArray items => items.ToList().SelectMany((item, index) => Places(item).Prepend((items, "", index))),
        _ => [],
    };

    // Which of two counts is nobody's promise; that both come through is.
    private static IEnumerable<BadCall> Twice(string valid)
    {
        foreach (var key in (string[])["email", "id", "properties", "cart", "orders", "event", "messageId"])
        {
            foreach (var value in (string[])["\"b@example.com\"", "null", "{}", "[]", "7"])
                yield return new BadCall($"{key} twice, {value} first", Encoding.UTF8.GetBytes(First(valid, $"\"{key}\": {value}, \"{key}\": {value},")));
        }
    }

    private static IEnumerable<BadCall> Nested(string valid)
    {
        var (arrays, objects) = (new string('[', Deep) + new string(']', Deep), string.Concat(Enumerable.Repeat("{\"a\":", Deep)) + "1" + new string('}', Deep));
        yield return new BadCall("deep arrays", Encoding.UTF8.GetBytes(arrays));
        yield return new BadCall("deep objects", Encoding.UTF8.GetBytes(objects));
        yield return new BadCall("deep, never closed", Encoding.UTF8.GetBytes(new string('[', Deep * 10)));
        foreach (var depth in (int[])[20, 28, 30, 31, 32, 33, 34, 63, 64, 65])
        {
            var value = string.Concat(Enumerable.Repeat("{\"a\":[", depth / 2)) + "1" + string.Concat(Enumerable.Repeat("]}", depth / 2));
            yield return new BadCall($"{depth} levels in properties", Encoding.UTF8.GetBytes(First(valid, $"\"properties\": {value}, \"extra\": {value},")));
        }
    }

    private static IEnumerable<BadCall> Bytes(string valid)
    {
        var bytes = Encoding.UTF8.GetBytes(valid);
        var text = Math.Max(1, valid.IndexOf('@'));
        foreach (var (name, some) in (IEnumerable<(string, byte[])>)
            [("0xff", [0xff]), ("overlong slash", [0xc0, 0xaf]), ("half of é", [0xc3]), ("surrogate", [0xed, 0xa0, 0x80]), ("beyond Unicode", [0xf4, 0x90, 0x80, 0x80]), ("NUL", [0]), ("Latin-1 é", [0xe9]), ("line feed", [10])])
        {
            foreach (var at in (int[])[0, 1, text, bytes.Length - 1, bytes.Length]) yield return new BadCall($"{name} at {at}", [.. bytes[..at], .. some, .. bytes[at..]]);
        }
        yield return new BadCall("with a byte order mark", [0xef, 0xbb, 0xbf, .. bytes]);
        yield return new BadCall("with two byte order marks", [0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, .. bytes]);
        yield return new BadCall("UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(valid)]);
        yield return new BadCall("UTF-32", Encoding.UTF32.GetBytes(valid));
    }

    private static IEnumerable<BadCall> Large(string valid)
    {
        var bytes = Encoding.UTF8.GetBytes(valid);
        yield return new BadCall("10 MB of spaces", [.. bytes, .. Enumerable.Repeat((byte)' ', TenMegabytes)]);
        yield return new BadCall("a text of 10 MB", Encoding.UTF8.GetBytes(First(valid, $"\"extra\": \"{new string('x', TenMegabytes)}\",")));
        yield return new BadCall("a list of 10 MB", Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat("{}", TenMegabytes / 3)) + "]"));
        yield return new BadCall("100,000 fields", Encoding.UTF8.GetBytes(First(valid, string.Concat(Enumerable.Range(0, 100_000).Select(i => $"\"f{i}\":{i},")))));
        yield return new BadCall("17 MB", new byte[17 << 20]);
    }

    // Packed once for all doors.
    private static readonly Lazy<BadCall[]> Bombs = new(() =>
    {
        var bomb = Gzip([.. "{}"u8, .. Enumerable.Repeat((byte)' ', 120 << 20)]);
        return
        [
            Under("gzip", bomb, "a gzip bomb"), Under("gzip", Gzip(bomb), "a gzip bomb in gzip"), Under("gzip, gzip", Gzip(bomb), "a gzip bomb in gzip, as it says"),
            Under("br", Packed(Enumerable.Repeat((byte)'[', 120 << 20).ToArray(), to => new BrotliStream(to, CompressionLevel.Fastest)), "a brotli bomb"),
        ];
    });

    private static IEnumerable<BadCall> Encoded(string valid)
    {
        var bytes = Encoding.UTF8.GetBytes(valid);
        foreach (var bomb in Bombs.Value) yield return bomb;
        yield return Under("deflate", Packed(bytes, to => new DeflateStream(to, CompressionLevel.Fastest)), "deflate without zlib's head");
        yield return Under("gzip", Gzip(bytes)[..^6], "gzip without its end");
        yield return Under("gzip", [.. Gzip(bytes), .. "trash"u8], "trash behind gzip");
        yield return Under("gzip", [], "no gzip at all");
        foreach (var encoding in (string[])["gzip", "deflate", "br", "zstd", "identity", "GZIP", "gzip;q=1", "identity, gzip", "chunked", "x", "gzip,gzip,gzip,gzip,gzip,gzip,gzip", new string('g', 4_000)])
            yield return Under(encoding, bytes, $"plain, but {(encoding.Length > 40 ? "a long word" : encoding)}");
    }

    private static IEnumerable<BadCall> Around(string valid)
    {
        var bytes = Encoding.UTF8.GetBytes(valid);
        yield return new BadCall("a long idempotency key", bytes) { Headers = [("Idempotency-Key", new string('k', 8_000))] };
        yield return new BadCall("a strange idempotency key", bytes) { Headers = [("Idempotency-Key", "'\"\\{}\u007f")] };
        yield return new BadCall("two idempotency keys", bytes) { Headers = [("Idempotency-Key", "a"), ("Idempotency-Key", "b")] };
        yield return new BadCall("headers of 40 KB", bytes) { Headers = [("X-Large", new string('h', 40_000))] };
        yield return new BadCall("a long content type", bytes) { Headers = [("Content-Type", "text/" + new string('t', 4_000))] };
        foreach (var type in (string[])["text/plain", "multipart/form-data", "application/json; charset=utf-16", "application/octet-stream", "x", ";", "application/x-www-form-urlencoded"])
            yield return new BadCall(type, bytes) { Headers = [("Content-Type", type)] };
        foreach (var query in (string[])["?event=%00", "?event=%ff%fe", "?event=cart_abandoned%00", "?a=%", "?event=" + new string('q', 4_000), "?event=a&event=b", "?event=%ed%a0%80"])
            yield return new BadCall($"{(query.Length > 40 ? "a long query" : query)}", bytes) { Query = query };
        foreach (var stamp in (string[])["0", "-1", "99999999999999999999", "9999999999999", "2026-03-08T09:30:00", "\u007f"])
            yield return new BadCall($"sent at {stamp}", bytes) { Headers = [("X-Jane-Request-Timestamp", stamp)] };
        yield return new BadCall("in pieces", bytes) { Chunked = true };
        yield return new BadCall("nothing, in pieces", []) { Chunked = true };
    }

    private static BadCall Under(string encoding, byte[] body, string name) => new(name, body) { Headers = [("Content-Encoding", encoding)] };

    private static byte[] Gzip(byte[] bytes) => Packed(bytes, to => new GZipStream(to, CompressionLevel.Fastest));

    private static byte[] Packed(byte[] bytes, Func<Stream, Stream> pack)
    {
        using var packed = new MemoryStream();
        using (var stream = pack(packed)) stream.Write(bytes);
        return packed.ToArray();
    }

    // Fields put first into the first object of the body.
    private static string First(string valid, string fields) => valid.Insert(valid.IndexOf('{', StringComparison.Ordinal) + 1, fields);
}
