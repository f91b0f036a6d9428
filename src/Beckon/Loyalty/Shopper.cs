using Beckon.Contacts;

namespace Beckon.Loyalty;

/// <summary>A contact as a till sees one.</summary>
public sealed record Shopper
{
    public required Guid Id { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of delivered orders.</summary>
    public required decimal OrderTotal { get; init; }

    /// <summary>The first customer id that a platform gave them.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The kind of that platform.</summary>
    public string? Platform { get; init; }

    /// <summary>Null when they were never asked.</summary>
    public ConsentStand? SmsConsent { get; init; }

    /// <summary>Null when they have not joined.</summary>
    public Member? Member { get; init; }
}

/// <summary>Which contacts are asked for; what is null does not matter.</summary>
public sealed record ShopperFilter
{
    public bool? HasPhone { get; init; }

    public bool? HasEmail { get; init; }

    public bool? IsMember { get; init; }

    public string? Email { get; init; }

    /// <summary>A whole name, first or last name, e-mail address or phone number.</summary>
    public string? Name { get; init; }
}

/// <summary>Which part of them, in which order.</summary>
public sealed record ShopperPage(int Start, int Limit, ShopperSort Sort, bool Descending);

/// <summary>By what contacts are sorted.</summary>
public enum ShopperSort
{
    /// <summary>When they were first heard of.</summary>
    Inserted,

    Name,
    Email,
    Phone,
}
