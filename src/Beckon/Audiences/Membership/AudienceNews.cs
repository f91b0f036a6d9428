using System.Text.Json;
using System.Text.Json.Serialization;
using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Audiences.Membership;

/// <summary>Tells of those who come into audiences and leave them, as events like any other. Pure.</summary>
public static partial class AudienceNews
{
    public static List<CanonicalEvent> Of(IReadOnlyList<Change> changes, Voices voices, TimeProvider time)
    {
        var news = new List<CanonicalEvent>();
        if (voices.AreQuiet) return news;
        foreach (var change in changes.Where(change => !change.Gone))
        {
            foreach (var audience in change.Entered) news.Add(Tell(EventNames.AudienceEntered, audience, change.Next.ContactId, voices, time));
            foreach (var audience in change.Exited) news.Add(Tell(EventNames.AudienceExited, audience, change.Next.ContactId, voices, time));
        }
        return news;
    }

    private static CanonicalEvent Tell(string name, LiveAudience audience, Guid contact, Voices voices, TimeProvider time)
    {
        var said = JsonSerializer.SerializeToUtf8Bytes(new Said(Ids.Out(Ids.Audience, audience.Id), audience.Name, voices.DepthOf(contact) is > 0 and var depth ? depth : null), NewsJson.Default.Said);
        return OwnEvent.Of(name, contact, new RawJson(said), time) with
        {
            Derived = true,
            Backfill = voices.OnlyHistory(contact),
            Replayed = voices.OnlyReplayed(contact),
        };
    }

    internal sealed record Said(string AudienceId, string Audience, int? Depth);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Said))]
    internal sealed partial class NewsJson : JsonSerializerContext;
}
