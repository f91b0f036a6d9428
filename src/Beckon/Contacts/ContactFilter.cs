using System.Text.Json.Serialization;
using Beckon.Kernel;

namespace Beckon.Contacts;

/// <summary>Which contacts: all that fit everything that is said here.</summary>
public sealed record ContactFilter
{
    public const int MostIds = 1_000;
    private const int LongestSearch = 200;

    /// <summary>What somebody typed to find them.</summary>
    public string? Q { get; init; }

    /// <summary>In this list.</summary>
    public Guid? List { get; init; }

    /// <summary>With the tag of this name.</summary>
    public string? Tag { get; init; }

    public Channel? Channel { get; init; }

    /// <summary>Where they stand on the channel.</summary>
    public ConsentStatus? Consent { get; init; }

    /// <summary>Known by a customer id, an e-mail address or a phone number, or anonymous.</summary>
    public bool? Known { get; init; }

    /// <summary>With or without a delivered order.</summary>
    public bool? Ordered { get; init; }

    /// <summary>In this RFM segment.</summary>
    public string? Segment { get; init; }

    /// <summary>With this RFM recency score.</summary>
    public int? Recency { get; init; }

    /// <summary>With this RFM frequency score.</summary>
    public int? Frequency { get; init; }

    /// <summary>In this audience.</summary>
    public Guid? Audience { get; init; }

    /// <summary>Only these.</summary>
    public IReadOnlyList<Guid>? Ids { get; init; }

    /// <summary>Nothing is said: all of them.</summary>
    [JsonIgnore]
    public bool IsAll => this == new ContactFilter();

    public static ContactFilter Read(ContactFilterWords words, Faults faults)
    {
        var q = words.Q?.Trim();
        if (q?.Length > LongestSearch) faults.Add("q", $"Search with at most {LongestSearch} characters.");
        var (channel, status) = ReadConsent(words.Consent, faults);
        return new ContactFilter
        {
            Q = string.IsNullOrEmpty(q) ? null : q,
            List = Kernel.Ids.Read(Kernel.Ids.List, words.List, "list", faults),
            Tag = string.IsNullOrWhiteSpace(words.Tag) ? null : words.Tag.Trim(),
            Channel = channel,
            Consent = status,
            Known = words.Known,
            Ordered = words.Ordered,
            Segment = string.IsNullOrWhiteSpace(words.Segment) ? null : words.Segment.Trim(),
            Recency = ReadScore("recency", words.Recency, faults),
            Frequency = ReadScore("frequency", words.Frequency, faults),
            Audience = Kernel.Ids.Read(Kernel.Ids.Audience, words.Audience, "audience", faults),
        };
    }

    private static int? ReadScore(string path, int? score, Faults faults)
    {
        if (score is < 1 or > 5) faults.Add(path, "Scores are 1 to 5.");
        return score;
    }

    private static (Channel?, ConsentStatus?) ReadConsent(string? text, Faults faults)
    {
        if (string.IsNullOrEmpty(text)) return (null, null);
        var parts = text.Split(':');
        if (parts.Length == 2 && Words.TryRead<Channel>(parts[0], out var channel) && Words.TryRead<ConsentStatus>(parts[1], out var status))
            return (channel, status);
        faults.Add("consent", "Name a channel and where people stand on it, such as email:subscribed or sms:never.");
        return (null, null);
    }
}

/// <summary>Which contacts, as a caller says it.</summary>
/// <param name="Q">What to search for: see the list of contacts.</param>
/// <param name="List">The id of a list they are in.</param>
/// <param name="Tag">The name of a tag they have.</param>
/// <param name="Consent">A channel and where they stand on it, such as <c>email:subscribed</c>.</param>
/// <param name="Known">Known people (true) or anonymous visitors (false).</param>
/// <param name="Ordered">With (true) or without (false) a delivered order.</param>
/// <param name="Segment">The name of the RFM segment they are in.</param>
/// <param name="Recency">Their RFM recency score, 1 to 5.</param>
/// <param name="Frequency">Their RFM frequency score, 1 to 5.</param>
/// <param name="Audience">The id of an audience they are in.</param>
public sealed record ContactFilterWords(
    string? Q = null, string? List = null, string? Tag = null, string? Consent = null, bool? Known = null, bool? Ordered = null,
    string? Segment = null, int? Recency = null, int? Frequency = null, string? Audience = null);
