using Beckon.Events;

namespace Beckon.Orders;

/// <summary>What is in a cart whose sender tells of one product at a time. Pure.</summary>
public static class CartItems
{
    // What a page or a program gone wild puts in beyond this is no shopper's cart.
    private const int Most = 1_000;
    private const decimal MostPieces = 1_000_000;
    private const decimal MostPrice = 1_000_000_000;

    /// <summary>The items when one was put in or taken out. What was bought is not in the cart any more.</summary>
    public static List<LineItem> After(Cart cart, CartChange change)
    {
        List<LineItem> items = cart.Status == CartStatus.Converted ? [] : [.. cart.Items ?? []];
        if (change.Removed is { } removed) Take(items, removed);
        if (change.Added is { } added) Put(items, added);
        return items;
    }

    /// <summary>What the items come to; null when the price of one is not known or senseless.</summary>
    public static decimal? Sum(IReadOnlyList<LineItem>? items)
    {
        if (items is null || items.Any(item => item.Price is null or < 0 or > MostPrice || item.Quantity > MostPieces)) return null;
        return items.Sum(item => (item.Price ?? 0) * item.Quantity) is var sum && sum <= MostPrice * MostPieces ? sum : null;
    }

    // The latest word on a product's price and name is the best.
    private static void Put(List<LineItem> items, LineItem added)
    {
        var at = items.FindIndex(item => IsSame(item, added));
        if (at >= 0) items[at] = added with { Quantity = Math.Min(items[at].Quantity + added.Quantity, MostPieces) };
        else if (items.Count < Most) items.Add(added);
    }

    private static void Take(List<LineItem> items, LineItem removed)
    {
        var at = items.FindIndex(item => IsSame(item, removed));
        if (at < 0) return;
        if (removed.Quantity > 0 && items[at].Quantity > removed.Quantity) items[at] = items[at] with { Quantity = items[at].Quantity - removed.Quantity };
        else items.RemoveAt(at);
    }

    private static bool IsSame(LineItem one, LineItem other) =>
        one.ProductId == other.ProductId && (one.Sku is null || other.Sku is null || one.Sku == other.Sku);
}
