using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Beckon.Events.Payloads;
using Beckon.Kernel;

namespace Beckon.Events.DeadLetters;

/// <summary>An event that could not be processed.</summary>
/// <param name="Id">Of the event: starts with <c>evt_</c>.</param>
/// <param name="Name">The event's name.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Reason">Why it could not be processed.</param>
/// <param name="ReceivedAt">When Beckon heard of it.</param>
/// <param name="FailedAt">When it failed, the last time.</param>
/// <param name="Attempts">How often it has failed.</param>
/// <param name="EditedAt">When somebody changed it; null: it is as it came.</param>
public sealed record DeadLetterRow(
    string Id, string Name, SourceRef Source, string Reason, DateTimeOffset ReceivedAt, DateTimeOffset FailedAt, int Attempts, DateTimeOffset? EditedAt)
{
    public static DeadLetterRow Of(DeadLetter letter) => new(
        Ids.Out(Ids.Event, letter.Id), letter.Name, SourceRef.Of(letter.SourceId, letter.SourceKind, letter.SourceName), letter.Reason,
        letter.ReceivedAt, letter.FailedAt, letter.Attempts, letter.EditedAt);
}

/// <summary>An event that could not be processed, whole.</summary>
/// <param name="Id">Of the event: starts with <c>evt_</c>.</param>
/// <param name="Name">The event's name.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Reason">Why it could not be processed.</param>
/// <param name="ReceivedAt">When Beckon heard of it.</param>
/// <param name="FailedAt">When it failed, the last time.</param>
/// <param name="Attempts">How often it has failed.</param>
/// <param name="EditedAt">When somebody changed it; null: it is as it came.</param>
/// <param name="EditedBy">Who changed it last.</param>
/// <param name="Version">The ETag: send it back in <c>If-Match</c> when editing.</param>
/// <param name="Event">The event in Beckon's own words, as it would be put back.</param>
/// <param name="Json">The same as indented text, to the last digit: for readers whose numbers are not exact.</param>
/// <param name="Received">The request it came in, as it was received; null when that is not kept.</param>
public sealed record DeadLetterDetail(
    string Id, string Name, SourceRef Source, string Reason, DateTimeOffset ReceivedAt, DateTimeOffset FailedAt, int Attempts, DateTimeOffset? EditedAt,
    string? EditedBy, string Version, RawJson Event, string Json, ReceivedPayload? Received)
{
    public static DeadLetterDetail Of(DeadLetter letter, RawPayload? payload) => new(
        Ids.Out(Ids.Event, letter.Id), letter.Name, SourceRef.Of(letter.SourceId, letter.SourceKind, letter.SourceName), letter.Reason,
        letter.ReceivedAt, letter.FailedAt, letter.Attempts, letter.EditedAt, letter.EditedBy, letter.Version, new RawJson(letter.Event), Indented(letter.Event),
        payload is null ? null : ReceivedPayload.Of(payload));

    // Written from the bytes, so that a number with more digits than a float has keeps them.
    private static string Indented(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) document.WriteTo(writer);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}

/// <summary>How many events could not be processed, and why.</summary>
/// <param name="Count">All of them.</param>
/// <param name="Reasons">Why, the most frequent first.</param>
/// <param name="Names">Of which names, the most frequent first.</param>
public sealed record DeadLetterSummary(long Count, IReadOnlyList<DeadLetterReason> Reasons, IReadOnlyList<EventNameCount> Names);

/// <param name="Reason">Why, in words.</param>
/// <param name="Count">How many.</param>
public sealed record DeadLetterReason(string Reason, long Count);

/// <summary>An edit.</summary>
/// <param name="Event">The whole event. Id, source, message id and time of receipt stay as they are.</param>
public sealed record DeadLetterEdit(JsonElement Event);

/// <summary>Which dead letters to put back; everything that is left out means any.</summary>
/// <param name="Reason">Those set aside for exactly this reason.</param>
/// <param name="Name">Those of this name.</param>
/// <param name="FailedBefore">Those set aside before this moment; now, when it is left out.</param>
/// <param name="Limit">At most so many, 1 to 10,000: for a caller that shows how far it is. All, when it is left out.</param>
public sealed record DeadLetterReplay(string? Reason = null, string? Name = null, DateTimeOffset? FailedBefore = null, int? Limit = null);

/// <summary>What was put back.</summary>
/// <param name="Replayed">So many wait to be processed once more.</param>
/// <param name="Remaining">So many that fit and were set aside before <paramref name="FailedBefore"/> still are.</param>
/// <param name="FailedBefore">Send it along when going on with a limit: what fails again meanwhile is then left alone.</param>
public sealed record DeadLettersReplayed(long Replayed, long Remaining, DateTimeOffset FailedBefore);
