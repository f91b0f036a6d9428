using Beckon.Events;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.WooCommerce;

/// <summary>Customers who have an account. WooCommerce says nothing about consent.</summary>
public static class WooCommerceCustomer
{
    public static List<CanonicalEvent>? Read(Notice notice, string name)
    {
        var (fields, billing) = (notice.Fields, notice.Fields.Nested("billing"u8));
        var who = new Identifiers
        {
            CustomerId = fields.Id("id"u8),
            Email = fields.Email("email"u8) ?? billing?.Email("email"u8),
            Phone = PhoneNumber.Normalize(billing?.Id("phone"u8), notice.Arrival.Workspace.CallingCode),
        };
        if (who.None) return null;
        return [notice.Event(name) with
        {
            Who = who,
            Profile = fields.Name("first_name"u8, "last_name"u8) ?? billing?.Name("first_name"u8, "last_name"u8),
            Properties = EventProperties.Of(
                notice.Body,
                ("city", billing?.Text("city"u8)),
                ("region", billing?.Text("state"u8)),
                ("postalCode", billing?.Id("postcode"u8)),
                ("country", billing?.Text("country"u8))),
        }];
    }

    public static List<CanonicalEvent>? Deleted(Notice notice) =>
        notice.Fields.Id("id"u8) is { } id ? [notice.Event("woocommerce_customer_deleted") with { Who = new Identifiers { CustomerId = id } }] : null;
}
