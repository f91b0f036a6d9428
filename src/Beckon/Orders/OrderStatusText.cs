using Beckon.Events;

namespace Beckon.Orders;

/// <summary>Order statuses as the Add orders call writes them, on the wire and in the database.</summary>
public static class OrderStatusText
{
    public static string Of(OrderStatus status) => EventNames.OfOrder(status)["order".Length..];

    public static bool TryParse(string text, out OrderStatus status)
    {
        foreach (var candidate in Enum.GetValues<OrderStatus>())
        {
            if (Of(candidate) != text) continue;
            status = candidate;
            return true;
        }
        status = default;
        return false;
    }

    public static OrderStatus Parse(string text) =>
        TryParse(text, out var status) ? status : throw new FormatException($"{text} is not an order status.");
}
