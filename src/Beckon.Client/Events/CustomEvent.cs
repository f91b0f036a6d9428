namespace Beckon.Client.Events;

/// <summary>An event of your own. Beckon learns what its properties are as they arrive.</summary>
/// <param name="Name">At most 100 characters.</param>
public sealed record CustomEvent(string Name) : ShopEvent(Name)
{
    /// <summary>
    /// Text, numbers, booleans, dates and times, ids, lists of these, nested dictionaries, and <see cref="System.Text.Json.JsonElement"/> or
    /// <see cref="System.Text.Json.Nodes.JsonNode"/> for anything else.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Properties { get; init; } = new Dictionary<string, object?>();

    /// <summary>The cart as it is after the event.</summary>
    public Cart? Cart { get; init; }

    /// <summary>The order as it is after the event; its status is needed.</summary>
    public Order? Order { get; init; }

    public string? Status { get; init; }

    internal override Cart? CartPart => Cart;

    internal override Order? OrderPart => Order;

    internal override string? StatusPart => Status;
}
