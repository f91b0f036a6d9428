using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Shopify;

/// <summary>Who a checkout, an order or a customer of Shopify is about.</summary>
public static class ShopifyPerson
{
    /// <summary>A cart names nobody, the checkout of it does: what was told of the cart is that person's then.</summary>
    /// <param name="notice">A checkout or an order, with its <c>customer</c>.</param>
    /// <param name="cart">The cart it is of; null: none.</param>
    public static Identifiers Of(Notice notice, string? cart)
    {
        var (fields, customer) = (notice.Fields, notice.Fields.Nested("customer"u8));
        return new Identifiers
        {
            CustomerId = customer?.Id("id"u8),
            Email = fields.Email("email"u8) ?? fields.Email("contact_email"u8) ?? customer?.Email("email"u8),
            Phone = Phone(fields, notice.Arrival) ?? (customer is { } known ? Phone(known, notice.Arrival) : null),
            AnonymousId = cart is null ? null : Person.Unnamed(notice.Arrival.Source, "cart", cart).AnonymousId,
        };
    }

    public static Identifiers OfCustomer(Notice notice) => new()
    {
        CustomerId = notice.Fields.Id("id"u8) ?? notice.Fields.Id("customer_id"u8),
        Email = notice.Fields.Email("email"u8) ?? notice.Fields.Email("email_address"u8),
        Phone = Phone(notice.Fields, notice.Arrival),
    };

    public static Profile? NameOf(Fields fields) =>
        fields.Nested("customer"u8)?.Name("first_name"u8, "last_name"u8) ?? fields.Nested("billing_address"u8)?.Name("first_name"u8, "last_name"u8);

    private static string? Phone(Fields fields, Arrival arrival) => PhoneNumber.Normalize(fields.Id("phone"u8), arrival.Workspace.CallingCode);
}
