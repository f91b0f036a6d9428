using Beckon.Events;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.Shopify;

/// <summary>
/// What Shopify says of consent. Its states tell a refusal (<c>unsubscribed</c>) from somebody who was never asked (<c>not_subscribed</c>). A box that is
/// not ticked at the checkout is neither.
/// </summary>
public static class ShopifyConsent
{
    /// <summary>A consent that has changed.</summary>
    public static List<CanonicalEvent>? Read(Notice notice, ConsentChannel channel)
    {
        var who = ShopifyPerson.OfCustomer(notice);
        var said = channel == ConsentChannel.Email ? notice.Fields.Nested("email_marketing_consent"u8) : notice.Fields.Nested("sms_marketing_consent"u8);
        if (who.None || said is not { } consent) return null;
        var claim = Claim(channel, consent);
        return [notice.Event(EventNames.CustomerOptinStatusChanged) with
        {
            Who = who,
            Status = consent.Text("state"u8, Fields.LongestId),
            OccurredAt = notice.Arrival.NotLater(consent.Time("consent_updated_at"u8) ?? notice.At),
            Consents = claim is null ? null : [claim],
            Properties = EventProperties.Of(
                notice.Body,
                ("channel", channel == ConsentChannel.Email ? "email" : "sms"),
                ("subscribed", claim?.Answer switch { ConsentAnswer.Yes => (object)true, ConsentAnswer.No => false, _ => null })),
        }];
    }

    /// <summary>What an order says of its buyer's consent.</summary>
    public static IReadOnlyList<ConsentClaim>? Of(Fields order)
    {
        var claims = new List<ConsentClaim>();
        if (order.Nested("customer"u8) is { } customer) claims.AddRange(OfCustomer(customer) ?? []);
        if (order.IsTrue("buyer_accepts_marketing"u8)) claims.Add(new(ConsentChannel.Email, ConsentAnswer.Yes, order.Time("created_at"u8), "Accepted at the checkout"));
        return claims.Count == 0 ? null : claims;
    }

    /// <summary>What a customer's record says.</summary>
    public static IReadOnlyList<ConsentClaim>? OfCustomer(Fields customer)
    {
        ConsentClaim?[] claims =
        [
            customer.Nested("email_marketing_consent"u8) is { } email ? Claim(ConsentChannel.Email, email) : Older(customer),
            customer.Nested("sms_marketing_consent"u8) is { } sms ? Claim(ConsentChannel.Sms, sms) : null,
        ];
        return claims.All(claim => claim is null) ? null : [.. claims.OfType<ConsentClaim>()];
    }

    // API versions before 2022-04 say yes or no, and no also of those who were never asked.
    private static ConsentClaim? Older(Fields customer)
    {
        if (!customer.TryGet("accepts_marketing"u8, out _)) return null;
        var answer = customer.IsTrue("accepts_marketing"u8) ? ConsentAnswer.Yes : ConsentAnswer.NeverAsked;
        return new(ConsentChannel.Email, answer, customer.Time("accepts_marketing_updated_at"u8), customer.Text("marketing_opt_in_level"u8, Fields.LongestId));
    }

    private static ConsentClaim? Claim(ConsentChannel channel, Fields consent)
    {
        ConsentAnswer? answer = consent.Word("state"u8) switch
        {
            "subscribed" => ConsentAnswer.Yes,
            "unsubscribed" => ConsentAnswer.No,
            "pending" => ConsentAnswer.Unconfirmed,
            "not_subscribed" => ConsentAnswer.NeverAsked,
            _ => null,
        };
        return answer is { } said ? new(channel, said, consent.Time("consent_updated_at"u8), consent.Text("opt_in_level"u8, Fields.LongestId)) : null;
    }
}
