using Beckon.Events;

namespace Beckon.Orders;

/// <summary>What an event makes of a cart. Pure.</summary>
public static class CartRules
{
    /// <summary>The name of a contact's one nameless cart, for Simple triggers, which tell of no cart.</summary>
    public static string NameOf(CartChange change, Guid contactId) => change.ExternalId.Length > 0 ? change.ExternalId : Nameless(contactId);

    /// <summary>The name that is stored for a contact's nameless cart.</summary>
    public static string Nameless(Guid contactId) => $"contact:{contactId:n}";

    /// <summary>
    /// The cart after the event. A late event changes nothing. A cart that was bought is opened again only by something that happened after
    /// the purchase, never by news of the same moment: somebody who has bought is not asked to come back.
    /// </summary>
    public static Cart Apply(Cart? cart, ResolvedEvent resolved, Guid newId)
    {
        var (e, contactId) = (resolved.Event, resolved.ContactId ?? throw new ArgumentException("A cart belongs to a contact.", nameof(resolved)));
        var change = e.Cart ?? throw new ArgumentException("The event tells of no cart.", nameof(resolved));
        cart ??= new Cart
        {
            Id = newId,
            SourceId = e.SourceId,
            ExternalId = NameOf(change, contactId),
            ContactId = contactId,
            Status = CartStatus.Open,
            CreatedAt = e.OccurredAt,
            ChangedAt = DateTimeOffset.MinValue,
        };
        if (IsLate(cart, change, e.OccurredAt)) return cart;
        var items = change.Items ?? (TellsOfOne(change) ? CartItems.After(cart, change) : cart.Items);
        return cart with
        {
            ContactId = contactId,
            FormerContact = cart.ContactId == contactId ? cart.FormerContact : cart.ContactId,
            OwnContact = resolved.OwnContact,
            Status = change.Status,
            Url = change.Url ?? cart.Url,
            Currency = change.Currency ?? cart.Currency,
            Total = change.Total ?? (TellsOfOne(change) ? CartItems.Sum(items) : cart.Total),
            Items = items,
            ChangedAt = e.OccurredAt,
            AbandonedAt = change.Status == CartStatus.Abandoned ? e.OccurredAt : cart.AbandonedAt,
            ConvertedAt = change.Status == CartStatus.Converted ? e.OccurredAt : cart.ConvertedAt,
            News = !e.Backfill && !e.Replayed,
        };
    }

    /// <summary>Whether the change is of one item, so that the others must be known to make the cart of it.</summary>
    public static bool TellsOfOne(CartChange change) => change is { Items: null } and not { Added: null, Removed: null };

    private static bool IsLate(Cart cart, CartChange change, DateTimeOffset at) =>
        cart.Status == CartStatus.Converted && change.Status != CartStatus.Converted ? at <= cart.ChangedAt : at < cart.ChangedAt;
}
