namespace Beckon.Client.Events;

/// <summary>What shoppers do on a site, beside looking at products.</summary>
public abstract record SiteEvent(string Name) : ShopEvent(Name)
{
    /// <summary>The page's address.</summary>
    public string? Url { get; init; }
}

/// <summary>A tab of the site is open and the cursor has moved within the last ten minutes.</summary>
public sealed record ActiveOnSite() : SiteEvent("active_on_site")
{
    /// <summary>Of the page.</summary>
    public string? Title { get; init; }

    /// <summary>The address the shopper came from.</summary>
    public string? Referrer { get; init; }
}

/// <summary>A shopper looked at a page of the site.</summary>
public sealed record ViewedPage() : SiteEvent("viewed_page")
{
    /// <summary>Of the page.</summary>
    public string? Title { get; init; }

    /// <summary>The address the shopper came from.</summary>
    public string? Referrer { get; init; }
}

/// <summary>A shopper looked at the page of a brand.</summary>
public sealed record ViewedBrand() : SiteEvent("viewed_brand")
{
    public required string Brand { get; init; }
}

/// <summary>A shopper looked at the page of a category.</summary>
public sealed record ViewedCategory() : SiteEvent("viewed_category")
{
    public required string Category { get; init; }
}
