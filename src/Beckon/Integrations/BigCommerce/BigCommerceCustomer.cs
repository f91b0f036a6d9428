using Beckon.Events;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.BigCommerce;

/// <summary>Customers who have an account.</summary>
public static class BigCommerceCustomer
{
    public static List<CanonicalEvent>? Read(Notice notice, string name)
    {
        var fields = notice.Fields;
        var who = new Identifiers
        {
            CustomerId = fields.Id("id"u8),
            Email = fields.Email("email"u8),
            Phone = PhoneNumber.Normalize(fields.Id("phone"u8), notice.Arrival.Workspace.CallingCode),
        };
        if (who.None) return null;
        var addresses = fields.Objects("addresses"u8);
        Fields? address = addresses.Count == 0 ? null : addresses[0];
        return [notice.Event(name) with
        {
            OccurredAt = notice.Arrival.NotLater(BigCommerceWebhook.Date(fields, "date_modified"u8) ?? notice.At),
            Who = who,
            Profile = fields.Name("first_name"u8, "last_name"u8),
            Properties = EventProperties.Of(
                fields.Element,
                ("city", address?.Text("city"u8)),
                ("region", address?.Text("state_or_province"u8)),
                ("postalCode", address?.Id("postal_code"u8)),
                ("country", address?.Text("country_code"u8))),
        }];
    }
}
