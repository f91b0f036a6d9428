using Beckon.Events;

namespace Beckon.Orders;

/// <summary>An order in the list.</summary>
/// <param name="Id">Starts with <c>ord_</c>.</param>
/// <param name="ExternalId">The platform's id of it: what makes it one order.</param>
/// <param name="Status">Where it stands. Only DELIVERED counts for revenue.</param>
/// <param name="Total">What it comes to.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="PlacedAt">When it was placed.</param>
/// <param name="StatusAt">When its present status took effect.</param>
/// <param name="ItemCount">How many different products.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Contact">Whose it is.</param>
public sealed record OrderRow(
    string Id, string ExternalId, OrderStatus Status, decimal Total, string Currency, DateTimeOffset PlacedAt, DateTimeOffset StatusAt, int ItemCount,
    SourceRef Source, OrderContact Contact);

/// <summary>Whose order it is.</summary>
/// <param name="Id">Starts with <c>con_</c>.</param>
/// <param name="Name">First and last name, else e-mail, else phone, else "Anonymous contact".</param>
/// <param name="Email">The e-mail address, when it is known.</param>
/// <param name="Phone">The phone number in E.164, when it is known.</param>
/// <param name="Messageable">False when there is neither: Beckon keeps the order, and can write to nobody about it.</param>
public sealed record OrderContact(string Id, string Name, string? Email, string? Phone, bool Messageable);
