using Beckon.Events;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.Shopify;

/// <summary>
/// Carts and checkouts. Shopify tells of no abandonment: a checkout that stays as it is for the time that the retailer sets is one. A checkout goes by
/// the token of its cart, so that both are one cart here, and an order closes it by the same token.
/// </summary>
public static class ShopifyCart
{
    public static List<CanonicalEvent>? OfCart(Notice notice)
    {
        if (Token(notice.Fields, "token"u8) is not { } id) return null;
        return [notice.Event(EventNames.CartUpdated) with
        {
            Who = Person.Unnamed(notice.Arrival.Source, "cart", id),
            Cart = Change(notice, id, CartStatus.Open),
        }];
    }

    /// <param name="notice">A checkout.</param>
    /// <param name="name">What it means while nothing was bought.</param>
    public static List<CanonicalEvent>? OfCheckout(Notice notice, string name)
    {
        if (IdOf(notice.Fields, "token"u8) is not { } id) return null;
        var bought = notice.Fields.Time("completed_at"u8) is not null;
        return [notice.Event(bought ? EventNames.CartConverted : name) with
        {
            Who = ShopifyPerson.Of(notice, id),
            Profile = ShopifyPerson.NameOf(notice.Fields),
            Cart = Change(notice, id, bought ? CartStatus.Converted : CartStatus.Open),
            Properties = EventProperties.Of(
                notice.Body,
                ("checkoutId", notice.Fields.Id("id"u8)),
                ("checkoutUrl", notice.Fields.UrlIfAny("abandoned_checkout_url"u8)),
                ("value", notice.Fields.Number("total_price"u8)),
                ("itemCount", ShopifyItems.Of(notice.Fields).Sum(item => item.Quantity))),
        }];
    }

    /// <summary>The cart that a checkout or an order is of; null where there was none, as at a till.</summary>
    public static string? IdOf(Fields fields, ReadOnlySpan<byte> checkoutToken) =>
        Token(fields, "cart_token"u8) ?? (Token(fields, checkoutToken) is { } checkout ? "checkout:" + checkout : null);

    // A storefront writes a key behind the token, which other calls leave out.
    private static string? Token(Fields fields, ReadOnlySpan<byte> name) => fields.Id(name)?.Split('?')[0] is { Length: > 0 } token ? token : null;

    private static CartChange Change(Notice notice, string id, CartStatus status) => new()
    {
        ExternalId = id,
        Status = status,
        Url = notice.Fields.UrlIfAny("abandoned_checkout_url"u8) ?? notice.Arrival.Source.Settings.ShopUrl,
        Currency = notice.Fields.Currency("currency"u8) ?? notice.Arrival.Workspace.Currency,
        Total = notice.Fields.Number("total_price"u8),
        Items = ShopifyItems.Of(notice.Fields),
    };
}
