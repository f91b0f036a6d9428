using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Beckon.Integrations.Segment;

/// <summary>Where libraries put the write key: into Basic authentication, a header of their own, the header Authorization as it is, or the body.</summary>
public static class SegmentKey
{
    private const int Longest = 2_000;

    /// <summary>The key of the headers; null when they have none.</summary>
    public static string? Of(HttpRequest request)
    {
        // Written keyid:secret by some.
        if (request.Headers["X-Write-Key"].ToString().Trim() is { Length: > 0 } own) return own[(own.LastIndexOf(':') + 1)..];
        var header = request.Headers.Authorization.ToString().Trim();
        if (header.Length is 0 or > Longest) return null;
        if (After(header, "Basic ") is { } basic) return User(basic);
        return After(header, "Bearer ") ?? header;
    }

    /// <summary>The key of a body that may be anything; null when it has none. The first message of a batch may have it in place of the batch.</summary>
    public static string? Of(ReadOnlySpan<byte> body)
    {
        try
        {
            return Find(new Utf8JsonReader(body));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Find(Utf8JsonReader reader)
    {
        string? ofMessage = null;
        var batch = false;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            var (depth, isKey) = (reader.CurrentDepth, reader.ValueTextEquals("writeKey"u8) || reader.ValueTextEquals("api_key"u8));
            if (depth == 1) batch = reader.ValueTextEquals("batch"u8);
            reader.Read();
            var key = isKey && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            if (depth == 1 && key is not null) return key;
            if (depth == 3 && batch) ofMessage ??= key;
            // Into the batch, no deeper than its messages.
            if (depth != 1 || !batch) reader.Skip();
        }
        return ofMessage;
    }

    private static string? After(string header, string scheme) =>
        header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;

    // The key is the user name, the password is empty; who puts it the other way round is understood too.
    private static string? User(string encoded)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length)) return null;
        var credentials = bytes[..length];
        var colon = credentials.IndexOf((byte)':');
        var user = colon < 0 ? credentials : credentials[..colon];
        var key = user.IsEmpty ? credentials[(colon + 1)..] : user;
        return key.IsEmpty ? null : Encoding.UTF8.GetString(key);
    }
}
