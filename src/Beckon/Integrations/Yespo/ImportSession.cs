using System.Globalization;
using Beckon.Events.Payloads;

namespace Beckon.Integrations.Yespo;

/// <summary>
/// An import of contacts that was accepted. It need not be written down: its id says in which request the contacts came, how many they were, and
/// what their messages are called, and how far they are is seen from these.
/// </summary>
/// <param name="Request">The request.</param>
/// <param name="Contacts">How many were taken.</param>
/// <param name="Batch">What the messages are called: 32 hexadecimal digits.</param>
public sealed record ImportSession(Guid Request, int Contacts, string Batch)
{
    private const int BatchLength = 32;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Request:n}-{Contacts}-{Batch}");

    public static ImportSession? Parse(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 3
            && Guid.TryParseExact(parts[0], "n", out var request)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var contacts)
            && contacts is > 0 and <= ContactsCall.MostContacts
            && parts[2].Length == BatchLength && parts[2].All(char.IsAsciiHexDigitLower)
            ? new ImportSession(request, contacts, parts[2])
            : null;
    }

    public IEnumerable<string> Messages => Enumerable.Range(0, Contacts).Select(index => MessageOf(Batch, index));

    public Guid[] Events => [.. Enumerable.Range(1, Contacts).Select(number => RequestId.EventOf(Request, number))];

    public static string MessageOf(string batch, int index) => string.Create(CultureInfo.InvariantCulture, $"contacts:{batch}#{index}");
}
