using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;

namespace Beckon.Templates.Rendering;

/// <summary>Writes amounts the way the shop's country writes them: $1,234.50 in the United States, 1 234,50 € in France.</summary>
internal sealed class MoneyFormat
{
    private static readonly ConcurrentDictionary<(string Country, string Currency), MoneyFormat> Known = new();

    // In most countries the framework's data tells the language; these have several, and this is the one that shops write in.
    private static readonly FrozenDictionary<string, string> Cultures = Pairs(
        "US=en-US GB=en-GB CA=en-CA AU=en-AU NZ=en-NZ IE=en-IE IN=en-IN ZA=en-ZA PH=en-PH SG=en-SG KE=en-KE NG=en-NG "
        + "BE=nl-BE CH=de-CH AT=de-AT LU=fr-LU ES=es-ES IT=it-IT FI=fi-FI NO=nb-NO IL=he-IL UA=uk-UA CN=zh-CN");

    private static readonly FrozenDictionary<string, string> Signs = Pairs(
        "USD=US$ CAD=CA$ AUD=A$ NZD=NZ$ HKD=HK$ SGD=S$ MXN=MX$ BRL=R$ EUR=€ GBP=£ JPY=¥ UAH=₴ PLN=zł INR=₹ KRW=₩ ILS=₪ TRY=₺");

    private static readonly FrozenDictionary<string, string> Decimals = Pairs(
        "JPY=0 KRW=0 VND=0 CLP=0 ISK=0 PYG=0 UGX=0 XAF=0 XOF=0 BHD=3 JOD=3 KWD=3 OMR=3 TND=3");

    private readonly NumberFormatInfo _numbers;

    private MoneyFormat(string country, string currency)
    {
        Country = country;
        Culture = CultureOf(country);
        _numbers = (NumberFormatInfo)Culture.NumberFormat.Clone();
        _numbers.CurrencyDecimalDigits = int.Parse(Decimals.GetValueOrDefault(currency, "2"), CultureInfo.InvariantCulture);
        // A minus before the sign everywhere: accountants' brackets are no way to talk to a shopper.
        if (_numbers.CurrencyNegativePattern is 0 or 3) _numbers.CurrencyNegativePattern = 1;
        if (IsAtHome(currency)) return;
        _numbers.CurrencySymbol = Signs.GetValueOrDefault(currency, currency);
        if (_numbers.CurrencySymbol == currency && _numbers.CurrencyPositivePattern == 0) _numbers.CurrencyPositivePattern = 2;
    }

    public CultureInfo Culture { get; }

    private string Country { get; }

    public static MoneyFormat Of(string country, string currency)
    {
        if (Known.TryGetValue((country, currency), out var known)) return known;
        var made = new MoneyFormat(country, currency);
        // Currencies come from outside: what is not one is not remembered.
        return currency.Length == 3 && currency.All(char.IsAsciiLetterUpper) ? Known.GetOrAdd((country, currency), made) : made;
    }

    public MoneyFormat In(string currency) => Of(Country, currency);

    public string Write(decimal amount) => amount.ToString("C", _numbers);

    private bool IsAtHome(string currency) => !Culture.IsNeutralCulture && Culture.Name.Length > 0 && new RegionInfo(Culture.Name).ISOCurrencySymbol == currency;

    private static CultureInfo CultureOf(string country)
    {
        if (Cultures.TryGetValue(country, out var name)) return CultureInfo.GetCultureInfo(name);
        var spoken = CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Where(culture => culture.Name.EndsWith("-" + country, StringComparison.OrdinalIgnoreCase))
            .OrderBy(culture => culture.Name.Length)
            .ToList();
        return spoken.Find(IsHomeOfItsLanguage) ?? spoken.FirstOrDefault() ?? CultureInfo.GetCultureInfo("en-US");
    }

    private static bool IsHomeOfItsLanguage(CultureInfo culture) =>
        CultureInfo.CreateSpecificCulture(culture.TwoLetterISOLanguageName).Name == culture.Name;

    private static FrozenDictionary<string, string> Pairs(string text) =>
        text.Split(' ').Select(pair => pair.Split('=')).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
}
