using Beckon.Events;
using Beckon.Identity;
using Beckon.Orders;

namespace Beckon.Pipeline;

/// <summary>Something that events change: two events that change the same take effect in the order in which they came.</summary>
public readonly record struct WorkKey(WorkKind Kind, Guid Id, string Name)
{
    public static WorkKey Contact(Guid id) => new(WorkKind.Contact, id, "");

    /// <summary>What an event changes: its contact, and the cart and the order it tells of, which may have been another's until now.</summary>
    public static IEnumerable<WorkKey> Of(ResolvedEvent resolved)
    {
        var (e, contactId) = resolved;
        if (e.Product is { } product) yield return new WorkKey(WorkKind.Product, e.SourceId, product.ExternalId);
        if (contactId is not { } contact)
        {
            yield return new WorkKey(WorkKind.Nobody, e.SourceId, e.Name);
            if (e.Order is { } known) yield return new WorkKey(WorkKind.Order, e.SourceId, known.ExternalId);
            yield break;
        }
        yield return Contact(contact);
        if (e.Cart is { } cart) yield return new WorkKey(WorkKind.Cart, e.SourceId, CartRules.NameOf(cart, contact));
        if (e.Order is { } order) yield return new WorkKey(WorkKind.Order, e.SourceId, order.ExternalId);
    }

    public static IEnumerable<WorkKey> Of(Merge merge) => [Contact(merge.From), Contact(merge.Into)];

    public static IEnumerable<WorkKey> Of(Split split) => [Contact(split.Contact), Contact(split.Stays)];
}

/// <summary>What kind of thing is changed.</summary>
public enum WorkKind
{
    Contact,
    Cart,
    Order,
    Product,

    /// <summary>For events about nobody: those of one name stay in order.</summary>
    Nobody,
}
