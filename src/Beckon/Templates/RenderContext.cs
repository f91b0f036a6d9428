using System.Text.Json;
using Beckon.Accounts;
using Beckon.Events;

namespace Beckon.Templates;

/// <summary>Everything a template can speak of, for one contact at one moment.</summary>
public sealed record RenderContext
{
    public required RenderShop Shop { get; init; }

    public required RenderContact Contact { get; init; }

    /// <summary>The cart the message is about; null where there is none.</summary>
    public RenderCart? Cart { get; init; }

    /// <summary>What the event says that began it all: an object; null where there is none.</summary>
    public JsonElement? Event { get; init; }

    /// <summary>The code of a discount that they were given; null where there is none.</summary>
    public string? DiscountCode { get; init; }

    public required string UnsubscribeUrl { get; init; }

    /// <summary>The products of each feed that is offered, by the feed's name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<LineItem>> Feeds { get; init; } = NoFeeds;

    public required DateTimeOffset Now { get; init; }

    /// <summary>The same for previews, tests and sending, so that all show the same.</summary>
    public static RenderContext Of(Workspace workspace, RenderContact contact, RenderCart? cart, string unsubscribeUrl, DateTimeOffset now) => new()
    {
        Shop = new RenderShop(workspace.Name, workspace.Currency, workspace.Country, workspace.TimeZone),
        Contact = contact,
        Cart = cart,
        UnsubscribeUrl = unsubscribeUrl,
        Feeds = workspace.Plan == Plan.MarketingPro
            ? new Dictionary<string, IReadOnlyList<LineItem>> { [ProductFeeds.UserAbandonedItems] = cart?.Items ?? [] }
            : NoFeeds,
        Now = now,
    };

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<LineItem>> NoFeeds = new Dictionary<string, IReadOnlyList<LineItem>>();
}

/// <summary>The shop that writes: its name, and how it writes money and days.</summary>
/// <param name="Name">What shoppers know it by.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Country">ISO 3166-1 alpha-2: decides how numbers are written.</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record RenderShop(string Name, string Currency, string Country, string TimeZone);

/// <summary>The person written to, by public id, and what is known of them.</summary>
public sealed record RenderContact(string Id, string? FirstName, string? LastName, string? Email, string? Phone);

/// <summary>What was left behind, by the platform's id of the cart; no items with a Simple trigger.</summary>
public sealed record RenderCart(
    string Id, string? Url, string? Currency, decimal? Total, IReadOnlyList<LineItem> Items, DateTimeOffset? AbandonedAt = null);
