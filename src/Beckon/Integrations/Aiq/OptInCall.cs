using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Aiq;

/// <summary>What an opt-in call says in its address, kept as a body: <c>phone</c> or <c>email</c>, <c>optIn</c>, <c>doubleOptIn</c>.</summary>
public static class OptInCall
{
    private static readonly TimeSpan RepeatsAfter = TimeSpan.FromMinutes(1);

    /// <summary>A yes counts because the call says that the person agreed; who has said no stays out whatever is said here.</summary>
    public static List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults)
    {
        var said = new Loose(body);
        var byText = said["phone"] is not null;
        var who = byText
            ? new Identifiers { Phone = said.Phone("phone", arrival.Workspace) }
            : new Identifiers { Email = said.Email("email") };
        if (who.None) faults.Add(byText ? "phone" : "email", byText ? "This is not a phone number." : "This is not an e-mail address.");
        if (said.Flag("optIn") is not { } optIn) faults.Add("optIn", "This must be true or false.");
        else if (faults.None) return [Told(arrival, said, who, optIn)];
        return [];
    }

    private static CanonicalEvent Told(Arrival arrival, Loose said, Identifiers who, bool optIn)
    {
        // A confirmation that is still to come is no yes.
        var waits = optIn && said.Flag("doubleOptIn") == true;
        var answer = waits ? ConsentAnswer.Unconfirmed : optIn ? ConsentAnswer.Yes : ConsentAnswer.No;
        return new CanonicalEvent
        {
            Id = arrival.NewId(),
            SourceId = arrival.Source.Id,
            MessageId = ContentHash.Of(said.Element, "optin:"),
            RepeatsAfter = RepeatsAfter,
            Name = EventNames.CustomerOptinStatusChanged,
            Status = waits ? "pending" : optIn ? "subscribed" : "unsubscribed",
            OccurredAt = arrival.ReceivedAt,
            ReceivedAt = arrival.ReceivedAt,
            Who = who,
            Consents = [new ConsentClaim(who.Phone is null ? ConsentChannel.Email : ConsentChannel.Sms, answer, Wording: "An opt-in call of a partner")],
            Properties = SaidProperties.Of([], ("channel", who.Phone is null ? "email" : "sms"), ("subscribed", waits ? null : optIn)),
        };
    }
}
