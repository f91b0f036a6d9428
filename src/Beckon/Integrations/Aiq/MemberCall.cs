using System.Globalization;
using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Aiq;

/// <summary>The bodies that say who somebody is: members in bulk, and the sign-up for loyalty.</summary>
public static class MemberCall
{
    /// <summary>Told once for a person, however often a till signs them up again.</summary>
    public const string SignedUp = "loyalty_signed_up";

    public const int MostMembers = 1_000;

    // A till sends a call again within seconds; what it says again later may undo what was said in between.
    private static readonly TimeSpan RepeatsAfter = TimeSpan.FromMinutes(1);

    private const string WhoIsIt = "Say who it is: send a usable email or mobilePhone.";

    /// <summary>What is known of members. It signs up only those of whom it says <c>loyalty: true</c>.</summary>
    public static List<CanonicalEvent> ReadMembers(Arrival arrival, JsonElement body, Faults faults) => Read(arrival, body, faults, asked: false);

    /// <summary>A sign-up, unless it says <c>loyalty: false</c>.</summary>
    public static List<CanonicalEvent> ReadSignUp(Arrival arrival, JsonElement body, Faults faults) => Read(arrival, body, faults, asked: true);

    /// <summary>Whom a sign-up is about, for the answer.</summary>
    public static Identifiers WhoOf(Accounts.Workspace workspace, JsonElement body) => AiqPerson.Who(Inner(body), workspace);

    private static List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults, bool asked)
    {
        var events = new List<CanonicalEvent>();
        var members = AiqList.Of(body, "members", MostMembers, faults);
        for (var i = 0; i < members.Count; i++)
        {
            var member = Inner(members[i]);
            var who = AiqPerson.Who(member, arrival.Workspace);
            if (who.None) faults.Add(members.Count == 1 ? "email" : string.Create(CultureInfo.InvariantCulture, $"[{i}].email"), WhoIsIt);
            else AddEvents(events, arrival, member, who, i, asked);
        }
        return events;
    }

    private static Loose Inner(JsonElement body) => new Loose(body).Nested("member") ?? new Loose(body);

    private static void AddEvents(List<CanonicalEvent> events, Arrival arrival, Loose member, Identifiers who, int index, bool asked)
    {
        var (email, sms) = (member.Flag("emailOptIn"), SmsOf(member));
        var (storeId, storeName) = (member.Id("favoriteStoreID"), member.Text("favoriteStore"));
        var told = new CanonicalEvent
        {
            Id = arrival.NewId(),
            SourceId = arrival.Source.Id,
            MessageId = arrival.IdempotencyKey is { } key
                ? string.Create(CultureInfo.InvariantCulture, $"member:key:{key}#{index}")
                : ContentHash.Of(member.Element, "member:"),
            RepeatsAfter = arrival.IdempotencyKey is null ? RepeatsAfter : null,
            Name = EventNames.CustomerUpdated,
            OccurredAt = arrival.ReceivedAt,
            ReceivedAt = arrival.ReceivedAt,
            Who = who,
            Profile = AiqPerson.Name(member),
            Properties = SaidProperties.Of(SaidProperties.Fields(member.Element), ("storeId", storeId), ("storeName", storeName)),
        };
        events.Add(told);
        if (who.Email is not null && email is { } toEmail) events.Add(Answered(told with { Id = arrival.NewId() }, ConsentChannel.Email, toEmail));
        if (who.Phone is not null && sms is { } toSms) events.Add(Answered(told with { Id = arrival.NewId() }, ConsentChannel.Sms, toSms));
        if (!(member.Flag("loyalty") ?? asked)) return;
        events.Add(told with
        {
            Id = arrival.NewId(),
            MessageId = $"signup:{who.Email}|{who.Phone}",
            RepeatsAfter = null,
            Name = SignedUp,
            Profile = null,
            SignUp = new SignUp { StoreId = storeId, StoreName = storeName, EmailOptIn = email, SmsOptIn = sms },
            Properties = SaidProperties.Of([], ("storeId", storeId), ("storeName", storeName)),
        });
    }

    // disableSMS is a no whatever else is said.
    private static bool? SmsOf(Loose member) => member.Flag("disableSMS") == true ? false : member.Flag("smsoptin");

    private static CanonicalEvent Answered(CanonicalEvent told, ConsentChannel channel, bool yes)
    {
        var name = channel == ConsentChannel.Email ? "email" : "sms";
        return told with
        {
            MessageId = $"{told.MessageId}:{name}",
            Name = EventNames.CustomerOptinStatusChanged,
            Status = yes ? "subscribed" : "unsubscribed",
            Profile = null,
            Consents = [new ConsentClaim(channel, yes ? ConsentAnswer.Yes : ConsentAnswer.No, Wording: "Asked at the loyalty sign-up")],
            Properties = SaidProperties.Of([], ("channel", name), ("subscribed", yes)),
        };
    }
}
