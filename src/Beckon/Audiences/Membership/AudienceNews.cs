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
        var id = Ids.New(time);
        var now = time.GetUtcNow();
        return new CanonicalEvent
        {
            Id = id,
            SourceId = Source.Own,
            MessageId = $"{name}:{id:n}",
            Name = name,
            OccurredAt = now,
            ReceivedAt = now,
            Who = new Identifiers { ContactId = contact },
            Derived = true,
            Backfill = voices.OnlyHistory(contact),
            Replayed = voices.OnlyReplayed(contact),
            Properties = new RawJson(JsonSerializer.SerializeToUtf8Bytes(new Said(Ids.Out(Ids.Audience, audience.Id), audience.Name), NewsJson.Default.Said)),
        };
    }

    internal sealed record Said(string AudienceId, string Audience);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Said))]
    internal sealed partial class NewsJson : JsonSerializerContext;
}
