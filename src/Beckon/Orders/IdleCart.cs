using System.Text.Json;
using System.Text.Json.Serialization;
using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Orders;

/// <summary>
/// An open cart that was left alone for as long as its source allows: from now on it counts as abandoned. Beckon says so itself, in the words in
/// which a platform would. Pure.
/// </summary>
public sealed record IdleCart
{
    /// <summary>Which door payloads of these bear, so that a replay reads them again.</summary>
    public const string Door = "idle_carts";

    private const string Nameless = "contact:";

    [JsonIgnore]
    public Guid Id { get; init; }

    [JsonIgnore]
    public Guid SourceId { get; init; }

    [JsonIgnore]
    public Guid? ContactId { get; init; }

    /// <summary>Empty for the contact's one nameless cart.</summary>
    public required string CartId { get; init; }

    public string? Url { get; init; }

    public string? Currency { get; init; }

    public decimal? Total { get; init; }

    public required IReadOnlyList<LineItem> Items { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public required DateTimeOffset IdleAt { get; init; }

    /// <summary>By what the contact is known best; the id of today would mean nothing in a replay.</summary>
    public Identifiers Who { get; init; } = new();

    public static string NameOf(string externalId) => externalId.StartsWith(Nameless, StringComparison.Ordinal) ? "" : externalId;

    /// <summary>Made of the cart and its last change: told twice, it counts once; changed and left alone again, it is another one.</summary>
    public CanonicalEvent ToEvent(Guid id, Guid sourceId, DateTimeOffset at) => new()
    {
        Id = id,
        SourceId = sourceId,
        MessageId = $"idle:{ChangedAt.UtcTicks}:{(CartId.Length > 0 ? CartId : Person)}",
        Name = EventNames.CartAbandoned,
        OccurredAt = IdleAt,
        ReceivedAt = at,
        Who = Who with { ContactId = ContactId },
        Cart = new CartChange
        {
            ExternalId = CartId,
            Status = CartStatus.Abandoned,
            Url = Url,
            Currency = Currency,
            Total = Total,
            Items = Items,
        },
        // Whoever only claimed an address has not proved it by leaving a cart.
        Claimed = true,
        Derived = true,
        Properties = new RawJson(JsonSerializer.SerializeToUtf8Bytes(
            new IdleCartTold("beckon", (int)(IdleAt - ChangedAt).TotalMinutes, ChangedAt, new(CartId, Url, Currency, Total, Items)),
            IdleCartJson.Default.IdleCartTold)),
    };

    private string Person => Who.CustomerId ?? Who.Email ?? Who.Phone ?? Who.AnonymousId ?? "";
}

/// <summary>What the history shows of it: that Beckon itself has told, and why.</summary>
public sealed record IdleCartTold(string DerivedBy, int IdleMinutes, DateTimeOffset LastChangedAt, IdleCartContent Cart);

/// <summary>The cart as it was left.</summary>
public sealed record IdleCartContent(string Id, string? Url, string? Currency, decimal? Total, IReadOnlyList<LineItem> Items);

/// <summary>Source-generated JSON of idle carts.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<IdleCart>))]
[JsonSerializable(typeof(List<IdleCart>))]
[JsonSerializable(typeof(IdleCartTold))]
public sealed partial class IdleCartJson : JsonSerializerContext;
