using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Beckon.Events.Erasing;

/// <summary>
/// Finds a person in what senders wrote, in the forms in which they write: an address in other letters or in the middle of a text or link, a number
/// with or without country code, an id as text or number. Pure. Short ids are told by the events that are made of a body, not by the body:
/// there, a 7 may be anything.
/// </summary>
public sealed class PersonTraces(ErasedPerson person)
{
    private const int FewestDigits = 7;
    private const int TellingDigits = 9;
    private const int TellingId = 8;
    private const string Gone = "(erased)";

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789+-(). /");

    private readonly string[] _emails = person.Emails;
    private readonly string[] _phones = [.. person.Phones.Select(Tail).Where(digits => digits.Length >= FewestDigits)];
    private readonly HashSet<KnownBy> _known = [.. person.Known];
    private readonly HashSet<Guid> _ids = [.. person.Ids];

    private readonly string[] _longIds =
    [
        .. person.Known.Where(one => one.Kind is "customer_id" or "anonymous_id" && one.Value.Length >= TellingId).Select(one => one.Value),
    ];

    /// <summary>Whether an event is theirs or names them.</summary>
    public bool In(CanonicalEvent e) =>
        (e.Who.ContactId is { } id && _ids.Contains(id))
        || Has("email", Guid.Empty, e.Who.Email) || Has("phone", Guid.Empty, e.Who.Phone) || Has("anonymous_id", Guid.Empty, e.Who.AnonymousId)
        || Has("customer_id", e.SourceId, e.Who.CustomerId) || Has("customer_id", Guid.Empty, e.Who.CustomerId)
        || In(e.Properties.Utf8.Span) || (e.Order is { } order && In(order.Document.Utf8.Span));

    /// <summary>Whether a body names them. What is no JSON is read as text.</summary>
    public bool In(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 256, CommentHandling = JsonCommentHandling.Skip });
        try
        {
            while (reader.Read())
            {
                if (IsTelling(reader.TokenType) && In(TextOf(ref reader))) return true;
            }
            return false;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return In(Encoding.UTF8.GetString(body));
        }
    }

    public bool In(string text)
    {
        if (text.Length == 0) return false;
        if (Mentions(text)) return true;
        return text.Contains('%', StringComparison.Ordinal) && Uri.UnescapeDataString(text) is var plain && plain.Length != text.Length && Mentions(plain);
    }

    /// <summary>JSON without the values that name them; null when none does.</summary>
    public byte[]? Without(ReadOnlySpan<byte> json)
    {
        if (!In(json)) return null;
        var buffer = new ArrayBufferWriter<byte>(json.Length);
        using (var writer = new Utf8JsonWriter(buffer)) Copy(JsonElement.Parse(json), writer);
        return buffer.WrittenSpan.ToArray();
    }

    private void Copy(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    if (In(property.Name)) continue;
                    writer.WritePropertyName(property.Name);
                    Copy(property.Value, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Copy(item, writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when In(element.GetString() ?? ""):
            case JsonValueKind.Number when In(element.GetRawText()):
                writer.WriteStringValue(Gone);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private bool Has(string kind, Guid scope, string? value) => value is not null && _known.Contains(new KnownBy(kind, scope, value));

    private bool Mentions(string text) =>
        Array.Exists(_emails, email => text.Contains(email, StringComparison.OrdinalIgnoreCase))
        || Array.Exists(_longIds, id => text.Contains(id, StringComparison.Ordinal))
        || (_phones.Length > 0 && MentionsNumber(text));

    // Each stretch of digits and what people put between them.
    private bool MentionsNumber(ReadOnlySpan<char> text)
    {
        Span<char> digits = stackalloc char[32];
        while (text.IndexOfAny(OfNumbers) is >= 0 and var start)
        {
            text = text[start..];
            var length = text.IndexOfAnyExcept(OfNumbers) is >= 0 and var end ? end : text.Length;
            var count = 0;
            foreach (var c in text[..length])
            {
                if (char.IsAsciiDigit(c) && count < digits.Length) digits[count++] = c;
            }
            foreach (var phone in _phones)
            {
                if (digits[..count].IndexOf(phone, StringComparison.Ordinal) >= 0) return true;
            }
            text = text[length..];
        }
        return false;
    }

    private static bool IsTelling(JsonTokenType type) => type is JsonTokenType.String or JsonTokenType.PropertyName or JsonTokenType.Number;

    private static string TextOf(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : reader.GetString() ?? "";

    // What national and international spellings have in common.
    private static string Tail(string phone)
    {
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        return digits.Length <= TellingDigits ? digits : digits[^TellingDigits..];
    }
}
