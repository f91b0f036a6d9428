using System.Text.Json;
using Beckon.Events;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations.Klaviyo;

/// <summary>
/// What the properties of an event say of a cart or an order, by the names that Klaviyo asks its users for. They merely describe: what cannot be used is
/// left out. A shopper has one cart here, because these events name none.
/// </summary>
public sealed class KlaviyoCommerce
{
    private readonly Fields _said;
    private readonly decimal? _value;
    private readonly string? _currency;
    private readonly List<LineItem>? _items;

    public KlaviyoCommerce(Fields properties, decimal? value, string? currency)
    {
        _said = Fields.Of(properties.Element, properties.Spot, new Faults()) ?? properties;
        (_value, _currency) = (value, currency ?? _said.Currency("Currency"u8));
        _items = KlaviyoItems.All(_said);
    }

    public CartChange? Cart(KlaviyoPart part) => part switch
    {
        KlaviyoPart.Added when _items is null => Open() with { Added = KlaviyoItems.AddedItem(_said) },
        KlaviyoPart.Added or KlaviyoPart.Checkout => Open() with { Items = _items, Total = _value },
        KlaviyoPart.Placed or KlaviyoPart.Fulfilled => new CartChange { ExternalId = "", Status = CartStatus.Converted },
        _ => null,
    };

    public OrderChange? Order(KlaviyoPart part, CanonicalEvent e, string? uniqueId, string currency)
    {
        if (part < KlaviyoPart.Placed) return null;
        var change = new OrderChange
        {
            ExternalId = _said.Id("OrderId"u8) ?? _said.Id("OrderID"u8) ?? _said.Id("order_id"u8) ?? _said.Id("$event_id"u8) ?? uniqueId ?? e.MessageId,
            Status = part is KlaviyoPart.Placed or KlaviyoPart.Fulfilled ? OrderStatus.Delivered : OrderStatus.Cancelled,
            Total = _value ?? KlaviyoItems.Sum(_items),
            Currency = _currency ?? currency,
            PlacedAt = e.OccurredAt,
            Items = _items ?? [],
            Document = RawJson.From(_said.Element),
        };
        return part switch
        {
            KlaviyoPart.Fulfilled => change with { RestIfNew = _value is null && _items is null },
            KlaviyoPart.Refunded when _value is > 0 => change with { Refund = _value },
            KlaviyoPart.Cancelled or KlaviyoPart.Refunded => change with { RestIfNew = true },
            _ => change,
        };
    }

    /// <summary>As sent, and beside that what the catalogue has names for.</summary>
    public RawJson Properties(KlaviyoMetric? known)
    {
        var all = new ObjectBytes(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(_said.Element).Length + 512);
        if (_value is { } value) all.Add("value"u8, JsonSerializer.SerializeToElement(value));
        if (_currency is { } currency) all.Add("currency"u8, currency);
        if (known is not null) KlaviyoItems.AddCanonical(all, _said, known.Part == KlaviyoPart.Added);
        all.AddAll(_said.Element, ObjectBytes.AsTheyAre);
        return all.End();
    }

    private CartChange Open() => new() { ExternalId = "", Status = CartStatus.Open, Url = _said.UrlIfAny("CheckoutURL"u8), Currency = _currency };
}
