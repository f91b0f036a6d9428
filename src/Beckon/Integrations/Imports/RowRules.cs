using System.Text.Json.Nodes;
using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Contacts.Csv;
using Beckon.Contacts.Fields;
using Beckon.Contacts.Groups;
using Beckon.Kernel;

namespace Beckon.Integrations.Imports;

/// <summary>
/// Understands the rows of a file. A row is taken as a whole or not at all: what cannot be read is told in a sentence, so that it can be put right and
/// imported again. Pure.
/// </summary>
public sealed class RowRules(ImportSettings settings, IReadOnlyList<string> headings, IReadOnlyCollection<ContactField> fields, TimeZoneInfo zone)
{
    private const int LongestName = 200;
    private const int LongestId = 255;
    private const int MostTags = 50;

    private readonly string _callingCode = CallingCodes.Of(settings.Country);
    private readonly Dictionary<string, ContactField> _fields = fields.ToDictionary(field => field.Key, StringComparer.Ordinal);

    /// <summary>The row, or the reason why it is not taken.</summary>
    public (ImportRow? Row, string? Reason) Read(string[] cells, long number)
    {
        if (cells.Length > headings.Count)
            return (null, $"The row has {cells.Length} cells, but there are {headings.Count} columns. A text that holds the delimiter must stand in quotes.");
        var reading = new Reading();
        for (var i = 0; i < cells.Length && reading.Reason is null; i++)
        {
            if (i >= settings.Columns.Count || settings.Columns[i] is not { } target) continue;
            var text = CsvWriter.Restore(cells[i].Trim());
            if (text.Length > 0) Read(reading, target, headings[i], text);
        }
        if (reading.Reason is { } reason) return (null, reason);
        var row = reading.Row with { Number = number, Cells = cells };
        if (row is { CustomerId: null, Email: null, Phone: null })
            return (null, "The row has neither a customer id nor an e-mail address nor a phone number: nobody could be recognised by it.");
        return (row with { Tags = reading.Tags, Fields = reading.Fields?.ToJsonString(), Consents = Consents(row, reading.Said) }, null);
    }

    private void Read(Reading reading, string target, string heading, string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) reading.Reason = $"{heading}: the text has a character that cannot be kept (NUL).";
        else if (ImportTarget.FieldOf(target) is { } key) ReadField(reading, heading, key, text);
        else if (ImportTarget.ChannelOf(target) is { } channel) ReadConsent(reading, heading, channel, text);
        else if (ImportTarget.IsIdentifier(target)) ReadIdentifier(reading, target, heading, text);
        else if (target == ImportTarget.Tags) ReadTags(reading, heading, text);
        else if (text.Length > LongestName) reading.Reason = $"{heading}: a name has at most {LongestName} characters.";
        else reading.Row = WithName(reading.Row, target, text);
    }

    private void ReadIdentifier(Reading reading, string target, string heading, string text)
    {
        switch (target)
        {
            case ImportTarget.Email when EmailAddress.Normalize(text) is { } email:
                reading.Row = reading.Row with { Email = email };
                break;
            case ImportTarget.Email:
                reading.Reason = $"{heading}: “{Short(text)}” is not an e-mail address.";
                break;
            case ImportTarget.Phone when PhoneNumber.Normalize(text, _callingCode) is { } phone:
                reading.Row = reading.Row with { Phone = phone };
                break;
            case ImportTarget.Phone:
                reading.Reason = $"{heading}: “{Short(text)}” is not a phone number; write it with its country code, such as +380942583691.";
                break;
            default:
                if (text.Length > LongestId) reading.Reason = $"{heading}: a customer id has at most {LongestId} characters.";
                else reading.Row = reading.Row with { CustomerId = text };
                break;
        }
    }

    private void ReadField(Reading reading, string heading, string key, string text)
    {
        if (!_fields.TryGetValue(key, out var field)) return;
        if (FieldRules.Read(field, text, zone, settings.Dates) is { } value) (reading.Fields ??= [])[key] = value;
        else reading.Reason = $"{heading}: “{Short(text)}” is not {FieldRules.Expected(field)}.";
    }

    private static void ReadConsent(Reading reading, string heading, Channel channel, string text)
    {
        if (ConsentOf(text) is { } status) reading.Said.Add((channel, status));
        else reading.Reason = $"{heading}: “{Short(text)}” is not a consent; write subscribed, unsubscribed, pending or never.";
    }

    private static void ReadTags(Reading reading, string heading, string text)
    {
        foreach (var part in text.Split([',', ';', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (ContactGroup.NameOf(part) is not { } tag) reading.Reason = $"{heading}: a tag has at most {ContactGroup.LongestName} characters.";
            else if (!reading.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase)) reading.Tags.Add(tag);
        }
        if (reading.Tags.Count > MostTags) reading.Reason = $"{heading}: there are more than {MostTags} tags.";
    }

    private static ImportRow WithName(ImportRow row, string target, string text) => target switch
    {
        ImportTarget.FirstName => row with { FirstName = text },
        ImportTarget.LastName => row with { LastName = text },
        _ => text.LastIndexOf(' ') is > 0 and var space
            ? row with { FirstName = row.FirstName ?? text[..space].TrimEnd(), LastName = row.LastName ?? text[(space + 1)..] }
            : row with { FirstName = row.FirstName ?? text },
    };

    // What a row says of itself counts before what is said of the whole file; and nobody is subscribed on a channel without an address for it.
    private List<(Channel, ConsentStatus)> Consents(ImportRow row, List<(Channel Channel, ConsentStatus Status)> said)
    {
        var consents = new List<(Channel Channel, ConsentStatus Status)>(said);
        foreach (var channel in settings.Subscribe)
        {
            if (!consents.Exists(one => one.Channel == channel)) consents.Add((channel, ConsentStatus.Subscribed));
        }
        consents.RemoveAll(one => one.Status == ConsentStatus.Subscribed
            && (one.Channel == Channel.Email && row.Email is null || one.Channel == Channel.Sms && row.Phone is null));
        return consents;
    }

    private static ConsentStatus? ConsentOf(string text) => ImportGuess.Plain(text) switch
    {
        "subscribed" or "yes" or "y" or "true" or "1" or "optedin" or "optin" or "active" or "ja" or "oui" => ConsentStatus.Subscribed,
        "unsubscribed" or "no" or "n" or "false" or "0" or "optedout" or "optout" or "notsubscribed" or "nein" or "non" or "cleaned" or "complained" =>
            ConsentStatus.Unsubscribed,
        "pending" or "unconfirmed" => ConsentStatus.Pending,
        "never" or "neversubscribed" or "none" or "unknown" => ConsentStatus.Never,
        _ => null,
    };

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;

    private sealed class Reading
    {
        public ImportRow Row { get; set; } = new() { Number = 0, Cells = [] };

        public List<string> Tags { get; } = [];

        public JsonObject? Fields { get; set; }

        public List<(Channel Channel, ConsentStatus Status)> Said { get; } = [];

        public string? Reason { get; set; }
    }
}
