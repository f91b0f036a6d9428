using System.Text.Json;

namespace Beckon.Integrations.EventsApi;

/// <summary>
/// An event as its senders write it, for the description of the API: the call itself is read field by field, so that every fault can be
/// named by its path. Ids and amounts may be text or numbers.
/// </summary>
/// <param name="Event">What happened: a name of the catalogue, such as <c>cart_abandoned</c>, or one of your own, at most 100 characters.</param>
/// <param name="Status">For events that have one.</param>
/// <param name="OccurredAt">ISO 8601; now when it is left out, and never later than now.</param>
/// <param name="MessageId">Your own id of the event: sent again, it changes nothing.</param>
/// <param name="CustomerId">Your id of the person. At least one identifier is needed, except for what happens to a product.</param>
/// <param name="Email">An e-mail address of the person.</param>
/// <param name="Phone">Best in international form.</param>
/// <param name="AnonymousId">Of a browser or device that is not signed in.</param>
/// <param name="FirstName">Of the person.</param>
/// <param name="LastName">Of the person.</param>
/// <param name="Profile">Custom fields of the person, by their keys: those that the workspace has defined are kept. A null takes a value away.</param>
/// <param name="Cart">The cart as it is after the event.</param>
/// <param name="Order">The order as it is after the event.</param>
/// <param name="Properties">What the catalogue lists for the event, and anything else.</param>
/// <param name="Backfill">true for history that is being loaded: it is kept and counted, and starts nothing.</param>
public sealed record NativeEventBody(
    string Event,
    string? Status = null,
    DateTimeOffset? OccurredAt = null,
    string? MessageId = null,
    string? CustomerId = null,
    string? Email = null,
    string? Phone = null,
    string? AnonymousId = null,
    string? FirstName = null,
    string? LastName = null,
    Dictionary<string, JsonElement>? Profile = null,
    NativeCartBody? Cart = null,
    NativeOrderBody? Order = null,
    Dictionary<string, JsonElement>? Properties = null,
    bool Backfill = false);

/// <param name="Id">Left out: the person's one nameless cart.</param>
/// <param name="Url">Where the shopper finds it again.</param>
/// <param name="Currency">ISO 4217; the workspace's when it is left out.</param>
/// <param name="Total">What it comes to.</param>
/// <param name="Items">Left out: what is known of its items stays.</param>
public sealed record NativeCartBody(
    string? Id = null, string? Url = null, string? Currency = null, decimal? Total = null, IReadOnlyList<NativeItemBody>? Items = null);

/// <param name="Id">Your id of the order: the same id updates the same order.</param>
/// <param name="Total">What it comes to.</param>
/// <param name="Status"><c>INITIALIZED</c>, <c>IN_PROGRESS</c>, <c>DELIVERED</c> or <c>CANCELLED</c>; follows from events such as <c>order_completed</c>.</param>
/// <param name="Currency">ISO 4217; the workspace's when it is left out.</param>
/// <param name="PlacedAt">ISO 8601; the time of the event when it is left out.</param>
/// <param name="Items">What was ordered.</param>
public sealed record NativeOrderBody(
    string Id, decimal Total, string? Status = null, string? Currency = null, DateTimeOffset? PlacedAt = null, IReadOnlyList<NativeItemBody>? Items = null);

/// <param name="ProductId">This or the sku is needed.</param>
/// <param name="Sku">Stock keeping unit.</param>
/// <param name="Name">As the shopper knows it.</param>
/// <param name="Brand">Of the product.</param>
/// <param name="Category">Of the product.</param>
/// <param name="Price">Of one piece.</param>
/// <param name="Discount">What was taken off one piece; the price is what is left.</param>
/// <param name="Quantity">One when it is left out.</param>
/// <param name="Url">http or https.</param>
/// <param name="ImageUrl">http or https.</param>
/// <param name="Description">Of the product.</param>
public sealed record NativeItemBody(
    string? ProductId = null,
    string? Sku = null,
    string? Name = null,
    string? Brand = null,
    string? Category = null,
    decimal? Price = null,
    decimal? Discount = null,
    decimal? Quantity = null,
    string? Url = null,
    string? ImageUrl = null,
    string? Description = null);
