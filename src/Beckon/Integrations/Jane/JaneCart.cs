using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Jane;

/// <summary>
/// The <c>cart</c> of a Jane webhook. What makes it an event must be right; what merely describes it is taken when it can be used,
/// because nobody at the shop can mend what Jane sends.
/// </summary>
public sealed record JaneCart
{
    private const int MostProducts = 1_000;

    public required string Id { get; init; }

    public required string Status { get; init; }

    public required Identifiers Who { get; init; }

    public Profile? Profile { get; init; }

    public decimal? Amount { get; init; }

    public DateTimeOffset? PlacedAt { get; init; }

    public string? Url { get; init; }

    /// <summary>Null: Jane names no products (Simple).</summary>
    public IReadOnlyList<LineItem>? Items { get; init; }

    public static JaneCart Read(Fields cart, Workspace workspace, TimeZoneInfo zone)
    {
        var id = cart.Id("id"u8);
        if (id is null && !cart.Has("id"u8)) cart.Fault("id"u8, "This is required.");
        return new JaneCart
        {
            Id = id ?? "",
            Status = cart.Text("status"u8) ?? "",
            Who = WhoOf(cart, workspace),
            Profile = NameOf(cart),
            Amount = cart.Number("amount"u8),
            PlacedAt = cart.Time("checked_out_time"u8, zone) ?? cart.Time("created_at"u8, zone),
            Url = cart.UrlIfAny("cart_url"u8) ?? cart.UrlIfAny("checkout_url"u8) ?? cart.UrlIfAny("url"u8),
            Items = (cart.List("products"u8, MostProducts) ?? cart.List("items"u8, MostProducts))?.ConvertAll(Item),
        };
    }

    private static Identifiers WhoOf(Fields cart, Workspace workspace) => new()
    {
        CustomerId = cart.Id("external_user_id"u8) ?? cart.Id("user_id"u8),
        Email = EmailAddress.Normalize(cart.Text("customer_email_address"u8)),
        Phone = PhoneNumber.Normalize(cart.Id("customer_phone_number"u8), workspace.CallingCode),
    };

    private static Profile? NameOf(Fields cart)
    {
        var name = cart.Text("customer_name"u8, Fields.LongestId);
        if (name is null) return null;
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? new Profile(name, null) : new Profile(name[..space], name[(space + 1)..].Trim());
    }

    private static LineItem Item(Fields product)
    {
        var id = product.Id("product_id"u8) ?? product.Id("id"u8);
        if (id is null) product.Fault("product_id"u8, "This is required.");
        return new LineItem
        {
            ProductId = id ?? "",
            Name = product.Text("name"u8) ?? product.Text("product_name"u8),
            Brand = product.Text("brand"u8),
            Category = product.Text("category"u8) ?? product.Text("kind"u8),
            Price = product.Number("discounted_checkout_price"u8) ?? product.Number("checkout_price"u8) ?? product.Number("price"u8),
            Quantity = product.Quantity("count"u8) ?? product.Quantity("quantity"u8) ?? 1,
            Url = product.UrlIfAny("url"u8),
            ImageUrl = product.UrlIfAny("image_url"u8),
        };
    }
}
