namespace Beckon.Client.Events;

/// <summary>What happens in a store.</summary>
public abstract record VisitEvent(string Name) : ShopEvent(Name)
{
    public string? StoreId { get; init; }

    public string? StoreName { get; init; }
}

/// <summary>A customer came into a store and said who they are.</summary>
public sealed record CustomerCheckedIn() : VisitEvent("customer_checked_in");

/// <summary>A customer left a store.</summary>
public sealed record CustomerCheckedOut() : VisitEvent("customer_checked_out")
{
    /// <summary>How long they were there.</summary>
    public decimal? Minutes { get; init; }

    public string? OrderId { get; init; }
}

/// <summary>A customer is served by a member of the staff.</summary>
public sealed record CustomerAssignedToBudtender() : VisitEvent("customer_assigned_to_budtender")
{
    public required string BudtenderId { get; init; }

    public string? BudtenderName { get; init; }
}
