using Beckon.Catalog;
using Beckon.Events;
using Beckon.Tests.Integrations;

namespace Beckon.Tests.Catalog;

public sealed class ProductRulesTests
{
    [Fact]
    public void A_product_that_is_made_and_sold_is_new_once()
    {
        var (product, news) = After(null, Change(new Stock(10, 5)) with { IsNew = true });
        news.ShouldBe(["new_product_added"]);
        After(product, Change(new Stock(10, 5)), minute: 1).News.ShouldBeEmpty();
    }

    [Fact]
    public void One_that_is_prepared_is_new_when_it_is_sold()
    {
        var (hidden, nothing) = After(null, Change(new Stock(10, 5)) with { IsNew = true, State = ProductState.Hidden });
        nothing.ShouldBeEmpty();
        After(hidden, Change(new Stock(10, 5)), minute: 1).News.ShouldBe(["new_product_added"]);
    }

    [Fact]
    public void One_that_is_heard_of_by_a_change_was_there_before()
    {
        var (hidden, _) = After(null, Change(new Stock(10, 5)) with { State = ProductState.Hidden });
        After(hidden, Change(new Stock(10, 5)), minute: 1).News.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(10, 20, 9, 20, "price_drop")]
    [InlineData(10, 20, 11, 20, "")]
    [InlineData(10, 0, 10, 7, "back_in_stock")]
    [InlineData(10, 7, 10, 5, "low_inventory")]
    [InlineData(10, 4, 10, 3, "")]
    [InlineData(10, 6, 10, 0, "")]
    [InlineData(10, 9, 8, 2, "price_drop low_inventory")]
    [InlineData(10, 0, 8, 9, "price_drop back_in_stock")]
    public void What_is_news_follows_from_what_was_known(int price, int stock, int nextPrice, int nextStock, string news)
    {
        var (product, _) = After(null, Change(new Stock(price, stock)));
        string.Join(' ', After(product, Change(new Stock(nextPrice, nextStock)), minute: 1).News).ShouldBe(news);
    }

    [Fact]
    public void A_late_event_changes_nothing_and_is_no_news()
    {
        var (product, _) = After(null, Change(new Stock(10, 5)), minute: 5);
        var (same, news) = After(product, Change(new Stock(2, 5)), minute: 4);
        same.ShouldBeSameAs(product);
        news.ShouldBeEmpty();
    }

    [Fact]
    public void Told_again_under_the_same_time_it_is_no_news()
    {
        var (product, _) = After(null, Change(new Stock(10, 0)));
        var (cheaper, _) = After(product, Change(new Stock(8, 3)), minute: 1);
        After(cheaper, Change(new Stock(8, 3)), minute: 1).News.ShouldBeEmpty();
    }

    private static (Product Product, List<string> News) After(Product? before, ProductChange change, int minute = 0)
    {
        var e = new CanonicalEvent
        {
            Id = Guid.CreateVersion7(Arrivals.Noon),
            SourceId = Guid.Empty,
            MessageId = "m",
            Name = "product_updated",
            OccurredAt = Arrivals.Noon.AddMinutes(minute),
            ReceivedAt = Arrivals.Noon.AddMinutes(minute),
            Product = change,
        };
        var after = ProductRules.Apply(before, e, Guid.CreateVersion7(Arrivals.Noon));
        return (after, ProductRules.News(before, after, change).ConvertAll(one => one.Name));
    }

    private static ProductChange Change(Stock stock) => new()
    {
        ExternalId = "p",
        State = ProductState.Sold,
        Variants = [new ProductVariant { Id = "v", Price = stock.Price, Quantity = stock.Pieces, InStock = stock.Pieces > 0 }],
    };

    private sealed record Stock(decimal Price, decimal Pieces);
}
