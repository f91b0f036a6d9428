using System.Globalization;
using Beckon.Accounts;

namespace Beckon.Tests.Accounts;

public sealed class CountryTests
{
    [Theory]
    [InlineData("US", "1")]
    [InlineData("UA", "380")]
    [InlineData("GB", "44")]
    [InlineData("KZ", "7")]
    public void Knows_the_calling_code_of_a_country(string country, string code) => CallingCodes.Of(country).ShouldBe(code);

    [Fact]
    public void Knows_every_country_that_the_runtime_has_a_region_for()
    {
        var countries = CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(culture => new RegionInfo(culture.Name).TwoLetterISORegionName)
            .Where(code => code.Length == 2 && code.All(char.IsAsciiLetterUpper))
            // These are reserved or historical, not countries of ISO 3166-1.
            .Except(["AC", "DG", "EA", "IC", "TA", "CP", "CQ", "XA", "XB", "ZZ", "EU", "UN", "AN", "QO"])
            .Distinct();
        countries.Where(country => !CallingCodes.Knows(country)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_country_with_an_opt_in_law_is_a_country() =>
        Enumerable.Range(0, 26 * 26)
            .Select(n => $"{(char)('A' + n / 26)}{(char)('A' + n % 26)}")
            .Where(code => OptInCountries.Law(code) is not null && !CallingCodes.Knows(code))
            .ShouldBeEmpty();

    [Fact]
    public void Knows_the_currencies_of_the_runtimes_regions()
    {
        var currencies = CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(culture => new RegionInfo(culture.Name))
            .Where(region => CallingCodes.Knows(region.TwoLetterISORegionName))
            .Select(region => region.ISOCurrencySymbol)
            // Not in circulation any more, or generic.
            .Except(["XXX", "XDR", "XUA", "HRK", "ANG", "BGN", "SLL", "ZWL", "CUC", "VEF", "¤¤", "MRO", "STD"])
            .Where(code => code.Length == 3)
            .Distinct();
        currencies.Where(code => !Currencies.Knows(code)).ShouldBeEmpty();
    }
}
