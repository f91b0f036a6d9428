using System.Globalization;

namespace Beckon.Accounts;

/// <summary>One retailer's account.</summary>
public sealed record Workspace
{
    public required Guid Id { get; init; }

    /// <summary>The public number that platforms ask for beside the API key.</summary>
    public required long Uid { get; init; }

    public required string Name { get; init; }

    /// <summary>IANA name, such as <c>Europe/Paris</c>: the zone of its calendar days.</summary>
    public required string TimeZone { get; init; }

    /// <summary>ISO 4217, such as <c>USD</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>ISO 3166-1 alpha-2, such as <c>US</c>.</summary>
    public required string Country { get; init; }

    public required Plan Plan { get; init; }

    /// <summary>What e-mail consent a contact has whose source says nothing about it.</summary>
    public required ConsentDefault EmailConsentDefault { get; init; }

    /// <summary>For how many days after a click an order is credited to the message.</summary>
    public required int AttributionClickDays { get; init; }

    /// <summary>For how many days after an open an order is credited to the message.</summary>
    public required int AttributionOpenDays { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Completes national phone numbers, such as <c>1</c> or <c>380</c>.</summary>
    public string CallingCode => CallingCodes.Of(Country);

    /// <summary>Its calendar day at a moment.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).DateTime);

    /// <summary>The uid as the API gives it: in digits, because it is a name and not an amount.</summary>
    public string PublicUid => Uid.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a workspace has bought.</summary>
public enum Plan
{
    Core,
    MarketingPro,
}

/// <summary>Whether people who were never asked count as subscribed.</summary>
public enum ConsentDefault
{
    Subscribed,
    Unsubscribed,
}
