using Beckon.Events;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.Shopify;

/// <summary>Customers.</summary>
public static class ShopifyCustomer
{
    public static List<CanonicalEvent>? Read(Notice notice, string name)
    {
        var who = ShopifyPerson.OfCustomer(notice);
        if (who.None) return null;
        var address = notice.Fields.Nested("default_address"u8);
        return [notice.Event(name) with
        {
            Who = who,
            Profile = notice.Fields.Name("first_name"u8, "last_name"u8),
            Consents = ShopifyConsent.OfCustomer(notice.Fields),
            Properties = EventProperties.Of(
                notice.Body,
                ("city", address?.Text("city"u8)),
                ("region", address?.Text("province_code"u8)),
                ("postalCode", address?.Id("zip"u8)),
                ("country", address?.Text("country_code"u8))),
        }];
    }

    /// <summary>Taken out of the shop's list. What is to be forgotten of a person comes as customers/redact.</summary>
    public static List<CanonicalEvent>? Deleted(Notice notice) =>
        notice.Fields.Id("id"u8) is { } id ? [notice.Event("shopify_customers_delete") with { Who = new Identifiers { CustomerId = id } }] : null;
}
