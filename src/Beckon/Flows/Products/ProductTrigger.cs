using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Beckon.Audiences.Language;
using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Flows.Products;

/// <summary>There is news of a product: for those who have shown that they want it. They are told within a minute, as calls that have the properties of the news.</summary>
/// <param name="On">Which news, such as <c>back_in_stock</c>: an event about a product.</param>
public sealed record ProductTrigger(EventTest On) : FlowTrigger
{
    private const decimal Whole = 100;

    private static readonly Duration AMonth = new(30, TimeUnit.Days);

    /// <summary>What shows it; one of these is enough.</summary>
    public IReadOnlyList<ProductInterest> Interest { get; init => field = value ?? []; } = [ProductInterest.Viewed, ProductInterest.AddedToCart];

    /// <summary>In the product itself, or in others of its brand or its category.</summary>
    public InterestIn In { get; init; }

    /// <summary>How long ago they showed it at most.</summary>
    public Duration Within { get; init => field = value ?? AMonth; } = AMonth;

    /// <summary>Of <c>price_drop</c>: only what has become cheaper by so many percent, 1 to 99.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? CheaperByPercent { get; init; }

    /// <summary>
    /// Whether each product is a run of its own. Else somebody who wants several products of which there is news at once hears of the one they wanted last.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool PerProduct { get; init; }

    [JsonIgnore]
    public override bool IsPerProduct => PerProduct;

    /// <summary>The property of the news by which those are found who want it.</summary>
    [JsonIgnore]
    public string Key => In switch
    {
        InterestIn.Product => "productId",
        InterestIn.Brand => "brand",
        InterestIn.Category => "category",
    };

    private protected override string StartedBy() => EventNames.FlowCalled;

    public override bool Fits(CanonicalEvent e, Guid flowId, Today today) => CalledTrigger.IsCall(e, flowId);

    /// <summary>Whether an event is such news. What was loaded or is replayed is none.</summary>
    public bool IsNews(CanonicalEvent e, Today today) =>
        !e.Backfill && !e.Replayed && On.Fits(e, today) && KeyOf(e.Properties) is { Length: > 0 } && IsCheaper(e);

    /// <summary>By what those are found who want it.</summary>
    public string? KeyOf(RawJson news) => ValueRules.TextsOf(news.ToElement(), Key).FirstOrDefault();

    private bool IsCheaper(CanonicalEvent e)
    {
        if (CheaperByPercent is not { } percent) return true;
        var said = e.Properties.ToElement();
        return Number(said, "price") is { } now && Number(said, "previousPrice") is > 0 and var before && (before - now) * Whole >= percent * before;
    }

    private static decimal? Number(JsonElement said, string property) =>
        ValueRules.TextsOf(said, property).FirstOrDefault() is { } text && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>What shows that somebody wants a product.</summary>
public enum ProductInterest
{
    /// <summary>They looked at it.</summary>
    Viewed,

    /// <summary>They put it into a cart that they have not bought.</summary>
    AddedToCart,

    /// <summary>They have bought it before.</summary>
    Bought,
}

/// <summary>What their interest is in.</summary>
public enum InterestIn
{
    Product,
    Brand,
    Category,
}
