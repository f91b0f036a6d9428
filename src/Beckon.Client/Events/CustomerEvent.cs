namespace Beckon.Client.Events;

/// <summary>What a shop learns of a customer. Identifiers and names are the <see cref="Shopper"/>'s.</summary>
public abstract record CustomerEvent(string Name) : ShopEvent(Name)
{
    public DateOnly? Birthday { get; init; }

    /// <summary>BCP 47, such as <c>en-US</c>.</summary>
    public string? Language { get; init; }

    public string? City { get; init; }

    /// <summary>State or province.</summary>
    public string? Region { get; init; }

    public string? PostalCode { get; init; }

    /// <summary>ISO 3166, two letters.</summary>
    public string? Country { get; init; }

    public string? StoreId { get; init; }
}

/// <summary>Somebody became a customer.</summary>
public sealed record CustomerCreated() : CustomerEvent("customer_created")
{
    /// <summary><c>online</c> or <c>in_store</c>.</summary>
    public string? Channel { get; init; }
}

/// <summary>What is known of a customer has changed.</summary>
public sealed record CustomerUpdated() : CustomerEvent("customer_updated")
{
    /// <summary>The names of what is new.</summary>
    public IReadOnlyList<string>? Changed { get; init; }
}

/// <summary>A customer said yes or no to messages.</summary>
public sealed record CustomerOptinStatusChanged() : ShopEvent("customer_optin_status_changed")
{
    /// <summary><c>email</c>, <c>sms</c> or <c>push</c>.</summary>
    public required string Channel { get; init; }

    public required bool Subscribed { get; init; }

    /// <summary>The words that the customer agreed to.</summary>
    public string? ConsentText { get; init; }

    public string? StoreId { get; init; }
}
