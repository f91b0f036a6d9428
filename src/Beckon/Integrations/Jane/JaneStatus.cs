using System.Collections.Frozen;
using Beckon.Events;

namespace Beckon.Integrations.Jane;

/// <summary>The twelve statuses of a Jane cart and what they mean for cart and order.</summary>
public static class JaneStatus
{
    private const string Pending = "pending";

    // Null: there is no order yet.
    private static readonly FrozenDictionary<string, OrderStatus?> Orders = new Dictionary<string, OrderStatus?>(StringComparer.Ordinal)
    {
        [Pending] = null,
        ["verification"] = OrderStatus.Initialized,
        ["staff_member_review"] = OrderStatus.Initialized,
        ["preparing"] = OrderStatus.InProgress,
        ["delivery_started"] = OrderStatus.InProgress,
        ["ready_for_pickup"] = OrderStatus.InProgress,
        ["delivery_finished"] = OrderStatus.Delivered,
        ["finished"] = OrderStatus.Delivered,
        ["with_review"] = OrderStatus.Delivered,
        ["finished_without_review"] = OrderStatus.Delivered,
        ["cancelled"] = OrderStatus.Cancelled,
        ["dismissed"] = OrderStatus.Cancelled,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<string> All { get; } =
    [
        Pending, "verification", "staff_member_review", "preparing", "delivery_started", "delivery_finished", "ready_for_pickup",
        "finished", "with_review", "cancelled", "dismissed", "finished_without_review",
    ];

    public static bool IsKnown(string status) => Orders.ContainsKey(status);

    public static OrderStatus? OrderOf(string status) => Orders[status];

    /// <summary>Every status past pending means that the shopper has checked out, also where the order was cancelled later: the cart is closed.</summary>
    public static CartStatus CartOf(string status) => status == Pending ? CartStatus.Open : CartStatus.Converted;
}
