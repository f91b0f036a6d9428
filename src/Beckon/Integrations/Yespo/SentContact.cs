using System.Text.Json;
using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Yespo;

/// <summary>
/// A contact as it is sent: <c>channels</c>, <c>externalCustomerId</c>, names, <c>address</c>. Plugins send a blank for what they do not know.
/// </summary>
/// <param name="Who">What the contact is known by, as far as it can be used.</param>
/// <param name="Profile">The name.</param>
/// <param name="Properties">All that was said, and what the catalogue has a word for in that word.</param>
public sealed record SentContact(Identifiers Who, Profile? Profile, RawJson Properties)
{
    private const int MostChannels = 20;

    private static readonly TimeSpan KeyHoldsFor = TimeSpan.FromDays(30);

    public static SentContact Read(Loose contact, Workspace workspace)
    {
        var channels = contact.List("channels", MostChannels) ?? [];
        var address = contact.Nested("address");
        return new(
            new Identifiers
            {
                CustomerId = contact.Id("externalCustomerId"),
                Email = Of(channels, "email").Select(channel => channel.Email("value")).FirstOrDefault(email => email is not null),
                Phone = Of(channels, "sms").Concat(Of(channels, "viber")).Select(channel => channel.Phone("value", workspace)).FirstOrDefault(phone => phone is not null),
            },
            Name(contact),
            SaidProperties.Of(
                SaidProperties.Fields(contact.Element),
                ("city", address?.Text("town")),
                ("region", address?.Text("region")),
                ("postalCode", address?.Text("postcode")),
                ("language", contact.Text("languageCode"))));
    }

    public static Profile? Name(Loose person)
    {
        var (first, last) = (person.Text("firstName", Fields.LongestId), person.Text("lastName", Fields.LongestId));
        return first is null && last is null ? null : new Profile(first, last);
    }

    /// <summary>One name of several words: the first is the first name.</summary>
    public static Profile? NameOf(string? whole)
    {
        if (whole is null) return null;
        var space = whole.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? new Profile(whole, null) : new Profile(whole[..space], whole[(space + 1)..].Trim());
    }

    private static IEnumerable<Loose> Of(List<Loose> channels, string type) =>
        channels.Where(channel => string.Equals(channel.Text("type"), type, StringComparison.OrdinalIgnoreCase));

    /// <summary>That what is known of somebody has changed.</summary>
    public static CanonicalEvent Told(Doors.Arrival arrival, SentContact contact, string messageId) => new()
    {
        Id = arrival.NewId(),
        SourceId = arrival.Source.Id,
        MessageId = messageId,
        // Never for ever: how far an import is, is seen from the keys of messages that may repeat.
        RepeatsAfter = arrival.IdempotencyKey is null ? EventCall.RepeatsAfter : KeyHoldsFor,
        Name = EventNames.CustomerUpdated,
        OccurredAt = arrival.ReceivedAt,
        ReceivedAt = arrival.ReceivedAt,
        Who = contact.Who,
        Profile = contact.Profile,
        Properties = contact.Properties,
    };

    /// <summary>The fields of the contact alone, for the answer that it failed.</summary>
    public static RawJson Failed(JsonElement contact, string why) =>
        SaidProperties.Of(SaidProperties.Fields(contact, "error"), ("error", why));
}
