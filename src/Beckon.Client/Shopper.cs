namespace Beckon.Client;

/// <summary>Whose event it is. Send everything that is known; at least one of the identifiers is needed.</summary>
public sealed record Shopper
{
    /// <summary>The shop's own id of the person, at most 255 characters.</summary>
    public string? CustomerId { get; init; }

    public string? Email { get; init; }

    /// <summary>Best in international form, such as <c>+13035550100</c>.</summary>
    public string? Phone { get; init; }

    /// <summary>Of a browser or device that is not signed in.</summary>
    public string? AnonymousId { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public static Shopper WithEmail(string email) => new() { Email = email };

    public static Shopper WithCustomerId(string id) => new() { CustomerId = id };

    public static Shopper Anonymous(string id) => new() { AnonymousId = id };

    internal bool IsUnknown => CustomerId is null && Email is null && Phone is null && AnonymousId is null;
}
