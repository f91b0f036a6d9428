using Beckon.Predictions.Fitting;

namespace Beckon.Tests.Predictions;

/// <summary>The published figures come out of the published purchases.</summary>
public sealed class PublishedModelsTests
{
    [Fact]
    public void Customers_came_back_as_often_as_is_published()
    {
        var repeats = CdnowShop.Customers.CountBy(customer => customer.History.Repeats).ToDictionary();

        CdnowShop.Customers.Count.ShouldBe(2_357);
        Enumerable.Range(0, 10).Select(times => repeats[times]).ShouldBe([1411, 439, 214, 100, 62, 38, 29, 23, 7, 5]);
    }

    [Fact]
    public void The_parameters_of_purchases_are_the_published_ones()
    {
        var model = ModelFitter.FitPurchases(CdnowShop.Histories).ShouldNotBeNull();

        model.R.ShouldBe(0.2426, 0.0001);
        model.Alpha.ShouldBe(4.4136, 0.0005);
        model.A.ShouldBe(0.7929, 0.0002);
        model.B.ShouldBe(2.4259, 0.0005);
        model.LogLikelihood(CdnowShop.Histories).ShouldBe(-9582.43, 0.005);
    }

    [Fact]
    public void The_parameters_of_spending_are_the_published_ones()
    {
        var model = ModelFitter.FitSpend(CdnowShop.Spends).ShouldNotBeNull();

        CdnowShop.Spends.Count.ShouldBe(946);
        model.P.ShouldBe(6.25, 0.01);
        model.Q.ShouldBe(3.74, 0.01);
        model.V.ShouldBe(15.44, 0.02);
    }

    [Fact]
    public void The_first_customer_is_expected_to_buy_as_often_as_the_authors_say()
    {
        var model = new BgNbd(0.2426, 4.4136, 0.7929, 2.4259);

        model.ExpectedPurchases(new PurchaseHistory(2, 213, 272), 39 * 7).ShouldBe(1.226, 0.001);
    }
}
