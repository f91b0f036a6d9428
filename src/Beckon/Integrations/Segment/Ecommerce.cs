using Beckon.Events;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Segment;

/// <summary>
/// An e-commerce event: what it says of the shopper's cart and of the order. A shopper has one cart here: half of the specification's events name no
/// cart, and two of them for what is one would remind somebody twice. The sender's id of the cart stays with the event.
/// </summary>
public static class Ecommerce
{
    public static CanonicalEvent Read(CanonicalEvent e, Envelope envelope, EcommerceEvent known, Fields message, Fields? properties)
    {
        var at = e with { Properties = SegmentProperties.OfCommerce(envelope, message, properties, More(known, properties)) };
        if (properties is not { } said) return at with { Cart = CartOf(known.Part, null) };
        return at with { Cart = CartOf(known.Part, said), Order = OrderOf(at, envelope, known.Part, said) };
    }

    // A list without a category is known by its id.
    private static Action<ObjectBytes>? More(EcommerceEvent known, Fields? properties)
    {
        if (properties is not { } said) return null;
        if (known.Name == EventNames.ViewedCategory && !said.Has("category"u8) && (said.Id("list_id"u8) ?? said.Text("name"u8)) is { } list)
            return all => all.Add("category"u8, list);
        if (known.Part == EcommercePart.Refunded && said.TryGet("total"u8, out var total)) return all => all.Add("refundAmount"u8, total);
        return null;
    }

    private static CartChange? CartOf(EcommercePart part, Fields? said) => part switch
    {
        EcommercePart.Added => Open(said) with { Added = EcommerceProducts.First(said) },
        EcommercePart.Removed => Open(said) with { Removed = EcommerceProducts.First(said, quantity: 0) },
        EcommercePart.Cart => Open(said) with { Items = EcommerceProducts.All(said), Total = TotalOf(said) },
        EcommercePart.Abandoned => Open(said) with { Status = CartStatus.Abandoned, Items = EcommerceProducts.All(said), Total = TotalOf(said) },
        EcommercePart.Created or EcommercePart.Completed or EcommercePart.Fulfilled => new CartChange { ExternalId = "", Status = CartStatus.Converted },
        _ => null,
    };

    private static CartChange Open(Fields? said) => new()
    {
        ExternalId = "",
        Status = CartStatus.Open,
        Url = said?.UrlIfAny("cart_url"u8) ?? said?.UrlIfAny("checkout_url"u8),
        Currency = said?.Currency("currency"u8),
    };

    private static decimal? TotalOf(Fields? said) => said?.Number("total"u8) ?? said?.Number("value"u8) ?? said?.Number("revenue"u8);

    private static OrderChange? OrderOf(CanonicalEvent e, Envelope envelope, EcommercePart part, Fields said)
    {
        if (part < EcommercePart.Created) return null;
        var items = EcommerceProducts.All(said);
        var change = new OrderChange
        {
            ExternalId = said.Id("order_id"u8) ?? said.Id("orderId"u8) ?? said.Id("checkout_id"u8) ?? OfMessage(e.MessageId),
            Status = StatusOf(part),
            Total = OrderTotal(said, items),
            Currency = said.Currency("currency"u8) ?? envelope.Arrival.Workspace.Currency,
            PlacedAt = e.OccurredAt,
            Items = items ?? [],
            Document = RawJson.From(said.Element),
        };
        return part switch
        {
            EcommercePart.Updated => change with { StatusIfNew = true },
            EcommercePart.Cancelled => change with { RestIfNew = true },
            EcommercePart.Fulfilled => change with { RestIfNew = items is null },
            // Without an amount all of it was given back.
            EcommercePart.Refunded when said.Has("total"u8) || items is { Count: > 0 } => change with { Refund = Math.Max(change.Total, 0) },
            EcommercePart.Refunded => change with { RestIfNew = true },
            _ => change,
        };
    }

    private static OrderStatus StatusOf(EcommercePart part) => part switch
    {
        EcommercePart.Created or EcommercePart.Updated => OrderStatus.Initialized,
        EcommercePart.Cancelled or EcommercePart.Refunded => OrderStatus.Cancelled,
        _ => OrderStatus.Delivered,
    };

    // An order that its sender gave no id is revenue all the same.
    private static string OfMessage(string messageId) => messageId.Length <= Fields.LongestId ? messageId : messageId[..Fields.LongestId];

    /// <summary>What the shopper pays: the total includes delivery and taxes, revenue does not.</summary>
    private static decimal OrderTotal(Fields said, IReadOnlyList<LineItem>? items)
    {
        if (said.Number("total"u8) is { } total) return total;
        var net = said.Number("revenue"u8) ?? said.Number("subtotal"u8);
        if (net is { } goods) return Within(goods + (said.Number("shipping"u8) ?? 0) + (said.Number("tax"u8) ?? 0));
        return said.Number("value"u8) ?? Within(items?.Sum(item => (item.Price ?? 0) * item.Quantity) ?? 0);
    }

    private static decimal Within(decimal sum) => Math.Clamp(sum, -Fields.MostMoney, Fields.MostMoney);
}
