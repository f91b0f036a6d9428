using System.Globalization;
using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Yespo;

/// <summary>The body of a call about unsubscribed addresses: <c>emails</c>. Other channels of their people are not concerned.</summary>
public static class UnsubscribedCall
{
    public const int MostEmails = 3_000;

    private const string Wording = "The shop's list of unsubscribed addresses";

    /// <summary>Each address becomes a no to e-mails, which counts at once. What is no address is left out: nothing would ever be sent there.</summary>
    public static List<CanonicalEvent> Read(Arrival arrival, JsonElement body, Faults faults)
    {
        var batch = arrival.IdempotencyKey is { } key ? "unsubscribed:key:" + key : ContentHash.Of(body, "unsubscribed:");
        return EmailsOf(body, faults).Select((email, index) => new CanonicalEvent
        {
            Id = arrival.NewId(),
            SourceId = arrival.Source.Id,
            MessageId = string.Create(CultureInfo.InvariantCulture, $"{batch}#{index}"),
            RepeatsAfter = arrival.IdempotencyKey is null ? EventCall.RepeatsAfter : null,
            Name = EventNames.CustomerOptinStatusChanged,
            Status = "unsubscribed",
            OccurredAt = arrival.ReceivedAt,
            ReceivedAt = arrival.ReceivedAt,
            Who = new Identifiers { Email = email },
            Consents = [new ConsentClaim(ConsentChannel.Email, ConsentAnswer.No, Wording: Wording)],
            Properties = SaidProperties.Of([], ("channel", "email"), ("subscribed", false)),
        }).ToList();
    }

    /// <summary>The addresses in normal form, each once.</summary>
    public static List<string> EmailsOf(JsonElement body, Faults faults)
    {
        if (new Loose(body)["emails"] is not { ValueKind: JsonValueKind.Array } emails)
        {
            faults.Add("emails", "Send the addresses as a list: {\"emails\": [\"ada@example.com\"]}.");
            return [];
        }
        if (emails.GetArrayLength() > MostEmails)
        {
            faults.Add("emails", string.Create(CultureInfo.InvariantCulture, $"Send at most {MostEmails} addresses in one request."));
            return [];
        }
        var usable = emails.EnumerateArray().Select(one => EmailAddress.Normalize(Loose.TextOf(one))).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (usable.Count == 0 && faults.None) faults.Add("emails", "None of these is an e-mail address.");
        return usable;
    }
}
